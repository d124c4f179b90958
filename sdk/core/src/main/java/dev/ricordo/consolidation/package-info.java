/**
 * Consolidation: what customers do reaches the shared sums in epochs, each examined by gates,
 * decided about, and reversible.
 *
 * <p>Start at {@link dev.ricordo.consolidation.Consolidation}, what one can ask and do. An {@link
 * dev.ricordo.consolidation.Epoch} is a stretch of the order of acceptance; its {@link
 * dev.ricordo.consolidation.EpochFigures} are a function of the journals that are kept, {@link
 * dev.ricordo.consolidation.Gates} a function of the figures. {@link
 * dev.ricordo.consolidation.ConsolidationRules} say what serves meanwhile, how strict the gates are
 * and how many people must agree; they are kept beside the epochs, and a {@link
 * dev.ricordo.consolidation.RulesChange} is what other ones need. A {@link
 * dev.ricordo.consolidation.Decision} says what an epoch's verdict made of the sums, for whoever
 * writes it down.
 *
 * <p>Letters: D(e) what epoch e brought, the sum over customers of what their events in it added to
 * C(J). The sums that serve are the sum of D(e) over the epochs that count.
 */
@NullMarked
package dev.ricordo.consolidation;

import org.jspecify.annotations.NullMarked;
