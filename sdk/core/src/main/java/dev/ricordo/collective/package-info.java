/**
 * L3, what customers share: integer transition counts that anyone's part can be subtracted from,
 * bit for bit.
 *
 * <p>Start at {@link dev.ricordo.collective.Transitions}, which says what one event adds; {@link
 * dev.ricordo.collective.Contribution} is the sum of that over one customer's journal, {@link
 * dev.ricordo.collective.TransitionCounts} the sum of contributions over customers. Both sides of a
 * change are contributions of whole journals: taking an event out means subtracting C(J) and adding
 * C(J').
 *
 * <p>Letters: N(x, i) fixed-point count of steps from item x to item i, R(x) the sum of N(x, .).
 */
@NullMarked
package dev.ricordo.collective;

import org.jspecify.annotations.NullMarked;
