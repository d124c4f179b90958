package dev.ricordo.rank;

import dev.ricordo.base.Base;
import dev.ricordo.base.Weights.Tensor;
import dev.ricordo.event.ItemId;
import java.util.List;

/**
 * Scores every item of a list against a context: {@code h . E(i) + b(i)}. Immutable and
 * thread-safe.
 */
/*
 * E is kept transposed, [d, n]: scores are then d scaled additions of whole rows, which vectorise
 * while each score is added up in the fixed order of the width. An item the base was not trained on
 * has E = 0 and the base's cold bias.
 */
public final class CatalogueScorer {

  private final int width;
  private final int size;
  private final float[] transposed;
  private final float[] bias;

  /**
   * @param items the items to score, in the order of the scores
   */
  public CatalogueScorer(Base base, List<ItemId> items) {
    width = base.shape().width();
    size = items.size();
    transposed = new float[Math.multiplyExact(width, size)];
    bias = new float[size];
    float[] embedding = base.weights().get(Tensor.ITEM);
    float[] itemBias = base.weights().get(Tensor.ITEM_BIAS);
    for (int i = 0; i < size; i++) {
      int row = base.row(items.get(i));
      bias[i] = row == Base.UNTRAINED ? (float) base.mix().coldBias() : itemBias[row];
      for (int j = 0; row != Base.UNTRAINED && j < width; j++) {
        transposed[j * size + i] = embedding[row * width + j];
      }
    }
  }

  /** n, how many items are scored. */
  public int size() {
    return size;
  }

  /** Size of the arrays, in bytes. */
  public long bytes() {
    return 4L * (transposed.length + bias.length);
  }

  /**
   * @param context h {@code [d]}
   * @param scores {@code [n]}, overwritten
   */
  public void score(float[] context, float[] scores) {
    System.arraycopy(bias, 0, scores, 0, size);
    for (int j = 0; j + 4 <= width; j += 4) {
      addFour(context, j, scores);
    }
  }

  private void addFour(float[] context, int j, float[] scores) {
    float c0 = context[j];
    float c1 = context[j + 1];
    float c2 = context[j + 2];
    float c3 = context[j + 3];
    int r0 = j * size;
    int r1 = r0 + size;
    int r2 = r1 + size;
    int r3 = r2 + size;
    float[] e = transposed;
    for (int i = 0; i < size; i++) {
      scores[i] = scores[i] + c0 * e[r0 + i] + c1 * e[r1 + i] + c2 * e[r2 + i] + c3 * e[r3 + i];
    }
  }

  /** The scores of a context as a new array. */
  public float[] score(float[] context) {
    float[] scores = new float[size];
    score(context, scores);
    return scores;
  }
}
