package dev.ricordo.lab.models;

/**
 * What scores items from a customer's own events alone: the own memory, or a baseline in its place.
 * Events and items are numbers of one event log. Not thread-safe.
 */
public interface Net {

  /** Reads an event of its customer. */
  void read(int event);

  /**
   * Own scores of all items, before the softmax.
   *
   * @param scores one per item, overwritten; of an item the net does not know, what it says without
   *     the mix's cold bias
   */
  void own(int customer, float[] scores);

  /** Whether the net was trained on the item; any other is cold. */
  boolean knows(int item);

  /** Bytes kept for one customer. */
  long stateBytes();
}
