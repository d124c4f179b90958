package dev.ricordo.lab.membership;

import dev.ricordo.base.Readout;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.memory.RecentItems;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What anybody is shown who looks at an item: the ten items that the shared sums put first, and how
 * many customers have had it.
 */
final class PublishedLists {

  static final int LENGTH = 10;

  private final int[][] lists;
  private final int[] customers;

  private PublishedLists(int[][] lists, int[] customers) {
    this.lists = lists;
    this.customers = customers;
  }

  static PublishedLists of(CollectiveSums sums, int items) {
    return new PublishedLists(
        IntStream.range(0, items).mapToObj(x -> list(sums, x, items)).toArray(int[][]::new),
        IntStream.range(0, items).map(sums.items()::count).toArray());
  }

  /** The list of x, best first. */
  static int[] list(CollectiveSums sums, int x, int items) {
    RecentItems looking = new RecentItems();
    looking.push(x, 0);
    double[] scores = new double[items];
    sums.score(looking, Readout.DEFAULT, scores);
    return IntStream.range(0, items)
        .filter(y -> scores[y] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer y) -> scores[y]).reversed())
        .limit(LENGTH)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Whether y is in the list of x. */
  boolean shows(int x, int y) {
    return Arrays.stream(lists[x]).anyMatch(shown -> shown == y);
  }

  /** How many customers have had an item. */
  int customers(int x) {
    return customers[x];
  }

  /** In how many lists these and others differ. */
  int differences(PublishedLists other) {
    return (int)
        IntStream.range(0, lists.length)
            .filter(x -> !Arrays.equals(lists[x], other.lists[x]))
            .count();
  }
}
