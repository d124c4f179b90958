package dev.ricordo.rank;

/**
 * Room for one answer: arrays as long as the catalogue, to be used again for the next. Not
 * thread-safe.
 */
public final class Workspace {

  private final float[] own;
  private final double[] collective;
  private final double[] popularity;

  /**
   * @param n how many items are scored
   */
  public Workspace(int n) {
    this(new float[n]);
  }

  /** Around own scores that somebody else has. */
  Workspace(float[] own) {
    this.own = own;
    collective = new double[own.length];
    popularity = new double[own.length];
  }

  /** Own scores {@code [n]}, to be filled in before an answer is begun: the array itself. */
  public float[] own() {
    return own;
  }

  /** s {@code [n]}, the collective scores. */
  double[] collective() {
    return collective;
  }

  /** log(1 + R') {@code [n]}. */
  double[] popularity() {
    return popularity;
  }
}
