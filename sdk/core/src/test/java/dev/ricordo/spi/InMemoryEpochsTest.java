package dev.ricordo.spi;

final class InMemoryEpochsTest extends EpochsContract {

  @Override
  protected Journal open() {
    return Journal.inMemory();
  }
}
