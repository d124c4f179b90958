/**
 * What happens in a shop: an {@link dev.ricordo.event.Event} says that a customer did something
 * with an item at a time. Start at {@link dev.ricordo.event.Event}; everything else names one of
 * its parts.
 *
 * <p>Values here are checked when they are made, so the rest of the code never meets a bad one.
 * What an event does to a memory is in {@code dev.ricordo.memory}; where it is kept, in {@code
 * dev.ricordo.spi}.
 */
@NullMarked
package dev.ricordo.event;

import org.jspecify.annotations.NullMarked;
