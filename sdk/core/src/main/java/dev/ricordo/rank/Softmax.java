package dev.ricordo.rank;

import dev.ricordo.memory.CertifiedMath;
import java.util.Arrays;

/**
 * What turns own scores into log-probabilities.
 *
 * @param max the highest score
 * @param logSum the logarithm of the sum of e^own: scores minus it are log-probabilities
 */
/*
 * The sum is that of CertifiedMath.exp(score - max) in double: item i is added to the sum i mod 4, in
 * the order of the items, and the four are added up at the end, (0 + 1) + (2 + 3). Four, because one
 * addition waits for the one before it (ADR 57).
 *
 * It is taken in blocks, each in two loops, because a Java 17 compiler vectorises arithmetic on floats
 * but not the step from the bits of an integer to a float: the first loop gives the polynomial and n,
 * the second adds polynomial * 2^n.
 */
record Softmax(float max, double logSum) {

  private static final int BLOCK = 512;

  /**
   * @param own {@code [n]}
   */
  static Softmax of(float[] own) {
    float[] scores = new float[BLOCK];
    float[] mantissas = new float[BLOCK];
    float max = max(own, scores, mantissas);
    double[] sums = new double[4];
    for (int from = 0; from < own.length; from += BLOCK) {
      int length = Math.min(BLOCK, own.length - from);
      System.arraycopy(own, from, scores, 0, length);
      CertifiedMath.splitExp(scores, max, length, mantissas);
      CertifiedMath.addExp(mantissas, scores, length, sums);
    }
    double sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    return new Softmax(max, max + StrictMath.log(sum));
  }

  /** The maximum of each place of a block over all blocks, then over the places. */
  private static float max(float[] own, float[] block, float[] highest) {
    Arrays.fill(highest, Float.NEGATIVE_INFINITY);
    for (int from = 0; from < own.length; from += BLOCK) {
      int length = Math.min(BLOCK, own.length - from);
      System.arraycopy(own, from, block, 0, length);
      raise(highest, block, length);
    }
    float max = Float.NEGATIVE_INFINITY;
    for (float score : highest) {
      max = Math.max(max, score);
    }
    return max;
  }

  private static void raise(float[] highest, float[] block, int length) {
    for (int i = 0; i < length; i++) {
      highest[i] = Math.max(highest[i], block[i]);
    }
  }
}
