package dev.ricordo.lab.continual;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what is measured, as means, in the order in which it first came up. Not thread-safe. */
final class Findings {

  private final Map<Key, Mean> means = new LinkedHashMap<>();

  private record Key(String scenario, String at, String measure) {}

  private static final class Mean {
    double sum;
    long cases;
  }

  void add(String scenario, String at, String measure, double value) {
    Mean mean = means.computeIfAbsent(new Key(scenario, at, measure), key -> new Mean());
    mean.sum += value;
    mean.cases++;
  }

  List<Figure> figures() {
    return means.entrySet().stream()
        .map(
            entry -> {
              Key key = entry.getKey();
              Mean mean = entry.getValue();
              double value = mean.sum / mean.cases;
              return new Figure(key.scenario(), key.at(), key.measure(), value, mean.cases);
            })
        .toList();
  }
}
