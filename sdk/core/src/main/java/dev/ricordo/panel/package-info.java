/**
 * Who a base release was trained on, and what was forgotten since.
 *
 * <ul>
 *   <li>{@link dev.ricordo.panel.Panel}: customers who let their data train, and the part of the
 *       journal that was read. The store counts what is forgotten of it in the same step that
 *       forgets, through {@link dev.ricordo.spi.Panels}.
 *   <li>{@link dev.ricordo.panel.PanelRules}: who may be in one.
 * </ul>
 */
@NullMarked
package dev.ricordo.panel;

import org.jspecify.annotations.NullMarked;
