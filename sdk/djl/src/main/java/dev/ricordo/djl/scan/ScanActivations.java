package dev.ricordo.djl.scan;

import java.util.Arrays;

/**
 * What a scan computed at an event of a block of memories, which the backward pass needs again.
 *
 * @param memory D before the event {@code [W, W]}
 * @param point p {@code [W]}
 * @param key k, of length 1 {@code [W]}
 * @param value v, of length 1 {@code [W]}
 * @param error w: {@code v - k}, or {@code v - 2 k} {@code [W]}
 * @param change {@code c = w + D w} {@code [W]}
 * @param written {@code s = eta c} {@code [W]}
 * @param eta the rate
 * @param alpha the retention
 * @param keyScale what k was multiplied by
 * @param valueScale what v was multiplied by
 */
@SuppressWarnings("ArrayRecordComponent") // room to work in, compared by nobody
record ScanActivations(
    float[][] memory,
    float[][] point,
    float[][] key,
    float[][] value,
    float[][] error,
    float[][] change,
    float[][] written,
    float[] eta,
    float[] alpha,
    float[] keyScale,
    float[] valueScale) {

  private static ScanActivations of(int width, int lanes) {
    return new ScanActivations(
        Lanes.zeros(width * width, lanes),
        Lanes.zeros(width, lanes),
        Lanes.zeros(width, lanes),
        Lanes.zeros(width, lanes),
        Lanes.zeros(width, lanes),
        Lanes.zeros(width, lanes),
        Lanes.zeros(width, lanes),
        new float[lanes],
        new float[lanes],
        new float[lanes],
        new float[lanes]);
  }

  /** The same, and more of them if there are fewer than so many. */
  static ScanActivations[] atLeast(int count, ScanActivations[] kept, int width, int lanes) {
    if (count <= kept.length) {
      return kept;
    }
    ScanActivations[] more = Arrays.copyOf(kept, count);
    for (int i = kept.length; i < count; i++) {
      more[i] = of(width, lanes);
    }
    return more;
  }
}
