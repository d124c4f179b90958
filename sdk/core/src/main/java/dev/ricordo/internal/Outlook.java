package dev.ricordo.internal;

import dev.ricordo.Retrospect.ItemShare;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.rank.CatalogueScorer;
import dev.ricordo.rank.TopK;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a memory alone makes likely, item by item and by category. Immutable and thread-safe. */
final class Outlook {

  private final CatalogueScorer scorer;
  private final ItemIndex index;
  private final List<String> categories;
  private final int[][] ofItem;

  /** Leaves out the categories that every item is of: they say nothing. */
  Outlook(Catalogue catalogue, ItemIndex index, CatalogueScorer scorer) {
    this.scorer = scorer;
    this.index = index;
    Map<String, Integer> members = new HashMap<>();
    catalogue.items().forEach(i -> names(i).forEach(name -> members.merge(name, 1, Integer::sum)));
    categories =
        members.keySet().stream()
            .filter(name -> members.getOrDefault(name, 0) < catalogue.size())
            .sorted()
            .toList();
    Map<String, Integer> numbers = new HashMap<>();
    categories.forEach(name -> numbers.put(name, numbers.size()));
    ofItem =
        catalogue.items().stream()
            .map(i -> names(i).filter(numbers::containsKey).mapToInt(numbers::get).toArray())
            .toArray(int[][]::new);
  }

  private static Stream<String> names(Item item) {
    return Arrays.stream(item.category().split("\\|")).filter(name -> !name.isEmpty()).distinct();
  }

  /** The names of the categories, in the order of their numbers. */
  List<String> categories() {
    return categories;
  }

  /**
   * The probability of each item {@code [n]}.
   *
   * @param context h {@code [d]}
   */
  double[] of(float[] context) {
    return scorer.probabilities(context);
  }

  /** What is added up by category {@code [categories]}. */
  double[] byCategory(double[] shares) {
    double[] sums = new double[categories.size()];
    for (int item = 0; item < shares.length; item++) {
      for (int category : ofItem[item]) {
        sums[category] += shares[item];
      }
    }
    return sums;
  }

  /** The numbers of the items with the highest shares above 0, the highest first. */
  int[] best(double[] shares, int count) {
    return TopK.select(shares, index.tieBreaks(), count, item -> shares[item] > 0);
  }

  ItemShare named(int item, double[] shares) {
    return new ItemShare(index.item(item), shares[item]);
  }

  int rank(double[] shares, int item) {
    return TopK.rank(shares, index.tieBreaks(), item, any -> true);
  }
}
