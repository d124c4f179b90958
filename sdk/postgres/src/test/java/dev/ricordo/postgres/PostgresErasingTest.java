package dev.ricordo.postgres;

import dev.ricordo.spi.ErasingContract;
import dev.ricordo.spi.Journal;

final class PostgresErasingTest extends ErasingContract {

  @Override
  protected Journal open() {
    return PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), TestDatabase.freshTenant())
        .journal();
  }
}
