package dev.ricordo.djl.scan;

import java.util.Arrays;

/**
 * Loops over numbers of many memories side by side: a number of each is a row, a vector {@code [W]}
 * has W rows, a matrix {@code [R, C]} has R C, row by row. All have the same number of lanes.
 */
/*
 * The inner loops run over whole arrays of one length and never end in a sum over neighbours: so the
 * compiler vectorises them, whatever W is, which it does neither with offsets into one array nor well
 * over 16 numbers. Products add four rows at a time, for the result is then loaded and stored a quarter
 * as often.
 */
final class Lanes {

  private Lanes() {}

  static float[][] zeros(int rows, int lanes) {
    return new float[rows][lanes];
  }

  static void clear(float[][] rows) {
    for (float[] row : rows) {
      Arrays.fill(row, 0f);
    }
  }

  static void copy(float[][] from, float[][] to) {
    for (int i = 0; i < from.length; i++) {
      System.arraycopy(from[i], 0, to[i], 0, from[i].length);
    }
  }

  /** {@code out += M x}, with {@code x.length} columns. */
  static void addProduct(float[][] m, float[][] x, float[][] out) {
    for (int row = 0; row < out.length; row++) {
      addProduct(m, row * x.length, 1, x, out[row]);
    }
  }

  /** {@code out += M' x}, M with {@code out.length} columns. */
  static void addTransposedProduct(float[][] m, float[][] x, float[][] out) {
    for (int column = 0; column < out.length; column++) {
      addProduct(m, column, out.length, x, out[column]);
    }
  }

  /** {@code out += sum over j of m[first + j stride] x[j]}. */
  private static void addProduct(float[][] m, int first, int stride, float[][] x, float[] out) {
    int at = first;
    int j = 0;
    for (; j + 4 <= x.length; j += 4) {
      addFour(
          out,
          m[at],
          x[j],
          m[at + stride],
          x[j + 1],
          m[at + 2 * stride],
          x[j + 2],
          m[at + 3 * stride],
          x[j + 3]);
      at += 4 * stride;
    }
    for (; j < x.length; j++) {
      multiplyAdd(m[at], x[j], out);
      at += stride;
    }
  }

  private static void addFour(
      float[] out,
      float[] a,
      float[] x,
      float[] b,
      float[] y,
      float[] c,
      float[] z,
      float[] d,
      float[] v) {
    for (int i = 0; i < out.length; i++) {
      out[i] = out[i] + a[i] * x[i] + b[i] * y[i] + c[i] * z[i] + d[i] * v[i];
    }
  }

  /** {@code out = sum over all rows of a b}. */
  static void dot(float[][] a, float[][] b, float[] out) {
    Arrays.fill(out, 0f);
    addProduct(a, 0, 1, b, out);
  }

  /** {@code out += a b}, of single rows. */
  static void multiplyAdd(float[] a, float[] b, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] += a[i] * b[i];
    }
  }

  /** {@code out += a b}, b the same for all rows. */
  static void multiplyAdd(float[][] a, float[] b, float[][] out) {
    for (int row = 0; row < out.length; row++) {
      multiplyAdd(a[row], b, out[row]);
    }
  }

  /** {@code out = a b}, b the same for all rows. */
  static void multiply(float[][] a, float[] b, float[][] out) {
    for (int row = 0; row < out.length; row++) {
      multiply(a[row], b, out[row]);
    }
  }

  private static void multiply(float[] a, float[] b, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] * b[i];
    }
  }

  /** {@code out = a + factor b}. */
  static void combine(float[][] a, float factor, float[][] b, float[][] out) {
    for (int row = 0; row < out.length; row++) {
      combine(a[row], factor, b[row], out[row]);
    }
  }

  private static void combine(float[] a, float factor, float[] b, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] + factor * b[i];
    }
  }

  /** {@code out = alpha m + x y'}. */
  static void decayAndAdd(float[][] m, float[] alpha, float[][] x, float[][] y, float[][] out) {
    int at = 0;
    for (float[] row : x) {
      for (float[] column : y) {
        decayAndAdd(m[at], alpha, row, column, out[at]);
        at++;
      }
    }
  }

  private static void decayAndAdd(float[] m, float[] alpha, float[] x, float[] y, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = alpha[i] * m[i] + x[i] * y[i];
    }
  }

  /** {@code m += x y'}. */
  static void addOuter(float[][] x, float[][] y, float[][] m) {
    int at = 0;
    for (float[] row : x) {
      for (float[] column : y) {
        multiplyAdd(row, column, m[at]);
        at++;
      }
    }
  }

  /** {@code m = alpha m + x y' + z v'}. */
  static void decayAndAddTwo(
      float[][] m, float[] alpha, float[][] x, float[][] y, float[][] z, float[][] v) {
    int at = 0;
    for (int row = 0; row < x.length; row++) {
      for (int column = 0; column < y.length; column++) {
        decayAndAddTwo(m[at], alpha, x[row], y[column], z[row], v[column]);
        at++;
      }
    }
  }

  private static void decayAndAddTwo(
      float[] m, float[] alpha, float[] x, float[] y, float[] z, float[] v) {
    for (int i = 0; i < m.length; i++) {
      m[i] = alpha[i] * m[i] + x[i] * y[i] + z[i] * v[i];
    }
  }
}
