package dev.ricordo;

import dev.ricordo.spi.Journal;

final class CorrectionTest extends CorrectionContract {

  @Override
  protected Journal open() {
    return Journal.inMemory();
  }

  @Override
  protected int lives() {
    return 1_000;
  }
}
