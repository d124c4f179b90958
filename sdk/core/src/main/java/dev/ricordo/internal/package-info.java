/**
 * How the API is made to work: {@link dev.ricordo.internal.Engine} holds the hot memories and the
 * shared sums and folds the journal into both. Not for use outside this module.
 */
@NullMarked
package dev.ricordo.internal;

import org.jspecify.annotations.NullMarked;
