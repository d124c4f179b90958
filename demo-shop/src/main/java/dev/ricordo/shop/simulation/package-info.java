/**
 * Simulated shoppers, to train the shop's base without anybody's data: start at {@link
 * dev.ricordo.shop.simulation.Simulation}; {@link dev.ricordo.shop.simulation.SimulateShoppers} is
 * the program that writes an event log.
 *
 * <p>A {@link dev.ricordo.shop.simulation.Shopper} has a few interests that stay for a while,
 * drift, and come back. Nothing here knows how the model works.
 */
@NullMarked
package dev.ricordo.shop.simulation;

import org.jspecify.annotations.NullMarked;
