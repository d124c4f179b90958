package dev.ricordo.spi;

final class InMemoryJournalTest extends JournalContract {

  @Override
  protected Journal open() {
    return Journal.inMemory();
  }
}
