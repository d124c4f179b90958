package dev.ricordo.spi;

final class InMemoryErasingTest extends ErasingContract {

  @Override
  protected Journal open() {
    return Journal.inMemory();
  }
}
