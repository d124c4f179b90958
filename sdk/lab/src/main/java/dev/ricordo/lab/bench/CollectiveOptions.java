package dev.ricordo.lab.bench;

/**
 * What {@code ricordo bench collective} is asked to do.
 *
 * @param items of the catalogue
 * @param events of the largest sums; a tenth and a hundredth of them are looked at on the way
 * @param seed of the customers
 */
public record CollectiveOptions(int items, long events, long seed) {

  private static final int MIN_ITEMS = 100;
  private static final long MIN_EVENTS = 1_000;
  private static final long MAX_EVENTS = 1_000_000_000;

  public CollectiveOptions {
    if (items < MIN_ITEMS) {
      throw new IllegalArgumentException("items: must be at least " + MIN_ITEMS + ", is " + items);
    }
    if (events < MIN_EVENTS || events > MAX_EVENTS) {
      throw new IllegalArgumentException(
          "events: must be between " + MIN_EVENTS + " and " + MAX_EVENTS + ", is " + events);
    }
  }
}
