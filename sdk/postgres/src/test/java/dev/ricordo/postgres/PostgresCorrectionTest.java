package dev.ricordo.postgres;

import dev.ricordo.CorrectionContract;
import dev.ricordo.spi.Journal;

final class PostgresCorrectionTest extends CorrectionContract {

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
