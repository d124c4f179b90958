package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.Objects;

/**
 * A kind of network as a {@link Learner} trains it. Immutable.
 *
 * <p>Its arrays have names. Those of {@link EventTables} mean the same in every architecture, and
 * each has at least {@code item}, {@code item_bias} and {@code start}.
 *
 * @param <W> its weights as callers know them
 * @param <S> what its network keeps between two stretches of events
 */
interface Architecture<W, S extends SequenceNetwork.State<S>> {

  /**
   * The weights as arrays of their own, in a fixed order.
   *
   * @param manager owns the arrays
   */
  Map<String, NDArray> arrays(NDManager manager, W weights);

  /** The weights that arrays hold now. */
  W weights(Map<String, NDArray> arrays);

  /**
   * E {@code [V, d]}: what items mean when they are read and when they are scored.
   *
   * @param local owns the result, unless it is the array {@code item} itself
   */
  default NDArray meanings(NDManager local, Map<String, NDArray> weights) {
    return Objects.requireNonNull(weights.get(EventTables.ITEM));
  }

  /**
   * Adds to the gradients those of what E was composed from.
   *
   * @param gradients hold that by E under {@code item}
   */
  default void handBack(NDManager local, Map<String, NDArray> gradients) {}

  /** What a network keeps before the first event. */
  S initial();

  /**
   * @param weights every array but those of {@link EventTables}; their owner closes them
   * @param dropout what drops activations
   * @param tape records operations that autograd does not know
   */
  SequenceNetwork<S> network(Map<String, NDArray> weights, DropoutMasks dropout, GradientTape tape);
}
