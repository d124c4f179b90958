package dev.ricordo.postgres;

import dev.ricordo.spi.Journal;
import dev.ricordo.spi.PanelsContract;

final class PostgresPanelsTest extends PanelsContract {

  @Override
  protected Journal open() {
    return PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), TestDatabase.freshTenant())
        .journal();
  }
}
