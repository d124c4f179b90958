@NullMarked
package dev.ricordo.lab.report;

import org.jspecify.annotations.NullMarked;
