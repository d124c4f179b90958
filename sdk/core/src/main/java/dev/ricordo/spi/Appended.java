package dev.ricordo.spi;

/** What a journal did with one event. */
public sealed interface Appended {

  /**
   * The event is durable.
   *
   * @param position its place in the order of acceptance, see {@link JournalEntry#position}
   * @param previous position of what came before it in the customer's journal, 0 if it is the
   *     first: the last event, or the last merge or unmerge, which have places of their own in the
   *     order of acceptance. Whoever folded up to another position has to read the journal again
   */
  record Accepted(long position, long previous) implements Appended {

    /**
     * @throws IllegalArgumentException if the position does not come after the previous one
     */
    public Accepted {
      if (previous < 0 || position <= previous) {
        throw new IllegalArgumentException(
            "position: must come after the previous one, " + previous + ", is " + position);
      }
    }
  }

  /** An event with the same id was accepted before; nothing changed. */
  record Duplicate() implements Appended {}

  /** The customer was forgotten at or after the event's time; nothing was kept. */
  record Forgotten() implements Appended {}
}
