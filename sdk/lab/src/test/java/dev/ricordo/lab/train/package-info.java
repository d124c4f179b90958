/** Tests of the package of the same name. */
@NullMarked
package dev.ricordo.lab.train;

import org.jspecify.annotations.NullMarked;
