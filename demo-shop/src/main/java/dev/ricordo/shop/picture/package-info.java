/**
 * Pictures of products, drawn by code: start at {@link dev.ricordo.shop.picture.Pictures}.
 *
 * <p>Each category has one drawing method that knows its silhouettes; a {@link
 * dev.ricordo.shop.picture.Sketch} collects the shapes and varies them by the product's own seed.
 * Units are those of a 400 by 400 view box; the ground is at y = 330.
 */
@NullMarked
package dev.ricordo.shop.picture;

import org.jspecify.annotations.NullMarked;
