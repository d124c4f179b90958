package dev.ricordo.quarkus.rest;

import dev.ricordo.event.EventId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names a delivery, so that its events have the same ids when it is sent again, whole: a part of it
 * begins at index 0 again, so its events would have the ids of others.
 *
 * @param value 1 to {@link #MAX_LENGTH} visible ASCII characters
 */
record IdempotencyKey(String value) {

  static final String HEADER = "Idempotency-Key";

  /** Leaves room for the index in an event's id. */
  static final int MAX_LENGTH = 150;

  /**
   * @throws Refusal if the value breaks the rule
   */
  IdempotencyKey {
    boolean visible = value.chars().allMatch(c -> c > ' ' && c < 0x7f);
    if (value.isEmpty() || value.length() > MAX_LENGTH || !visible) {
      throw new Refusal(
          Problem.of(
              Problem.Kind.MALFORMED,
              HEADER,
              "must be 1 to " + MAX_LENGTH + " visible ASCII characters"));
    }
  }

  /**
   * From the header, with quotation marks around it (as a structured field has them) or without.
   */
  static Optional<IdempotencyKey> of(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    String text = header.strip();
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return Optional.of(new IdempotencyKey(quoted ? text.substring(1, text.length() - 1) : text));
  }

  /**
   * @param index of the event in the delivery, from 0
   */
  EventId event(long index) {
    return EventId.of(value + "#" + index);
  }
}
