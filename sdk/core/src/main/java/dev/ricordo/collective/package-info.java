/**
 * L3, what customers share: integer sums that anyone's part can be subtracted from, bit for bit.
 *
 * <p>Start at {@link dev.ricordo.collective.Transitions}, which says what one event adds; {@link
 * dev.ricordo.collective.Contribution} is C(J), the capped sum of that over one customer's journal;
 * {@link dev.ricordo.collective.CollectiveSums} adds contributions up over customers: {@link
 * dev.ricordo.collective.TransitionCounts} between items and between categories, {@link
 * dev.ricordo.collective.ItemCounts} of customers per item. Both sides of a change are
 * contributions of whole journals: taking an event out means subtracting C(J) and adding C(J'). An
 * event that is added changes C(J) by a difference, which is all that the sums are told.
 *
 * <p>What is counted and what of it an answer sees are {@link dev.ricordo.base.CollectiveRules},
 * constants of the base: weights of kinds, the cap, k, calendar epochs, the back-off.
 *
 * <p>Letters: N(x, i) fixed-point count of steps from item x to item i, R(x) the sum of N(x, .),
 * both as answers see them; k the fewest customers behind a cell that is seen.
 *
 * <p>Size, measured on simulated customers of 2,000 to 200,000 items: 57 to 65 bytes for each cell
 * of the counts, both directions and room to grow included (a slot is 16 bytes), 4 bytes for each
 * item and epoch; a contribution 30 to 42 bytes for each of its cells, of which an event makes ten
 * at most. The product keeps contributions of recently active customers only, in a quarter of the
 * room for hot memories, and folds the others from the journal when they act again; of a long
 * journal what was folded is kept in the store ({@link dev.ricordo.collective.ContributionCodec}).
 */
@NullMarked
package dev.ricordo.collective;

import org.jspecify.annotations.NullMarked;
