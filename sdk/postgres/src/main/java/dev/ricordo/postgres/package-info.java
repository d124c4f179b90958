/**
 * Journal, snapshots and ledger in PostgreSQL, the first two through Hibernate ORM.
 *
 * <p>Start at {@link dev.ricordo.postgres.PostgresStore}, which turns a {@code DataSource} into a
 * {@link dev.ricordo.spi.Journal} and {@link dev.ricordo.spi.Snapshots}. {@link
 * dev.ricordo.postgres.PostgresLedger} keeps a ledger in rows. {@link
 * dev.ricordo.postgres.EmbeddedDatabase} starts a real PostgreSQL for development, demonstrations
 * and tests.
 *
 * <p>Inside: {@code Append}, {@code Merge} and {@code Erase} are what happens within one
 * transaction, {@code Groups} what they share; {@code GroupCommit} makes one transaction of many
 * appends, {@code Transactions} repeats and translates failures. {@code Sealing} seals rows with
 * keys of the vault, {@code Reading} opens them, {@code CustomerPages} lists whose they are, {@code
 * Listing} says who, {@code Erasures} keeps rows and keys in step, {@code Opened} checks that
 * database and vault belong together. {@code Months} makes partitions. The {@code …Row} classes are
 * the tables. The tables themselves come from {@code dev.ricordo.migrations}; every column is
 * explained in {@code docs/formats/journal.md}.
 */
@NullMarked
package dev.ricordo.postgres;

import org.jspecify.annotations.NullMarked;
