package dev.ricordo.spi;

final class InMemoryLeavingTest extends LeavingContract {

  @Override
  protected Journal open() {
    return Journal.inMemory();
  }
}
