package dev.ricordo;

import java.time.Instant;

/**
 * A customer was forgotten.
 *
 * @param at when; later deliveries of older events are refused
 * @param events how many events were destroyed
 * @param cells how many cells of the collective sums the customer's contribution was subtracted
 *     from
 */
public record Erasure(Instant at, long events, long cells) {}
