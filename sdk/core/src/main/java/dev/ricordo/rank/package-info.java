/**
 * How an answer is ranked: own scores of the whole catalogue, what customers share and the
 * customer's own history, mixed by the constants of the base.
 *
 * <p>Start at {@link dev.ricordo.rank.Blend}, which brings the levels together. {@link
 * dev.ricordo.rank.CatalogueScorer} gives h . E + b. With fixed weights {@link
 * dev.ricordo.rank.Repeats} gives the repetitions and {@link dev.ricordo.rank.Mixer} the score with
 * its parts. With a gate {@link dev.ricordo.rank.Habits} says what the customer's history knows of
 * each item, {@link dev.ricordo.rank.GateFeatures} what is known of the present, and {@link
 * dev.ricordo.rank.GateNetwork} how much each level speaks. {@link dev.ricordo.rank.TopK} finds the
 * best, and {@link dev.ricordo.rank.GatedDraft} passes over what cannot be among them (ADR 16).
 * Shared levels enter here and only here.
 */
@NullMarked
package dev.ricordo.rank;

import org.jspecify.annotations.NullMarked;
