@NullMarked
package dev.ricordo.lab.compare;

import org.jspecify.annotations.NullMarked;
