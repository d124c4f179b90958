/**
 * How an answer is ranked: own scores of the whole catalogue, the collective score and the
 * customer's repetitions, mixed by the constants of the base.
 *
 * <p>{@link dev.ricordo.rank.CatalogueScorer} gives h . E + b, {@link dev.ricordo.rank.Repeats} the
 * repetitions, {@link dev.ricordo.rank.Mixer} the mixed score z with its parts, {@link
 * dev.ricordo.rank.TopK} the best of them. Shared levels enter here and only here.
 */
@NullMarked
package dev.ricordo.rank;

import org.jspecify.annotations.NullMarked;
