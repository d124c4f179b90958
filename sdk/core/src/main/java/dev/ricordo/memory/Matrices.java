package dev.ricordo.memory;

import java.util.Arrays;

/**
 * The products that the memory is made of, each element added up in one fixed order.
 *
 * <p>Matrices are arrays of rows, for JDK 17 does not vectorise loops over a row inside a longer
 * array (ADR 5). Thread-safe.
 */
final class Matrices {

  private Matrices() {}

  /** {@code out = vector M}, M given by its rows, whose number is a multiple of 4. */
  static void multiply(float[][] m, float[] vector, float[] out) {
    Arrays.fill(out, 0f);
    addProduct(m, vector, out);
  }

  /** {@code out += vector M}, M given by its rows, whose number is a multiple of 4. */
  static void addProduct(float[][] m, float[] vector, float[] out) {
    for (int row = 0; row < m.length; row += 4) {
      addFour(out, vector, row, m[row], m[row + 1], m[row + 2], m[row + 3]);
    }
  }

  private static void addFour(
      float[] out, float[] vector, int row, float[] m0, float[] m1, float[] m2, float[] m3) {
    float f0 = vector[row];
    float f1 = vector[row + 1];
    float f2 = vector[row + 2];
    float f3 = vector[row + 3];
    for (int i = 0; i < out.length; i++) {
      out[i] = out[i] + f0 * m0[i] + f1 * m1[i] + f2 * m2[i] + f3 * m3[i];
    }
  }

  /** The rows of a matrix that begins at an offset, copied. */
  static float[][] rows(float[] matrix, int offset, int rows, int columns) {
    float[][] out = new float[rows][];
    for (int row = 0; row < rows; row++) {
      int from = offset + row * columns;
      out[row] = Arrays.copyOfRange(matrix, from, from + columns);
    }
    return out;
  }

  /** The sum of squares of some elements, one after the other. */
  static float squares(float[] vector, int offset, int length) {
    float sum = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += vector[i] * vector[i];
    }
    return sum;
  }

  /**
   * {@code out = gain in / sqrt(mean of squares + epsilon)}.
   *
   * @param gain the gains of this vector begin at {@code gainOffset}
   */
  static void rmsNorm(float[] in, float[] gain, int gainOffset, float epsilon, float[] out) {
    float scale = 1f / (float) Math.sqrt(squares(in, 0, in.length) / in.length + epsilon);
    for (int i = 0; i < in.length; i++) {
      out[i] = in[i] * scale * gain[gainOffset + i];
    }
  }

  /** Scales some elements to length 1. */
  static void normalise(float[] vector, int offset, int length, float epsilon) {
    float scale = 1f / (float) Math.sqrt(squares(vector, offset, length) + epsilon);
    for (int i = offset; i < offset + length; i++) {
      vector[i] *= scale;
    }
  }
}
