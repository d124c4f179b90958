package dev.ricordo.postgres;

import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalContract;

final class PostgresJournalTest extends JournalContract {

  @Override
  protected Journal open() {
    return PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), TestDatabase.freshTenant())
        .journal();
  }
}
