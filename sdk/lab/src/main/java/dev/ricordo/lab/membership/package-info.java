/**
 * Whether published lists tell who is behind them: an attack on the collective level of a real log,
 * before and after erasures.
 *
 * <p>Start at {@link dev.ricordo.lab.membership.MembershipAudit}; {@link
 * dev.ricordo.lab.membership.PublishedLists} is what the attacker sees, {@link
 * dev.ricordo.lab.membership.Auc} how well the attack does.
 *
 * <p>Letters: x and y are items, a step (x, y) is y right after x in a customer's history.
 */
@NullMarked
package dev.ricordo.lab.membership;

import org.jspecify.annotations.NullMarked;
