/**
 * Legal holds: copies of what is forgotten, kept apart as evidence until the hold is released.
 *
 * <p>Start at {@link dev.ricordo.evidence.hold.KeepingJournal}, through which every erasure goes
 * that holds are asked about, and {@link dev.ricordo.evidence.hold.HoldFolder}, where copies lie
 * under a key of the hold's own. {@code docs/formats/hold.md} explains the files, {@code
 * docs/rights.md} who does what.
 *
 * <p>Not here: the command {@code ricordo hold} and requests by right, which are governance's.
 */
@NullMarked
package dev.ricordo.evidence.hold;

import org.jspecify.annotations.NullMarked;
