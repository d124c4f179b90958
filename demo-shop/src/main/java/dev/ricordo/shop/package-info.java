/**
 * Lumaca, a shop with a memory. It uses nothing of Ricordo but the public API.
 *
 * <ul>
 *   <li>{@code catalogue}: what is on the shelves, and {@code picture}: how it looks
 *   <li>{@code simulation}: shoppers to train the base with
 *   <li>{@code attendant}: where the shop meets Ricordo
 *   <li>{@code visit}: who is asking, with which cart, and whether the request is genuine
 *   <li>{@code page}: what they see
 * </ul>
 */
@NullMarked
package dev.ricordo.shop;

import org.jspecify.annotations.NullMarked;
