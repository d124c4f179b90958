package dev.ricordo.verifier;

import java.time.Instant;

/**
 * A witness's word that it saw the ledger, verified.
 *
 * @param witness its name
 * @param at when, by its own clock, to the second
 */
public record Cosignature(String witness, Instant at) {}
