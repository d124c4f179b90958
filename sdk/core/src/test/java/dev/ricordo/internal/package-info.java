/** Tests of the package of the same name. */
@NullMarked
package dev.ricordo.internal;

import org.jspecify.annotations.NullMarked;
