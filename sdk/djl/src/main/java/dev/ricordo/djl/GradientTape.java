package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.GradientCollector;
import dev.ricordo.djl.scan.ScanKernel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The backward pass through a network with operations in it that autograd does not know.
 *
 * <p>Autograd can go through a graph once. So the graph is cut in front of such an operation: what
 * comes after it reads leaves in the place of the arrays, the operation's own result is a leaf as
 * well, and each piece is gone through when the gradients of all that reads it are there, the last
 * first.
 *
 * <p>One part of a batch at a time. Not thread-safe.
 */
final class GradientTape {

  private final boolean on;
  private final Deque<Supplier<NDArray>> pieces = new ArrayDeque<>();
  private @Nullable ScanKernel kernel;

  private GradientTape(boolean on) {
    this.on = on;
  }

  /** For training, used again from step to step. */
  static GradientTape recording() {
    return new GradientTape(true);
  }

  /** For those who only read: nothing may be recorded. */
  static GradientTape off() {
    return new GradientTape(false);
  }

  /** Whether it records. */
  boolean isOn() {
    return on;
  }

  /** Cuts the graph: leaves of the same values, whose gradients go on to the arrays. */
  NDList cut(NDArray... arrays) {
    NDList leaves = new NDList();
    for (NDArray array : arrays) {
      leaves.add(leaf(array.stopGradient()));
    }
    pieces.push(() -> surrogate(arrays, leaves));
    return leaves;
  }

  private static NDArray surrogate(NDArray[] arrays, NDList leaves) {
    NDArray sum = along(arrays[0], leaves.get(0).getGradient());
    for (int i = 1; i < arrays.length; i++) {
      sum = sum.add(along(arrays[i], leaves.get(i).getGradient()));
    }
    return sum;
  }

  /**
   * Records an operation.
   *
   * @param result its result, made a leaf
   * @param gradient turns the gradient by the result into a number whose gradients by what the
   *     operation read are the right ones
   */
  void record(NDArray result, UnaryOperator<NDArray> gradient) {
    leaf(result);
    pieces.push(() -> gradient.apply(result.getGradient()));
  }

  private static NDArray leaf(NDArray array) {
    array.setRequiresGradient(true);
    return array;
  }

  /** A number whose gradient by an array is the given one. */
  static NDArray along(NDArray array, NDArray gradient) {
    return array.mul(gradient).sum();
  }

  /** Goes back from a loss to all leaves. */
  void backward(GradientCollector collector, NDArray loss) {
    collector.backward(loss);
    while (!pieces.isEmpty()) {
      collector.backward(pieces.pop().get());
    }
  }

  /** Forgets what was recorded and not gone through, as after a failure. */
  void clear() {
    pieces.clear();
  }

  /** The kernel of the one scan of a network, which keeps its room from step to step. */
  ScanKernel kernel(Supplier<ScanKernel> maker) {
    ScanKernel kept = kernel;
    if (kept == null) {
      kept = maker.get();
      kernel = kept;
    }
    return kept;
  }
}
