package dev.ricordo;

/**
 * One level of the nested memory.
 *
 * @param name {@code L0} to {@code L4}
 * @param title what it is called, for example {@code working memory}
 * @param owner whose it is: {@code customer} or {@code tenant}
 * @param cadence when it changes, for example {@code each event}
 * @param bytes its size in bytes: per customer for a customer's level, in all for a shared one
 * @param optimiser what changes it
 */
public record Level(
    String name, String title, String owner, String cadence, long bytes, String optimiser) {}
