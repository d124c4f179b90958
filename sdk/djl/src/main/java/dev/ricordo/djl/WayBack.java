package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.GradientCollector;
import dev.ricordo.djl.scan.ScanKernel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The way back through a network with operations in it that autograd does not know.
 *
 * <p>Autograd can go through a graph once. So the graph is cut in front of such an operation: what
 * comes after it reads {@link #leaves} in the place of the arrays, the operation's own result is a
 * leaf as well, and each piece is gone through when the gradients of all that reads it are there,
 * the last first.
 *
 * <p>Not thread-safe.
 */
final class WayBack {

  private final boolean wanted;
  private final Deque<Supplier<NDArray>> pieces = new ArrayDeque<>();
  private Optional<ScanKernel> kernel = Optional.empty();

  private WayBack(boolean wanted) {
    this.wanted = wanted;
  }

  /** To be used again from step to step. */
  static WayBack open() {
    return new WayBack(true);
  }

  /** For those who only read: nothing is cut, kept or noted. */
  static WayBack none() {
    return new WayBack(false);
  }

  /** Whether {@link #go} will be called. */
  boolean isWanted() {
    return wanted;
  }

  /** Cuts the graph: leaves of the same values, whose gradients go on to the arrays. */
  NDList leaves(NDArray... arrays) {
    NDList leaves = new NDList();
    for (NDArray array : arrays) {
      leaves.add(wanted ? leaf(array.stopGradient()) : array);
    }
    if (wanted) {
      pieces.push(
          () -> {
            NDArray sum = along(arrays[0], leaves.get(0).getGradient());
            for (int i = 1; i < arrays.length; i++) {
              sum = sum.add(along(arrays[i], leaves.get(i).getGradient()));
            }
            return sum;
          });
    }
    return leaves;
  }

  /**
   * Notes an operation.
   *
   * @param result its result, made a leaf
   * @param gradient turns the gradient by the result into a number whose gradients by what the
   *     operation read are the right ones
   */
  void through(NDArray result, UnaryOperator<NDArray> gradient) {
    if (wanted) {
      leaf(result);
      pieces.push(() -> gradient.apply(result.getGradient()));
    }
  }

  private static NDArray leaf(NDArray array) {
    array.setRequiresGradient(true);
    return array;
  }

  /** A number whose gradient by an array is the given one. */
  static NDArray along(NDArray array, NDArray gradient) {
    return array.mul(gradient).sum();
  }

  /** Goes all the way. */
  void go(GradientCollector collector, NDArray loss) {
    collector.backward(loss);
    while (!pieces.isEmpty()) {
      collector.backward(pieces.pop().get());
    }
  }

  /** The kernel of the one scan of a network, so that it keeps its room from step to step. */
  ScanKernel kernel(Supplier<ScanKernel> maker) {
    ScanKernel kept = kernel.orElseGet(maker);
    kernel = Optional.of(kept);
    return kept;
  }
}
