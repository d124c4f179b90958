package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** Reads and writes the memories of a batch, event by event, differentiably. */
interface MemoryScan {

  /**
   * @param input u {@code [L, H, B, W]}
   * @param query q {@code [L, H, B, W]}
   * @param before D and V before the first event
   */
  Result scan(NDArray input, NDArray query, Memory before);

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
