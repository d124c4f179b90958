package dev.ricordo.lab.models;

import dev.ricordo.djl.NamedArrays;

/**
 * Layer norm with the gain {@code name_gain} and the bias {@code name_bias}. Immutable and
 * thread-safe.
 */
final class Norm {

  private static final double EPSILON = 1e-5;

  private final float[] gain;
  private final float[] bias;

  private Norm(float[] gain, float[] bias) {
    this.gain = gain;
    this.bias = bias;
  }

  static Norm of(NamedArrays weights, String name) {
    return new Norm(weights.get(name + "_gain"), weights.get(name + "_bias"));
  }

  void apply(float[] in, float[] out) {
    double mean = 0;
    for (float x : in) {
      mean += x;
    }
    mean /= in.length;
    double variance = 0;
    for (float x : in) {
      variance += (x - mean) * (x - mean);
    }
    double scale = 1 / Math.sqrt(variance / in.length + EPSILON);
    for (int i = 0; i < in.length; i++) {
      out[i] = (float) ((in[i] - mean) * scale) * gain[i] + bias[i];
    }
  }
}
