/**
 * Whether published lists tell who is behind them, and whether their changes tell who came or was
 * erased: attacks on the collective level of a real log.
 *
 * <p>Start at {@link dev.ricordo.lab.membership.MembershipAudit} and {@link
 * dev.ricordo.lab.membership.DifferencingAudit}; {@link dev.ricordo.lab.membership.PublishedLists}
 * is what the attacker sees, {@link dev.ricordo.lab.membership.Auc} how well the attack does.
 *
 * <p>Letters: x and y are items, a step (x, y) is y right after x in a customer's history.
 */
@NullMarked
package dev.ricordo.lab.membership;

import org.jspecify.annotations.NullMarked;
