package dev.ricordo.lab.models;

import dev.ricordo.djl.NamedArrays;
import java.util.Arrays;

/**
 * {@code y = x W + w}. Immutable and thread-safe.
 *
 * <p>W is kept by rows, each an array of its own, whose number is a multiple of 4: such loops
 * vectorise.
 */
final class Affine {

  private final float[][] rows;
  private final float[] offset;

  /**
   * @param rows W {@code [in, out]}
   * @param offset w {@code [out]}
   */
  Affine(float[][] rows, float[] offset) {
    this.rows = rows;
    this.offset = offset;
  }

  /** Some columns of the matrix {@code name} with those of {@code name_offset}. */
  static Affine columns(NamedArrays weights, String name, int from, int to) {
    int columns = weights.dimensions(name).get(1);
    float[] matrix = weights.get(name);
    float[][] rows = new float[weights.dimensions(name).get(0)][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = Arrays.copyOfRange(matrix, row * columns + from, row * columns + to);
    }
    return new Affine(rows, Arrays.copyOfRange(weights.get(name + "_offset"), from, to));
  }

  static Affine of(NamedArrays weights, String name) {
    return columns(weights, name, 0, weights.dimensions(name).get(1));
  }

  /** What every item scores for a context: {@code h E' + b}. */
  static Affine scores(NamedArrays weights) {
    int items = weights.dimensions("item").get(0);
    int width = weights.dimensions("item").get(1);
    float[] table = weights.get("item");
    float[][] rows = new float[width][items];
    for (int item = 0; item < items; item++) {
      for (int j = 0; j < width; j++) {
        rows[j][item] = table[item * width + j];
      }
    }
    return new Affine(rows, weights.get("item_bias"));
  }

  /** How many numbers it gives. */
  int size() {
    return offset.length;
  }

  /**
   * @param in x {@code [in]}
   * @param out y {@code [out]}, overwritten
   */
  void apply(float[] in, float[] out) {
    System.arraycopy(offset, 0, out, 0, out.length);
    for (int row = 0; row < rows.length; row += 4) {
      addFour(out, in, row, rows[row], rows[row + 1], rows[row + 2], rows[row + 3]);
    }
  }

  private static void addFour(
      float[] out, float[] in, int row, float[] w0, float[] w1, float[] w2, float[] w3) {
    float x0 = in[row];
    float x1 = in[row + 1];
    float x2 = in[row + 2];
    float x3 = in[row + 3];
    for (int i = 0; i < out.length; i++) {
      out[i] = out[i] + x0 * w0[i] + x1 * w1[i] + x2 * w2[i] + x3 * w3[i];
    }
  }
}
