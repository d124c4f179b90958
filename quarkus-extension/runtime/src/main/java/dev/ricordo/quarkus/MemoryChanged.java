package dev.ricordo.quarkus;

import dev.ricordo.event.CustomerId;

/**
 * A CDI event: what is remembered of a customer, or may be used of it, is no longer what it was. It
 * was learned from, or forgotten, or the customer's consent changed; either is durable, and the
 * next answer reflects it.
 *
 * <p>Fired synchronously by every {@code observe}, {@code observeAll}, {@code forget}, {@code
 * stand}, {@code merge} and {@code unmerge} of the injected {@code Ricordo}, once per customer and
 * call, on the calling thread: an observer hands work on instead of doing it. One that fails is
 * logged; the call is not undone by it. Everyone who is one with the customer is named as well:
 * their answers change too.
 *
 * <pre>{@code
 * void changed(@Observes MemoryChanged change) { … }
 * }</pre>
 */
public record MemoryChanged(CustomerId customer) {}
