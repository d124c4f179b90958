package dev.ricordo.quarkus;

/** Where the application's events are kept. */
public enum JournalKind {
  /** In the tables of {@code ricordo-migrations}, in the application's default datasource. */
  POSTGRES,
  /** On the heap: all is forgotten when the application ends. For tests and first steps. */
  MEMORY
}
