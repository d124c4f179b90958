package dev.ricordo.lab.models;

/** Turns each customer's events into a context, one event at a time. Not thread-safe. */
interface Encoder {

  /**
   * A customer's next event.
   *
   * @param row of the item in the net's table
   */
  void observe(int customer, int row);

  /** h {@code [d]} of a customer now; valid until the next call. */
  float[] context(int customer);

  /** Bytes kept for one customer. */
  long stateBytes();
}
