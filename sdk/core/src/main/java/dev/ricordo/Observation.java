package dev.ricordo;

/** What became of an observed event. In every case the outcome is durable when it is returned. */
public sealed interface Observation {

  /**
   * The event is in the journal and the memory moved.
   *
   * @param position which of the customer's events it is, from 1
   * @param surprise {@code |M(k) - v|^2} before the write, summed over heads: 0 when the memory
   *     already held what the event says, or when memory writes are switched off; {@code |2 M(k) -
   *     v|^2} of a base that writes by delta descent
   */
  record Learned(long position, double surprise) implements Observation {}

  /** The memory did not move and nothing of the event was kept. */
  record Withheld(Reason reason) implements Observation {}

  /** Why an event was withheld. */
  enum Reason {
    /** An event with this id was observed before. */
    DUPLICATE,
    /** The customer was forgotten at or after the event's time. */
    FORGOTTEN,
    /** The customer withdrew the consent to be personalised for, or never gave it. */
    NO_CONSENT,
    /** The customer's data are restricted. */
    RESTRICTED
  }
}
