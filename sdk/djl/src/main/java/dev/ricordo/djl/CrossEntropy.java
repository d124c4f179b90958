package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;

/**
 * Softmax cross-entropy over the whole catalogue, with its gradient in closed form.
 *
 * <pre>
 *   score = h E' + b        p = softmax(score)       loss = mean of -log p(target)
 *   dh = (p - onehot) E / P       dE = (p - onehot)' h / P       db = sum of (p - onehot) / P
 * </pre>
 */
/*
 * Autograd would keep [P, V] arrays. Here P is cut into chunks whose scores take 6 MB: the allocator
 * then reuses the same pages, and of a chunk nothing remains but dh. With 24 MB, which leave the caches
 * of a core further behind, training on 12,000 items took a quarter longer. Where 6 MB would be few
 * rows a chunk takes up to 24, for each chunk adds to all of dE. The bias is one more column of E,
 * against a column of ones of h. The one-hot parts touch one row per position and are left to the
 * caller (see TableGradients), who has to visit those rows anyway.
 */
final class CrossEntropy {

  private static final int TARGET_BYTES = 6 << 20;
  private static final int MAX_BYTES = 24 << 20;
  private static final int PREFERRED_ROWS = 64;
  private static final int MIN_ROWS = 16;
  private static final int MAX_ROWS = 2048;
  private static final float SMALLEST = Float.MIN_NORMAL;

  /**
   * @param loss sum over positions, in nats
   * @param probable {@code p E [P, d + 1]}: dh before the one-hot part and the division by P
   * @param expected {@code p' (h, 1) [V, d + 1]}: dE and db before the same
   */
  record Result(double loss, NDArray probable, NDArray expected) {}

  private CrossEntropy() {}

  /**
   * @param manager owns the result; the caller closes it
   * @param contexts h {@code [P, d]}
   * @param table E and b {@code [V, d + 1]}
   * @param targets the item of each position
   */
  static Result of(NDManager manager, NDArray contexts, NDArray table, int[] targets) {
    int items = (int) table.getShape().get(0);
    int chunk = chunk(items);
    NDArray transposed = table.transpose();
    transposed.attach(manager);
    NDArray expected = manager.zeros(table.getShape());
    NDList probable = new NDList();
    double loss = 0;
    for (int from = 0; from < targets.length; from += chunk) {
      int to = Math.min(from + chunk, targets.length);
      try (NDManager local = manager.newSubManager()) {
        NDArray h = contexts.get(new NDIndex().addSliceDim(from, to));
        h.attach(local);
        h = h.concat(local.ones(new Shape(to - from, 1)), 1);
        NDArray scores = h.matMul(transposed);
        NDArray p = scores.softmax(1);
        scores.close();
        loss -= logLikelihood(local, p, targets, from, to);
        NDArray back = p.matMul(table);
        back.attach(manager);
        probable.add(back);
        expected.addi(p.transpose().matMul(h));
      }
    }
    NDArray all = NDArrays.concat(probable);
    all.attach(manager);
    return new Result(loss, all, expected);
  }

  /** How many positions are scored at a time. */
  static int chunk(int items) {
    int cached = TARGET_BYTES / (4 * items);
    int enough = Math.min(PREFERRED_ROWS, MAX_BYTES / (4 * items));
    return Math.max(MIN_ROWS, Math.min(MAX_ROWS, Math.max(cached, enough)));
  }

  private static double logLikelihood(NDManager local, NDArray p, int[] targets, int from, int to) {
    long items = p.getShape().get(1);
    long[] places = new long[to - from];
    for (int i = 0; i < places.length; i++) {
      places[i] = i * items + targets[from + i];
    }
    double sum = 0;
    FloatBuffer probabilities = Torch.numbers(p.take(Torch.array(local, places)));
    while (probabilities.hasRemaining()) {
      float probability = probabilities.get();
      // Not Math.max, which NaN would pass through as well, but a comparison that keeps NaN
      // visible.
      sum += Math.log(probability < SMALLEST ? SMALLEST : probability);
    }
    return sum;
  }
}
