package dev.ricordo.postgres;

import dev.ricordo.spi.EpochsContract;
import dev.ricordo.spi.Journal;

final class PostgresEpochsTest extends EpochsContract {

  @Override
  protected Journal open() {
    return PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), TestDatabase.freshTenant())
        .journal();
  }
}
