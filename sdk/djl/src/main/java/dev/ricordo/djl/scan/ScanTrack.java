package dev.ricordo.djl.scan;

import java.util.Arrays;

/**
 * What a scan computed at an event of a block of memories, which the way back needs again.
 *
 * @param memory D before the event {@code [W, W]}
 * @param point p {@code [W]}
 * @param key k, of length 1 {@code [W]}
 * @param value v, of length 1 {@code [W]}
 * @param error {@code w = v - k} {@code [W]}
 * @param change {@code c = w + D w} {@code [W]}
 * @param written {@code s = eta c} {@code [W]}
 * @param eta the rate
 * @param alpha the retention
 * @param keyScale what k was multiplied by
 * @param valueScale what v was multiplied by
 */
@SuppressWarnings("ArrayRecordComponent") // room to work in, compared by nobody
record ScanTrack(
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

  private static ScanTrack of(int width, int lanes) {
    return new ScanTrack(
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

  /** The same tracks, and more of them if there are fewer than so many. */
  static ScanTrack[] atLeast(int count, ScanTrack[] tracks, int width, int lanes) {
    if (count <= tracks.length) {
      return tracks;
    }
    ScanTrack[] more = Arrays.copyOf(tracks, count);
    for (int i = tracks.length; i < count; i++) {
      more[i] = of(width, lanes);
    }
    return more;
  }
}
