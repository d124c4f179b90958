package dev.ricordo.djl.scan;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a scan reads: events of M memories, head after head, and what generates keys, values and
 * rates. Nobody may change the numbers before the backward pass is done.
 *
 * @param length L
 * @param width W
 * @param customers B, memories of a head
 * @param memories M = H B
 * @param inputs u {@code [L, W, M]}
 * @param queries q {@code [L, W, M]}
 * @param generators S of k, v, eta and alpha {@code [H, W, 2 W + 2]}
 * @param rateBias b of eta and alpha {@code [H, 2]}
 * @param before D {@code [W, W, M]}, null for 0
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, compared by nobody
public record ScanBatch(
    int length,
    int width,
    int customers,
    int memories,
    FloatBuffer inputs,
    FloatBuffer queries,
    float[] generators,
    float[] rateBias,
    @Nullable FloatBuffer before) {

  /** How many numbers a memory generates: k, v, eta, alpha. */
  static int generated(int width) {
    return 2 * width + 2;
  }

  /** A number of S: what {@code in} adds to {@code out} in a memory. */
  float generator(int memory, int in, int out) {
    int head = memory / customers;
    return generators[(head * width + in) * generated(width) + out];
  }

  /** What is added before the sigmoid of eta (0) or alpha (1) of a memory. */
  float bias(int memory, int which) {
    return rateBias[2 * (memory / customers) + which];
  }
}
