package dev.ricordo.lab.models;

import dev.ricordo.djl.NamedArrays;
import dev.ricordo.djl.SequenceShape.Sasrec;
import dev.ricordo.memory.CertifiedMath;

/** One layer of SASRec: attention, then feed-forward, each added to what it reads. */
final class SasrecBlock {

  private final int width;
  private final int heads;
  private final Norm attentionNorm;
  private final Affine query;
  private final Affine key;
  private final Affine value;
  private final Affine output;
  private final Norm hiddenNorm;
  private final Affine hiddenIn;
  private final Affine hiddenOut;
  private final float[][] keys;
  private final float[][] values;
  private final float[] normed;
  private final float[] asked;
  private final float[] read;
  private final float[] change;
  private final float[] shares;

  SasrecBlock(Sasrec shape, NamedArrays weights, String prefix) {
    width = shape.width();
    heads = shape.heads();
    attentionNorm = Norm.of(weights, prefix + "attention");
    query = Affine.columns(weights, prefix + "heads", 0, width);
    key = Affine.columns(weights, prefix + "heads", width, 2 * width);
    value = Affine.columns(weights, prefix + "heads", 2 * width, 3 * width);
    output = Affine.of(weights, prefix + "output");
    hiddenNorm = Norm.of(weights, prefix + "hidden");
    hiddenIn = Affine.of(weights, prefix + "hidden_in");
    hiddenOut = Affine.of(weights, prefix + "hidden_out");
    keys = new float[shape.length()][width];
    values = new float[shape.length()][width];
    normed = new float[width];
    asked = new float[width];
    read = new float[width];
    change = new float[width];
    shares = new float[shape.length()];
  }

  /**
   * Changes the positions {@code from ... length - 1}, each reading all up to itself.
   *
   * @param x {@code [L, d]}
   */
  void apply(float[][] x, int from, int length) {
    for (int place = 0; place < length; place++) {
      attentionNorm.apply(x[place], normed);
      key.apply(normed, keys[place]);
      value.apply(normed, values[place]);
    }
    for (int place = from; place < length; place++) {
      attend(x[place], place);
      feedForward(x[place]);
    }
  }

  private void attend(float[] x, int place) {
    attentionNorm.apply(x, normed);
    query.apply(normed, asked);
    int headWidth = width / heads;
    java.util.Arrays.fill(read, 0);
    for (int first = 0; first < width; first += headWidth) {
      softmax(place, first, headWidth);
      for (int event = 0; event <= place; event++) {
        for (int j = first; j < first + headWidth; j++) {
          read[j] += shares[event] * values[event][j];
        }
      }
    }
    output.apply(read, change);
    add(change, x);
  }

  /** The shares of the events up to a place in what one head reads there. */
  private void softmax(int place, int first, int headWidth) {
    float scale = (float) (1 / Math.sqrt(headWidth));
    float largest = Float.NEGATIVE_INFINITY;
    for (int event = 0; event <= place; event++) {
      float product = 0;
      for (int j = first; j < first + headWidth; j++) {
        product += asked[j] * keys[event][j];
      }
      shares[event] = product * scale;
      largest = Math.max(largest, shares[event]);
    }
    float sum = 0;
    for (int event = 0; event <= place; event++) {
      shares[event] = CertifiedMath.exp(shares[event] - largest);
      sum += shares[event];
    }
    for (int event = 0; event <= place; event++) {
      shares[event] /= sum;
    }
  }

  private void feedForward(float[] x) {
    hiddenNorm.apply(x, normed);
    hiddenIn.apply(normed, read);
    for (int j = 0; j < width; j++) {
      read[j] = CertifiedMath.gelu(read[j]);
    }
    hiddenOut.apply(read, change);
    add(change, x);
  }

  private static void add(float[] change, float[] x) {
    for (int j = 0; j < x.length; j++) {
      x[j] += change[j];
    }
  }
}
