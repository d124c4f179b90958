/**
 * What visitors see: one class per group of pages, rendered on the server with the templates under
 * {@code src/main/resources/templates}. Start at {@link dev.ricordo.shop.page.HomePage}.
 *
 * <p>Every page works without JavaScript; {@code shop.js} only opens explanations in place. Every
 * page is a {@link dev.ricordo.shop.page.Frame} around its own content.
 */
@NullMarked
package dev.ricordo.shop.page;

import org.jspecify.annotations.NullMarked;
