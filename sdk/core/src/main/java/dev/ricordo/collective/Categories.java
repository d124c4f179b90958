package dev.ricordo.collective;

import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The category that stands in for each item of a catalogue: of those it names, the one with the
 * fewest items but more than one; of equals the one named first. Immutable and thread-safe.
 */
public final class Categories {

  /** An item that nothing stands in for. */
  public static final int NONE = -1;

  private final int[] ofItem;
  private final int[] sizes;

  private Categories(int[] ofItem, int[] sizes) {
    this.ofItem = ofItem;
    this.sizes = sizes;
  }

  /** No item has any. */
  public static Categories none() {
    return new Categories(new int[0], new int[0]);
  }

  /**
   * @param items in the order of their numbers
   */
  public static Categories of(Collection<Item> items) {
    Map<String, Integer> members = new HashMap<>();
    items.forEach(item -> names(item).forEach(name -> members.merge(name, 1, Integer::sum)));
    Map<String, Integer> numbers = new HashMap<>();
    int[] ofItem = items.stream().mapToInt(item -> number(item, members, numbers)).toArray();
    int[] sizes = new int[numbers.size()];
    for (int category : ofItem) {
      if (category != NONE) {
        sizes[category]++;
      }
    }
    return new Categories(ofItem, sizes);
  }

  /** As {@link #of(Collection)}. */
  public static Categories of(Catalogue catalogue) {
    return of(catalogue.items());
  }

  private static Stream<String> names(Item item) {
    return Arrays.stream(item.category().split("\\|")).filter(name -> !name.isEmpty()).distinct();
  }

  private static int number(Item item, Map<String, Integer> members, Map<String, Integer> numbers) {
    return names(item)
        .filter(name -> members.getOrDefault(name, 0) > 1)
        .min(Comparator.comparing(name -> members.getOrDefault(name, 0)))
        .map(name -> numbers.computeIfAbsent(name, n -> numbers.size()))
        .orElse(NONE);
  }

  /** The number of an item's category, from 0, or {@link #NONE}. */
  public int of(int item) {
    return item < ofItem.length ? ofItem[item] : NONE;
  }

  /** How many items a category stands in for. */
  public int items(int category) {
    return sizes[category];
  }

  /** How many categories there are. */
  public int size() {
    return sizes.length;
  }
}
