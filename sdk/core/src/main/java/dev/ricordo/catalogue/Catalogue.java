package dev.ricordo.catalogue;

import dev.ricordo.event.ItemId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The items that may be recommended, in the order of the feed. Immutable and thread-safe; a new
 * feed is a new catalogue.
 */
public final class Catalogue {

  private final Map<ItemId, Item> items;

  private Catalogue(Map<ItemId, Item> items) {
    this.items = items;
  }

  /**
   * @throws IllegalArgumentException if two items share an id
   */
  public static Catalogue of(Collection<Item> items) {
    Map<ItemId, Item> byId = new LinkedHashMap<>();
    for (Item item : items) {
      if (byId.putIfAbsent(item.id(), item) != null) {
        throw new IllegalArgumentException("item: \"" + item.id() + "\" is listed twice");
      }
    }
    return new Catalogue(Collections.unmodifiableMap(byId));
  }

  /** The items in the order of the feed. */
  public Collection<Item> items() {
    return items.values();
  }

  public Optional<Item> find(ItemId id) {
    return Optional.ofNullable(items.get(id));
  }

  public boolean contains(ItemId id) {
    return items.containsKey(id);
  }

  public int size() {
    return items.size();
  }
}
