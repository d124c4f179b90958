@NullMarked
package dev.ricordo.lab.plan;

import org.jspecify.annotations.NullMarked;
