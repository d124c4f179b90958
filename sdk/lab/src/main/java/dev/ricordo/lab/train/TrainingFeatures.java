package dev.ricordo.lab.train;

import dev.ricordo.base.Circumstances;
import dev.ricordo.base.Features;
import dev.ricordo.base.Vocabulary;
import dev.ricordo.catalogue.Item;
import dev.ricordo.lab.log.EventLog;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/**
 * Reads the features of a training part: names that at least two of its items, or two of its
 * events, share, and price positions that hold equally many of its items.
 */
final class TrainingFeatures {

  private static final int FEWEST = 2;

  private TrainingFeatures() {}

  /**
   * @param training the events that are trained on
   * @param items those that they name, in the order of the rows
   */
  static Features of(EventLog log, int[] training, List<Item> items) {
    Vocabulary vocabulary =
        new Vocabulary(
            shared(items.stream().flatMap(TrainingFeatures::categories), Integer.MAX_VALUE),
            shared(items.stream().map(Item::brand), Integer.MAX_VALUE),
            prices(items),
            Arrays.stream(training)
                    .map(event -> Circumstances.quantityBucket(log.quantity(event)))
                    .distinct()
                    .count()
                > 1,
            Arrays.stream(training).anyMatch(event -> log.dwellSeconds(event) != EventLog.NO_DWELL),
            shared(names(training, log::channel, log.channels()), Circumstances.MAX_CHANNELS),
            shared(names(training, log::campaign, log.campaigns()), Circumstances.MAX_CAMPAIGNS));
    Features words = new Features(vocabulary, List.of());
    return new Features(
        vocabulary,
        vocabulary.rows().ofItems() ? items.stream().map(words::of).toList() : List.of());
  }

  private static Stream<String> categories(Item item) {
    return Arrays.stream(item.category().split("\\|")).distinct();
  }

  private static Stream<String> names(int[] training, IntUnaryOperator name, List<String> all) {
    return Arrays.stream(training)
        .map(name)
        .filter(number -> number != EventLog.NO_NAME)
        .mapToObj(all::get);
  }

  /** The most frequent names, in alphabetical order. */
  private static List<String> shared(Stream<String> names, int most) {
    Map<String, Integer> counts = new HashMap<>();
    names.filter(name -> !name.isEmpty()).forEach(name -> counts.merge(name, 1, Integer::sum));
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= FEWEST)
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Quantiles of the known prices, each once, without the lowest price. */
  private static List<Double> prices(List<Item> items) {
    double[] sorted =
        items.stream()
            .filter(item -> item.price().isPresent())
            .mapToDouble(item -> item.price().getAsDouble())
            .sorted()
            .toArray();
    TreeSet<Double> boundaries = new TreeSet<>();
    for (int k = 1; k < Vocabulary.PRICES && sorted.length > 0; k++) {
      boundaries.add(sorted[(int) ((long) k * sorted.length / Vocabulary.PRICES)]);
    }
    boundaries.removeIf(boundary -> boundary <= sorted[0]);
    return List.copyOf(boundaries);
  }
}
