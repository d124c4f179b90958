package dev.ricordo.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a customer did with an item.
 *
 * <p>The order of the constants is part of the base format: the row of a kind in the kind embedding
 * is {@link #row()}. Append, never reorder.
 */
public enum EventKind {
  /** The log does not say. */
  UNKNOWN,
  VIEW,
  CART,
  FAVOURITE,
  PURCHASE,
  /** A purchase taken back: learned by the customer's own memory, never counted for others. */
  CANCEL;

  /**
   * Reads the name used in event logs and journals: lower case, the empty text for {@link
   * #UNKNOWN}.
   *
   * @throws IllegalArgumentException naming the value if it is no kind
   */
  public static EventKind parse(String text) {
    if (text.isEmpty()) {
      return UNKNOWN;
    }
    for (EventKind kind : values()) {
      if (kind != UNKNOWN && kind.text().equals(text)) {
        return kind;
      }
    }
    String known =
        Arrays.stream(values()).skip(1).map(EventKind::text).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        "kind: \"" + text + "\" is none of " + known + ", or empty for unknown");
  }

  /** The name used in event logs and journals. */
  public String text() {
    return this == UNKNOWN ? "" : name().toLowerCase(Locale.ROOT);
  }

  /** The row of the kind in the kind embedding of a base. */
  public int row() {
    return ordinal();
  }

  /** Whether the event enters what customers share: every kind but {@link #CANCEL}. */
  public boolean counted() {
    return this != CANCEL;
  }
}
