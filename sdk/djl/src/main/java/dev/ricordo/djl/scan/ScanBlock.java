package dev.ricordo.djl.scan;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Memories that are scanned side by side, and S of each, laid out for {@link Lanes}.
 *
 * <p>Events and memories of lanes beyond the last memory are 0; their S is whatever was there. Not
 * thread-safe.
 */
final class ScanBlock {

  /** Of k {@code [W, W]}. */
  final float[][] keys;

  /** Of v {@code [W, W]}. */
  final float[][] values;

  /** Of eta before the sigmoid {@code [W]}. */
  final float[][] rates;

  /** Of alpha before the sigmoid {@code [W]}. */
  final float[][] retentions;

  /** What is added before the sigmoid of eta. */
  final float[] rateBias;

  /** What is added before the sigmoid of alpha. */
  final float[] retentionBias;

  private final int width;
  private final int lanes;
  private int first;
  private int used;
  private int memories;

  ScanBlock(int width, int lanes) {
    this.width = width;
    this.lanes = lanes;
    keys = Lanes.zeros(width * width, lanes);
    values = Lanes.zeros(width * width, lanes);
    rates = Lanes.zeros(width, lanes);
    retentions = Lanes.zeros(width, lanes);
    rateBias = new float[lanes];
    retentionBias = new float[lanes];
  }

  static int count(ScanBatch batch, int lanes) {
    return (batch.memories() + lanes - 1) / lanes;
  }

  /** Becomes another block of memories. */
  void set(ScanBatch batch, int block) {
    first = block * lanes;
    memories = batch.memories();
    used = Math.min(lanes, memories - first);
    for (int lane = 0; lane < used; lane++) {
      int memory = first + lane;
      for (int in = 0; in < width; in++) {
        for (int out = 0; out < width; out++) {
          keys[out * width + in][lane] = batch.generator(memory, in, out);
          values[out * width + in][lane] = batch.generator(memory, in, width + out);
        }
        rates[in][lane] = batch.generator(memory, in, 2 * width);
        retentions[in][lane] = batch.generator(memory, in, 2 * width + 1);
      }
      rateBias[lane] = batch.bias(memory, 0);
      retentionBias[lane] = batch.bias(memory, 1);
    }
  }

  /** Takes rows of this block's memories out of numbers {@code [..., M]}, from a row on. */
  void load(FloatBuffer from, int row, float[][] to) {
    for (int i = 0; i < to.length; i++) {
      from.get((row + i) * memories + first, to[i], 0, used);
      Arrays.fill(to[i], used, lanes, 0f);
    }
  }

  /** Puts rows of this block's memories into numbers {@code [..., M]}, from a row on. */
  void store(float[][] from, FloatBuffer to, int row) {
    for (int i = 0; i < from.length; i++) {
      store(from[i], to, row + i);
    }
  }

  /** Puts one row. */
  void store(float[] from, FloatBuffer to, int row) {
    to.put(row * memories + first, from, 0, used);
  }
}
