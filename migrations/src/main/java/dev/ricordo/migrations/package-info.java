/**
 * The database schema: SQL files in {@code db/ricordo}, brought to a database by {@link
 * dev.ricordo.migrations.Migrations}. What each table and column is for is in {@code
 * docs/formats/journal.md}.
 */
@NullMarked
package dev.ricordo.migrations;

import org.jspecify.annotations.NullMarked;
