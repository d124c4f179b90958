package dev.ricordo.lab.membership;

import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.Publication;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Who comes and who is erased in a log, and what an attacker knows of them. Thread-safe. */
final class Visits {

  static final Publication MINUTES = new Publication(60);

  private static final Publication DAYS = new Publication(86_400);

  /** The share of the log that is there before the first target. */
  private static final double FIRST = 0.7;

  private static final int FEWEST_STEPS = 2;

  private final EventLog log;
  private final int[][] histories;
  private final long from;

  Visits(EventLog log) {
    this.log = log;
    int[] order = log.byTime();
    histories = log.byCustomer(order);
    from = log.second(order[(int) (FIRST * order.length)]);
  }

  /** y right after x in a customer's history. */
  record Step(int from, int to) {}

  /**
   * Somebody who comes, and somebody else who is erased in the same minute.
   *
   * @param second the minute's first
   */
  record Target(int visitor, int erased, long second) {}

  /**
   * Draws targets.
   *
   * @throws IllegalArgumentException if there are fewer than two
   */
  List<Target> targets(int most, long seed) {
    List<Target> visits = visits();
    Random random = new Random(seed);
    Collections.shuffle(visits, random);
    List<Target> chosen = new ArrayList<>();
    for (Target visit : visits) {
      int erased = random.nextInt(histories.length);
      if (chosen.size() < most && erasable(erased, visit.second())) {
        chosen.add(new Target(visit.visitor(), erased, visit.second()));
      }
    }
    if (chosen.size() < 2) {
      throw new IllegalArgumentException(
          "events: have " + visits.size() + " visits to attack, too few");
    }
    return chosen;
  }

  /** Minutes of customers who did nothing else on that day, with steps to attack. */
  private List<Target> visits() {
    List<Target> visits = new ArrayList<>();
    for (int customer = 0; customer < histories.length; customer++) {
      Map<Long, Set<Long>> minutes = new LinkedHashMap<>();
      for (int event : histories[customer]) {
        long second = log.second(event);
        minutes
            .computeIfAbsent(DAYS.epoch(second), day -> new HashSet<>())
            .add(MINUTES.epoch(second));
      }
      for (Set<Long> ofDay : minutes.values()) {
        Target visit =
            new Target(customer, customer, ofDay.iterator().next() * MINUTES.everySeconds());
        if (ofDay.size() == 1 && visit.second() > from && visited(visit).size() >= FEWEST_STEPS) {
          visits.add(visit);
        }
      }
    }
    return visits;
  }

  private boolean erasable(int customer, long second) {
    long day = DAYS.epoch(second);
    return Arrays.stream(histories[customer]).noneMatch(e -> DAYS.epoch(log.second(e)) == day)
        && steps(customer, Long.MIN_VALUE, second).size() >= FEWEST_STEPS;
  }

  /** The steps that a visit brings. */
  Set<Step> visited(Target target) {
    return steps(target.visitor(), target.second(), target.second() + MINUTES.everySeconds());
  }

  /** The steps of a whole history that is erased. */
  Set<Step> erased(Target target) {
    return steps(target.erased(), Long.MIN_VALUE, target.second());
  }

  /** A customer's steps to items of a stretch of time, each once. */
  private Set<Step> steps(int customer, long begin, long end) {
    Set<Step> steps = new HashSet<>();
    int last = -1;
    for (int event : histories[customer]) {
      if (log.kind(event).counted()) {
        long second = log.second(event);
        if (last >= 0 && last != log.item(event) && second >= begin && second < end) {
          steps.add(new Step(last, log.item(event)));
        }
        last = log.item(event);
      }
    }
    return steps;
  }
}
