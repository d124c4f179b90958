package dev.ricordo.spi;

/** What a journal did with one event. */
public sealed interface Appended {

  /** The event is durable at this position of its customer's journal. */
  record Accepted(long position) implements Appended {}

  /** An event with the same id was accepted before; nothing changed. */
  record Duplicate() implements Appended {}

  /** The customer was forgotten at or after the event's time; nothing was kept. */
  record Forgotten() implements Appended {}
}
