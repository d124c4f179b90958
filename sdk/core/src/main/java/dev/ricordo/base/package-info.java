/**
 * L4, the base: weights that everybody reads and no event changes.
 *
 * <p>Start at {@link dev.ricordo.base.Base}, a release that one can read from a folder. {@link
 * dev.ricordo.base.Shape} holds the sizes, {@link dev.ricordo.base.Weights} the arrays, {@link
 * dev.ricordo.base.Mix} the constants that weigh the levels, {@link dev.ricordo.base.Gate} those of
 * the network that weighs them by the customer's present, {@link dev.ricordo.base.Manifest} where
 * the release came from. {@link dev.ricordo.base.BaseRegistry} is a folder of releases, one of
 * which serves. The format is described in {@code docs/formats/base.md}.
 *
 * <p>{@link dev.ricordo.base.Features} says which categories, brands, prices, channels and
 * campaigns a base knows, {@link dev.ricordo.base.ItemEmbeddings} what an item means by its own row
 * and its features, {@link dev.ricordo.base.Circumstances} what an event says beside item, kind and
 * time.
 *
 * <p>Letters used here and in {@code memory}: V items, d width of an event, H heads, W = d / H
 * width of a head, m width of the feed-forward block.
 *
 * <p>Training a base is not here but in {@code dev.ricordo.djl}.
 */
@NullMarked
package dev.ricordo.base;

import org.jspecify.annotations.NullMarked;
