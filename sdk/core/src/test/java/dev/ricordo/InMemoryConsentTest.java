package dev.ricordo;

import dev.ricordo.spi.Journal;

final class InMemoryConsentTest extends ConsentContract {

  @Override
  protected Journal open() {
    return Journal.inMemory();
  }

  @Override
  protected int lives() {
    return 500;
  }
}
