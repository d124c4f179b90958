package dev.ricordo.spi;

final class InMemoryPanelsTest extends PanelsContract {

  @Override
  protected Journal open() {
    return Journal.inMemory();
  }
}
