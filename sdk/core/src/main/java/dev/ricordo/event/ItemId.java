package dev.ricordo.event;

/**
 * The shop's own name for an item of its catalogue.
 *
 * @param value 1 to 200 characters without control characters
 */
public record ItemId(String value) implements Comparable<ItemId> {

  /**
   * @throws IllegalArgumentException if the value breaks the rule
   */
  public ItemId {
    Identifiers.require("item", value, true);
  }

  public static ItemId of(String value) {
    return new ItemId(value);
  }

  @Override
  public int compareTo(ItemId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
