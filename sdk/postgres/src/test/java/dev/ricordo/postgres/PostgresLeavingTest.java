package dev.ricordo.postgres;

import dev.ricordo.spi.Journal;
import dev.ricordo.spi.LeavingContract;

final class PostgresLeavingTest extends LeavingContract {

  @Override
  protected Journal open() {
    return PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), TestDatabase.freshTenant())
        .journal();
  }
}
