/**
 * What the shop sells, made by code from a seed: start at {@link
 * dev.ricordo.shop.catalogue.Assortment}, which holds about a thousand {@link
 * dev.ricordo.shop.catalogue.Product}s in the sixteen {@link dev.ricordo.shop.catalogue.Category}s.
 *
 * <p>The words come from {@code catalogue/vocabulary.json}; how a product looks is in {@code
 * dev.ricordo.shop.picture}.
 */
@NullMarked
package dev.ricordo.shop.catalogue;

import org.jspecify.annotations.NullMarked;
