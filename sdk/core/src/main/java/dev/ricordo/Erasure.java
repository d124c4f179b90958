package dev.ricordo;

import java.time.Instant;

/**
 * A customer was forgotten, or some of a customer's events.
 *
 * @param at when; if all was forgotten, later deliveries of older events are refused
 * @param events how many events were destroyed
 * @param cells how many cells of the collective sums the customer's contribution has changed in
 */
public record Erasure(Instant at, long events, long cells) {}
