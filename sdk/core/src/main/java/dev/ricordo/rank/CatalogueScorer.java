package dev.ricordo.rank;

import dev.ricordo.base.Base;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.Weights.Tensor;
import dev.ricordo.event.ItemId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores every item of a list against a context: {@code h . E(i) + b(i)}. Immutable and
 * thread-safe.
 */
/*
 * E is kept transposed, [d, n], each row an array of its own: scores are then d scaled additions of
 * whole rows, which vectorise, while each score is added up in the fixed order of the width. An item the
 * base was not trained on has the base's cold bias, and means what its features mean: 0 without any.
 *
 * What bounds the time is how fast one core reads E. Large catalogues are therefore scored in tiles by
 * the cores that are free (ADR 52); which core scores an item does not change its score.
 */
public final class CatalogueScorer {

  /** Items of a tile: their scores stay in the cache of a core while the rows of E pass by. */
  private static final int TILE = 1 << 14;

  /** From so many items on, what other cores take over is worth waking them. */
  private static final int MANY = 1 << 16;

  private final int width;
  private final int size;
  private final float[][] rows;
  private final float[] bias;

  /**
   * @param embeddings what items mean
   * @param items the items to score, in the order of the scores
   */
  public CatalogueScorer(ItemEmbeddings embeddings, List<ItemId> items) {
    Base base = embeddings.base();
    width = base.shape().width();
    size = items.size();
    rows = new float[width][size];
    bias = new float[size];
    float[] itemBias = base.weights().get(Tensor.ITEM_BIAS);
    for (int i = 0; i < size; i++) {
      int trained = base.row(items.get(i));
      bias[i] = trained == Base.UNTRAINED ? (float) base.mix().coldBias() : itemBias[trained];
      int row = embeddings.row(items.get(i));
      for (int j = 0; row != Base.UNTRAINED && j < width; j++) {
        rows[j][i] = embeddings.table()[row * width + j];
      }
    }
  }

  /** n, how many items are scored. */
  public int size() {
    return size;
  }

  /**
   * Scores the catalogue: one of more than 65,536 items with the help of {@link
   * java.util.concurrent.ForkJoinPool#commonPool}.
   *
   * @param context h {@code [d]}
   * @param scores {@code [n]}, overwritten
   */
  public void score(float[] context, float[] scores) {
    if (size <= MANY) {
      score(context, scores, 0, size);
    } else {
      IntStream.rangeClosed(0, (size - 1) / TILE)
          .parallel()
          .map(tile -> tile * TILE)
          .forEach(from -> score(context, scores, from, Math.min(from + TILE, size)));
    }
  }

  private void score(float[] context, float[] scores, int from, int to) {
    System.arraycopy(bias, from, scores, from, to - from);
    for (int j = 0; j < width; j += 4) {
      addFour(scores, context, j, from, to);
    }
  }

  private void addFour(float[] scores, float[] h, int j, int from, int to) {
    float[] e0 = rows[j];
    float[] e1 = rows[j + 1];
    float[] e2 = rows[j + 2];
    float[] e3 = rows[j + 3];
    float h0 = h[j];
    float h1 = h[j + 1];
    float h2 = h[j + 2];
    float h3 = h[j + 3];
    for (int i = from; i < to; i++) {
      scores[i] = scores[i] + h0 * e0[i] + h1 * e1[i] + h2 * e2[i] + h3 * e3[i];
    }
  }

  /** d, how long a context is. */
  public int width() {
    return width;
  }

  /** E transposed, some items of each row {@code [d, count]}, as a new array. */
  public float[] table(int from, int count) {
    float[] table = new float[width * count];
    for (int j = 0; j < width; j++) {
      System.arraycopy(rows[j], from, table, j * count, count);
    }
    return table;
  }

  /** b {@code [n]} as a new array. */
  public float[] bias() {
    return bias.clone();
  }

  /**
   * The probability of each item {@code [n]} as a new array: softmax of the scores, to 1e-6.
   *
   * @param context h {@code [d]}
   */
  public double[] probabilities(float[] context) {
    float[] scores = score(context);
    double logSum = Softmax.of(scores).logSum();
    double[] probabilities = new double[size];
    Arrays.setAll(probabilities, i -> StrictMath.exp(scores[i] - logSum));
    return probabilities;
  }

  /** The scores of a context as a new array. */
  public float[] score(float[] context) {
    float[] scores = new float[size];
    score(context, scores);
    return scores;
  }
}
