/** Tests of the ledger: official vectors, golden files, properties, crashes and fuzzing. */
@NullMarked
package dev.ricordo.ledger;

import org.jspecify.annotations.NullMarked;
