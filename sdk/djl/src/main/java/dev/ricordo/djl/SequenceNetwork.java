package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * A network that reads embedded events into contexts, differentiably.
 *
 * @param <S> what it keeps of the events that it has read
 */
interface SequenceNetwork<S extends SequenceNetwork.State<S>> {

  /** What a network keeps of the events that it has read. */
  interface State<S> {

    /** The same arrays, handed over to another owner. */
    S attach(NDManager owner);
  }

  /**
   * Contexts after each position, and what is kept after the last.
   *
   * @param contexts h {@code [L, B, d]}
   */
  record Reading<S>(NDArray contexts, S state) {}

  /**
   * Reads a batch of sequences.
   *
   * @param events embeddings x0 {@code [L, B, d]}
   * @param before what was kept of the events before them
   */
  Reading<S> read(NDArray events, S before);
}
