package dev.ricordo.lab.continual;

import dev.ricordo.catalogue.Item;
import dev.ricordo.event.ItemId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * A catalogue of categories of the same size. Within a category the item of place j is as popular
 * as {@code 1 / (j + 1)}.
 *
 * @param categories that customers train in
 * @param unseen categories that come after them, whose items no customer trains with
 * @param size items of a category
 */
record World(int categories, int unseen, int size) {

  /** Eight categories of twelve items to train in, four more that appear later. */
  static final World DEFAULT = new World(8, 4, 12);

  World {
    if (categories < 1 || unseen < 0 || size < 2) {
      throw new IllegalArgumentException(
          String.format("world: %d categories, %d unseen, size %d", categories, unseen, size));
    }
  }

  /** The number of an item. */
  int item(int category, int place) {
    return category * size + place;
  }

  int category(int item) {
    return item / size;
  }

  /** Draws an item of a category by popularity. */
  int popular(int category, SplittableRandom random) {
    double mass = 0;
    for (int place = 0; place < size; place++) {
      mass += 1.0 / (place + 1);
    }
    double left = random.nextDouble() * mass;
    int place = 0;
    while (place < size - 1 && left >= 1.0 / (place + 1)) {
      left -= 1.0 / (place + 1);
      place++;
    }
    return item(category, place);
  }

  /**
   * All items, in the order of their numbers. None says of which category it is: that would be the
   * answer to most questions, and only some models can read it.
   */
  List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (int category = 0; category < categories + unseen; category++) {
      for (int place = 0; place < size; place++) {
        ItemId id = ItemId.of("c" + category + "-i" + place);
        items.add(new Item(id, "", "", "", OptionalDouble.empty()));
      }
    }
    return items;
  }

  /** Some different numbers from 0 to below a bound, in random order. */
  static int[] distinct(int bound, int count, SplittableRandom random) {
    int[] numbers = new int[bound];
    for (int i = 0; i < bound; i++) {
      numbers[i] = i;
    }
    for (int i = 0; i < count; i++) {
      int j = i + random.nextInt(bound - i);
      int swapped = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = swapped;
    }
    return java.util.Arrays.copyOf(numbers, count);
  }
}
