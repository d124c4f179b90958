/** Tests of the base, and {@link dev.ricordo.base.RandomBases} for everybody's tests. */
@NullMarked
package dev.ricordo.base;

import org.jspecify.annotations.NullMarked;
