package dev.ricordo.lab.membership;

import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.lab.membership.Visits.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What an attacker reads off the sums about the steps of one target: the lists of the items that
 * the steps begin at, and how many customers have had them.
 */
final class Glance {

  private final Set<Step> steps;
  private final Map<Integer, int[]> lists = new HashMap<>();
  private final Map<Integer, Integer> customers = new HashMap<>();

  /**
   * @param items of the catalogue
   */
  Glance(Set<Step> steps, CollectiveSums sums, int items) {
    this.steps = steps;
    for (Step step : steps) {
      lists.computeIfAbsent(step.from(), x -> PublishedLists.list(sums, x, items));
      customers.put(step.from(), sums.items().count(step.from()));
    }
  }

  /** Whether every list is the same. */
  boolean same(Glance other) {
    return lists.keySet().stream().allMatch(x -> Arrays.equals(lists.get(x), other.lists.get(x)));
  }

  /** The share of the steps (x, y) whose y stands higher in the list of x in a later glance. */
  double risen(Glance later) {
    return moved(later, 1);
  }

  /** The same for those whose y stands lower. */
  double fallen(Glance later) {
    return moved(later, -1);
  }

  /** A list that n customers are behind weighs 1 / (1 + n)^2. */
  private double moved(Glance later, int direction) {
    double moved = 0;
    double all = 0;
    for (Step step : steps) {
      double behind = 1 + Objects.requireNonNull(customers.get(step.from()));
      double weight = 1 / (behind * behind);
      moved += direction * (place(step) - later.place(step)) > 0 ? weight : 0;
      all += weight;
    }
    return moved / all;
  }

  /** Of y in the list of x, from 0; behind the list if it is not in it. */
  private int place(Step step) {
    int[] list = Objects.requireNonNull(lists.get(step.from()));
    for (int place = 0; place < list.length; place++) {
      if (list[place] == step.to()) {
        return place;
      }
    }
    return PublishedLists.LENGTH;
  }
}
