/**
 * Where the shop meets Ricordo: start at {@link dev.ricordo.shop.attendant.Attendant}, which tells
 * Ricordo what a visitor does, asks what to show, and goes on serving when the memory is out of
 * reach.
 */
@NullMarked
package dev.ricordo.shop.attendant;

import org.jspecify.annotations.NullMarked;
