package dev.ricordo.shop.simulation;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.shop.catalogue.Assortment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A season of the shop with simulated shoppers. The same seed gives the same events on every
 * machine; different seeds share neither shoppers nor random numbers.
 */
/*
 * Each shopper has a java.util.Random seeded by the season's seed and the shopper's number, spread
 * over 48 bits by the finaliser of SplitMix64 so that neighbouring seeds have unrelated streams.
 */
public final class Simulation {

  /** The season that the shipped base was trained on. */
  public static final long TRAINING_SEED = 20_260_101;

  /** The season that tests visit; the base has never seen it. */
  public static final long TEST_SEED = 20_260_202;

  private static final Instant OPENING = Instant.parse("2026-01-02T08:00:00Z");
  private static final Duration SEASON = Duration.ofDays(90);

  /** Of 100 people so many come no more than once, twice, three times ... */
  private static final int[] COME_AT_MOST = {62, 86, 91, 95, 98, 100};

  private final Assortment assortment;
  private final long seed;

  public Simulation(Assortment assortment, long seed) {
    this.assortment = assortment;
    this.seed = seed;
  }

  /**
   * Runs the season until so many visits have begun.
   *
   * @return what happened, ordered by time
   * @throws IllegalArgumentException if no visit is asked for
   */
  public List<Event> run(int visits) {
    if (visits < 1) {
      throw new IllegalArgumentException("visits: must be at least 1, is " + visits);
    }
    List<Event> events = new ArrayList<>();
    int shopper = 0;
    for (int left = visits; left > 0; shopper++) {
      Random random = new Random(spread(seed * 1_000_003 + shopper));
      int times = Math.min(left, visits(random));
      events.addAll(shopper(shopper, random).visit(times));
      left -= times;
    }
    events.sort(Comparator.comparing(Event::at));
    return events;
  }

  private static int visits(Random random) {
    int hundredth = random.nextInt(100);
    int times = 1;
    while (hundredth >= COME_AT_MOST[times - 1]) {
      times++;
    }
    return times;
  }

  private Shopper shopper(int number, Random random) {
    CustomerId customer = CustomerId.of("simulated-" + seed + "-" + number);
    Instant first = OPENING.plusSeconds((long) (random.nextDouble() * SEASON.toSeconds()));
    return new Shopper(assortment, customer, random, first);
  }

  private static long spread(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
