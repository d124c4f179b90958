/** Tests of the package of the same name. */
@NullMarked
package dev.ricordo.lab.evaluate;

import org.jspecify.annotations.NullMarked;
