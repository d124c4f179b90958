package dev.ricordo.lab.continual;

import java.util.List;

/**
 * What a model answered whenever someone returned to an interest that was left 40 or more events
 * ago, case by case in the order in which they came.
 *
 * @param customers whose case it is
 * @param hits 1 where the item was among the best two, else 0
 */
public record Returns(List<Integer> customers, List<Integer> hits) {

  /**
   * @throws IllegalArgumentException if they are not of the same cases
   */
  public Returns {
    customers = List.copyOf(customers);
    hits = List.copyOf(hits);
    if (customers.size() != hits.size()) {
      throw new IllegalArgumentException(
          "hits: must be of " + customers.size() + " cases, are of " + hits.size());
    }
  }
}
