/** Tests of the package of the same name. */
@NullMarked
package dev.ricordo.memory;

import org.jspecify.annotations.NullMarked;
