package dev.ricordo.lab.bench;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Customers of a large shop, each drawn from the seed and the customer's number alone.
 *
 * <p>Items stand on shelves of 100. A customer has three shelves, popular ones more often, and in
 * each visit of 4 to 9 events keeps to one of them; of its items the j-th is chosen as often as
 * {@code 1 / (j + 1)}. One event in five is of an item the customer had before, one in ten of any
 * item of the shop. The last visit ends at {@link #NOW}, the others lie one to fourteen days apart.
 *
 * @param items of the catalogue
 * @param seed of everything
 */
record SimulatedCrowd(int items, long seed) {

  /** When all events are over. */
  static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private static final int SHELF = 100;
  private static final int SHELVES = 3;
  private static final int SECONDS_BETWEEN_EVENTS = 40;
  private static final int SECONDS_PER_DAY = 24 * 60 * 60;

  SimulatedCrowd {
    if (items < SHELF) {
      throw new IllegalArgumentException("items: must be at least " + SHELF + ", is " + items);
    }
  }

  static ItemId item(int number) {
    return ItemId.of("i" + number);
  }

  static CustomerId customer(int number) {
    return CustomerId.of("c" + number);
  }

  /**
   * What a customer does.
   *
   * @param item the number of an item
   * @param second when, since 1970
   */
  record Step(int item, EventKind kind, long second) {}

  /** The first events of a customer, oldest first. */
  List<Event> journey(int customer, int events) {
    List<Step> steps = steps(customer, events);
    return IntStream.range(0, events).mapToObj(i -> event(customer, i, steps.get(i))).toList();
  }

  /** The first steps of a customer, oldest first. */
  List<Step> steps(int customer, int events) {
    SplittableRandom random = new SplittableRandom(31 * seed + customer);
    int[] shelves = new int[SHELVES];
    for (int i = 0; i < SHELVES; i++) {
      shelves[i] = popular(items / SHELF, random);
    }
    int[] chosen = new int[events];
    long[] seconds = new long[events];
    long second = NOW.getEpochSecond() - SECONDS_BETWEEN_EVENTS;
    int left = 0;
    int shelf = 0;
    for (int i = events - 1; i >= 0; i--) {
      if (left == 0) {
        left = 4 + random.nextInt(6);
        shelf = shelves[random.nextInt(SHELVES)];
        second -= i == events - 1 ? 0 : (1L + random.nextInt(14)) * SECONDS_PER_DAY;
      }
      left--;
      seconds[i] = second;
      second -= SECONDS_BETWEEN_EVENTS;
      chosen[i] = choose(shelf, chosen, i, random);
    }
    List<Step> steps = new ArrayList<>(events);
    for (int i = 0; i < events; i++) {
      steps.add(new Step(chosen[i], kind(random), seconds[i]));
    }
    return steps;
  }

  private int choose(int shelf, int[] chosen, int place, SplittableRandom random) {
    int chance = random.nextInt(10);
    if (chance < 2 && place < chosen.length - 1) {
      return chosen[place + 1 + random.nextInt(chosen.length - place - 1)];
    }
    return chance == 9 ? random.nextInt(items) : shelf * SHELF + popular(SHELF, random);
  }

  /** A number below a bound, k about as often as {@code 1 / (k + 1)}. */
  private static int popular(int bound, SplittableRandom random) {
    return (int) StrictMath.exp(random.nextDouble() * StrictMath.log(bound + 1.0)) - 1;
  }

  private static EventKind kind(SplittableRandom random) {
    int chance = random.nextInt(20);
    return chance == 0 ? EventKind.PURCHASE : chance < 3 ? EventKind.CART : EventKind.VIEW;
  }

  private static Event event(int customer, int place, Step step) {
    return new Event(
        EventId.of("e" + customer + "-" + place),
        customer(customer),
        item(step.item),
        step.kind,
        Instant.ofEpochSecond(step.second),
        1,
        OptionalDouble.empty(),
        Optional.empty());
  }
}
