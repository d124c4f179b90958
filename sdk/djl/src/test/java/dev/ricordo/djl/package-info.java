/** Tests of the package of the same name. */
@NullMarked
package dev.ricordo.djl;

import org.jspecify.annotations.NullMarked;
