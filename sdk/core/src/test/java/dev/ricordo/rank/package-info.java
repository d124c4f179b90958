/** Tests of the package of the same name. */
@NullMarked
package dev.ricordo.rank;

import org.jspecify.annotations.NullMarked;
