/** Tests of the package of the same name. */
@NullMarked
package dev.ricordo.collective;

import org.jspecify.annotations.NullMarked;
