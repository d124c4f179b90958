package dev.ricordo.event;

import java.util.UUID;

/**
 * Names one event, so that a second delivery of it is recognised and counts once.
 *
 * @param value 1 to 200 characters without control characters, unique within the journal
 */
public record EventId(String value) {

  /**
   * @throws IllegalArgumentException if the value breaks the rule
   */
  public EventId {
    Identifiers.require("id", value, true);
  }

  public static EventId of(String value) {
    return new EventId(value);
  }

  /** A fresh id, different from every other. */
  public static EventId random() {
    return new EventId(UUID.randomUUID().toString());
  }

  /**
   * The id of a line of an imported log: the same file imported twice counts once.
   *
   * @param digest digest of the log's bytes
   * @param line number of the line, the header being line 1
   */
  public static EventId imported(String digest, long line) {
    return new EventId(digest + ":" + line);
  }

  @Override
  public String toString() {
    return value;
  }
}
