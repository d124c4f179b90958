package dev.ricordo.lab.models;

/**
 * A model that learns event by event. Events and items are numbers of one event log. Not
 * thread-safe.
 */
public interface Recommender {

  /** Learns an event: the customer's own memory and what customers share. */
  void learn(int event);

  /** Learns an event as the customer's history only; what customers share does not see it. */
  void remember(int event);

  /**
   * Scores all items for a customer, at the time of the question.
   *
   * @param second when the customer asks, in seconds since 1970, UTC: a shop knows it when a page
   *     is shown
   * @param scores one per item, overwritten; higher is better, any finite scale
   */
  void score(int customer, long second, double[] scores);

  /** Bytes kept for one customer, item lists included. */
  long stateBytes();

  /** What was chosen on the validation, in words; empty if there was nothing to choose. */
  default String settings() {
    return "";
  }
}
