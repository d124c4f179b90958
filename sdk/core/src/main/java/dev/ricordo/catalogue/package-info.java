/**
 * What a shop sells: {@link dev.ricordo.catalogue.Catalogue} is the current list of {@link
 * dev.ricordo.catalogue.Item}s, fed by the shop alone. Customers cannot add to it, so nothing of a
 * customer can be read from it.
 */
@NullMarked
package dev.ricordo.catalogue;

import org.jspecify.annotations.NullMarked;
