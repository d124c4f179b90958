package dev.ricordo.lab.continual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What one customer does, event by event: visits to interests, each 8 to 14 events long, one after
 * the other. Not thread-safe.
 */
final class Journey {

  private static final int SHORTEST_VISIT = 8;
  private static final int LONGEST_VISIT = 14;

  /** {@link Step#away} of an interest that was never followed before. */
  static final int NEVER = -1;

  private static final int NOWHERE = -1;

  /**
   * One event.
   *
   * @param place within its visit, from 0
   * @param away events between this visit and the last one to the same interest, or {@link #NEVER}
   * @param favourite whether the item was chosen for being a favourite
   */
  record Step(int item, int interest, int place, int away, boolean favourite) {}

  private final Shopper shopper;
  private final SplittableRandom random;
  private final List<Step> steps = new ArrayList<>();
  private final int[] left;
  private int current = NOWHERE;

  Journey(Shopper shopper, SplittableRandom random) {
    this.shopper = shopper;
    this.random = random;
    left = new int[shopper.interests()];
    Arrays.fill(left, NEVER);
  }

  /** Another customer who has done the same and goes on alike. */
  Journey copy(SplittableRandom newRandom) {
    Journey copy = new Journey(shopper, newRandom);
    copy.steps.addAll(steps);
    System.arraycopy(left, 0, copy.left, 0, left.length);
    copy.current = current;
    return copy;
  }

  /** Follows an interest for so many events. */
  Journey visit(int interest, int events) {
    int away = left[interest] == NEVER ? NEVER : steps.size() - left[interest];
    for (int place = 0; place < events; place++) {
      Shopper.Choice choice = shopper.choose(interest, random);
      steps.add(new Step(choice.item(), interest, place, away, choice.favourite()));
    }
    left[interest] = steps.size();
    current = interest;
    return this;
  }

  /** Follows an interest for a visit of usual length. */
  Journey visit(int interest) {
    return visit(interest, SHORTEST_VISIT + random.nextInt(LONGEST_VISIT - SHORTEST_VISIT + 1));
  }

  /** Goes from interest to interest for exactly so many events. */
  Journey wander(int events) {
    return wander(events, NOWHERE);
  }

  /** Goes from interest to interest, but for one, for exactly so many events. */
  Journey wanderWithout(int interest, int events) {
    return wander(events, interest);
  }

  private Journey wander(int events, int without) {
    int end = steps.size() + events;
    while (steps.size() < end) {
      int[] others =
          IntStream.range(0, shopper.interests())
              .filter(interest -> interest != current && interest != without)
              .toArray();
      int next = others[random.nextInt(others.length)];
      int usual = SHORTEST_VISIT + random.nextInt(LONGEST_VISIT - SHORTEST_VISIT + 1);
      visit(next, Math.min(usual, end - steps.size()));
    }
    return this;
  }

  Shopper shopper() {
    return shopper;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }
}
