package dev.ricordo;

import java.time.Instant;
import java.util.Optional;

/**
 * One level of the nested memory.
 *
 * @param name {@code L0} to {@code L4}
 * @param title what it is called, for example {@code working memory}
 * @param owner whose it is: {@code customer} or {@code tenant}
 * @param cadence when it changes, for example {@code each event}
 * @param bytes its size in bytes: per customer for a customer's level, in all for a shared one
 * @param optimiser what changes it
 * @param lastUpdate when it last changed: of a customer's level the time of the event that changed
 *     it, of the shared sums the time in this process; empty if it never did, if no customer was
 *     named, and for the base, whose bytes do not depend on when it was trained
 */
public record Level(
    String name,
    String title,
    String owner,
    String cadence,
    long bytes,
    String optimiser,
    Optional<Instant> lastUpdate) {}
