package dev.ricordo.lab.evaluate;

/** Whoever a script is played to. Not thread-safe. */
public interface Respondent {

  /** An event that memory and shared knowledge may learn. */
  void learn(int event);

  /** An event that the customer's memory alone may learn. */
  void remember(int event);

  /**
   * What does this customer do next?
   *
   * @param event the answer, for the respondent's own book-keeping
   * @param allowed which items are candidates, by item number; valid during the call
   */
  void ask(int event, boolean[] allowed);
}
