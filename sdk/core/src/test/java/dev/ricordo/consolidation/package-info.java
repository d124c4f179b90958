/** Holds epochs, gates and decisions to what they promise. */
@NullMarked
package dev.ricordo.consolidation;

import org.jspecify.annotations.NullMarked;
