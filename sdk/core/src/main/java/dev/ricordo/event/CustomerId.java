package dev.ricordo.event;

/**
 * The shop's own name for a customer or an anonymous visitor.
 *
 * <p>It may identify a person, so {@link #toString()} hides it: reading {@link #value()} is a
 * deliberate act that a search finds.
 *
 * @param value 1 to 200 characters without control characters
 */
public record CustomerId(String value) {

  /**
   * @throws IllegalArgumentException if the value breaks the rule; the message does not repeat it
   */
  public CustomerId {
    Identifiers.require("customer", value, false);
  }

  public static CustomerId of(String value) {
    return new CustomerId(value);
  }

  /** A fixed text: a customer's name never reaches a log or a message. */
  @Override
  public String toString() {
    return "CustomerId[hidden]";
  }
}
