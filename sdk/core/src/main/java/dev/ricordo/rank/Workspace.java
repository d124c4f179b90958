package dev.ricordo.rank;

/**
 * Room for one answer: arrays as long as the catalogue, to be used again for the next. Not
 * thread-safe.
 */
public final class Workspace {

  private final float[] own;
  private final double[] collective;
  private final float[] popularity;
  private final float[] bounds;
  private final Habits habits = new Habits();

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
    popularity = new float[own.length];
    bounds = new float[own.length];
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
  float[] popularity() {
    return popularity;
  }

  /** Those of whoever asks. */
  Habits habits() {
    return habits;
  }

  /** Bounds of the scores {@code [n]}. */
  float[] bounds() {
    return bounds;
  }
}
