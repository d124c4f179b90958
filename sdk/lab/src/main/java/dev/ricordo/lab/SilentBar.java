package dev.ricordo.lab;

/** Shows nothing. */
enum SilentBar implements Progress.Bar {
  INSTANCE;

  @Override
  public void advance(long done) {}

  @Override
  public void note(String text) {}

  @Override
  public void close() {}
}
