package dev.ricordo.postgres;

import dev.ricordo.ConsentContract;
import dev.ricordo.spi.Journal;

final class PostgresConsentTest extends ConsentContract {

  @Override
  protected Journal open() {
    return PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), TestDatabase.freshTenant())
        .journal();
  }

  @Override
  protected int lives() {
    return 20;
  }
}
