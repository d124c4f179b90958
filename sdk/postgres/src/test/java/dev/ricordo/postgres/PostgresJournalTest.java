package dev.ricordo.postgres;

import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalContract;

final class PostgresJournalTest extends JournalContract {

  private final String tenant = TestDatabase.freshTenant();

  @Override
  protected Journal open() {
    return PostgresStore.open(TestDatabase.pool(), tenant).journal();
  }
}
