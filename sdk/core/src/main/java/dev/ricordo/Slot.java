package dev.ricordo;

import dev.ricordo.event.ItemId;
import java.util.Optional;
import java.util.Set;

/**
 * A place where recommendations are shown, and what may be shown there.
 *
 * @param name for example {@code home}; handed back with the answer, which it does not change
 * @param category only items of this category, if present
 * @param excluded items not to show
 */
public record Slot(String name, Optional<String> category, Set<ItemId> excluded) {

  /**
   * @throws IllegalArgumentException if the name is blank
   */
  public Slot {
    if (name.isBlank()) {
      throw new IllegalArgumentException("slot: must not be blank");
    }
    excluded = Set.copyOf(excluded);
  }

  /** A slot that shows any item. */
  public static Slot of(String name) {
    return new Slot(name, Optional.empty(), Set.of());
  }

  public Slot within(String newCategory) {
    return new Slot(name, Optional.of(newCategory), excluded);
  }

  public Slot without(Set<ItemId> items) {
    return new Slot(name, category, items);
  }
}
