package dev.ricordo.lab.continual;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what is measured, as means, in the order in which it first came up. Not thread-safe. */
final class Findings {

  private static final Key LONG_RETURN =
      new Key(Scenarios.RETURN, Scenarios.LONG_AWAY, Question.HIT_OF_TWO);

  private final Map<Key, Mean> means = new LinkedHashMap<>();
  private final List<Integer> returned = new ArrayList<>();
  private final List<Integer> hits = new ArrayList<>();
  private int customer;

  private record Key(String scenario, String at, String measure) {}

  private static final class Mean {
    double sum;
    long cases;
  }

  /** Whom the next questions are about. */
  void about(int someone) {
    customer = someone;
  }

  void add(String scenario, String at, String measure, double value) {
    Key key = new Key(scenario, at, measure);
    Mean mean = means.computeIfAbsent(key, unknown -> new Mean());
    mean.sum += value;
    mean.cases++;
    if (key.equals(LONG_RETURN)) {
      returned.add(customer);
      hits.add((int) value);
    }
  }

  Returns returns() {
    return new Returns(returned, hits);
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
