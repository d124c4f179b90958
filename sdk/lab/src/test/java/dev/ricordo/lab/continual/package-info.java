/** Tests of the package of the same name. */
@NullMarked
package dev.ricordo.lab.continual;

import org.jspecify.annotations.NullMarked;
