package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the memories of a batch, event by event, differentiably.
 *
 * <pre>
 *   p = u + D u      k, v = l2(S p)      eta, alpha = sigmoid(S p + b)      w = v - k
 *   D &lt;- alpha D + eta (w + D w) k'      read = D q
 * </pre>
 *
 * <p><i>Nested Learning</i> (arXiv 2512.24695) eqs. 86 to 89 with linear memories, as in {@link
 * dev.ricordo.memory.SelfModifyingMemory}. Options: {@code w = v - 2 k} for delta descent, {@code
 * alpha = 1} without decay, and a mean V of changes for momentum.
 */
interface MemoryScan {

  /**
   * @param input u {@code [L, H, B, W]}
   * @param query q {@code [L, H, B, W]}
   * @param before D and V before the first event
   */
  Result scan(NDArray input, NDArray query, Memory before);

  /** Whether its gradient is its own, so that the graph has to be cut in front of it. */
  boolean isCut();

  /**
   * What is written.
   *
   * @param matrix D {@code [H B, W, W]}, null for 0
   * @param momentum V {@code [H B, W, W]}, null for 0
   */
  record Memory(@Nullable NDArray matrix, @Nullable NDArray momentum) {
    static final Memory EMPTY = new Memory(null, null);
  }

  /**
   * @param reads D q after each event's write {@code [L, H, B, W]}
   * @param after D and V after the last event
   */
  record Result(NDArray reads, Memory after) {}

  /**
   * What generates keys, values and rates.
   *
   * @param starts S of k, v, eta and alpha {@code [H, W, 2 W + 2]}
   * @param rateBias b of eta and alpha {@code [H, 1, 2]}
   */
  record Generators(NDArray starts, NDArray rateBias) {}
}
