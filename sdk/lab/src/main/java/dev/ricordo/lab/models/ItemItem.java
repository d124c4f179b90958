package dev.ricordo.lab.models;

import dev.ricordo.lab.log.EventLog;
import dev.ricordo.memory.RecentItems;
import java.util.List;

/**
 * Item-item cosine: items that the same customers had close together are alike.
 *
 * <pre>
 *   C(x, i) = how often i came within 50 events of x     n(i) = how often i came
 *   score(i) = sum over the last k items x_k of f^(k-1) C(x_k, i) / sqrt((n(x_k) + 10) (n(i) + 10))
 * </pre>
 *
 * <p>The fading f is chosen on the validation.
 */
final class ItemItem implements Recommender {

  private static final List<Double> FADINGS = List.of(0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1.0);
  private static final double SHRINKAGE = 10;
  private static final double SMALLEST_WEIGHT = 0.02;
  private static final int LONGEST_WINDOW = 20;

  /** Events apart within which items count as a pair. */
  private static final int WINDOW = 50;

  private final EventLog log;
  private final double fading;
  private final RecentHistories histories;
  private final PairCounts pairs;
  private final int[] occurrences;

  private ItemItem(EventLog log, double fading) {
    this.log = log;
    this.fading = fading;
    histories = new RecentHistories(log);
    pairs = new PairCounts(log.items());
    occurrences = new int[log.items()];
  }

  static Model model() {
    return new Model() {
      @Override
      public String name() {
        return "item-item";
      }

      @Override
      public boolean seeded() {
        return false;
      }

      @Override
      public Recommender fit(Lesson lesson) {
        double fading = lesson.choose(name(), FADINGS, fade -> new ItemItem(lesson.log(), fade));
        return new ItemItem(lesson.log(), fading);
      }
    };
  }

  @Override
  public void learn(int event) {
    if (log.kind(event).counted()) {
      int item = log.item(event);
      RecentItems recent = histories.of(log.customer(event));
      for (int lag = 1; lag <= Math.min(recent.size(), WINDOW); lag++) {
        int other = recent.get(lag);
        if (other != item) {
          pairs.increment(item, other);
          pairs.increment(other, item);
        }
      }
      occurrences[item]++;
    }
    remember(event);
  }

  @Override
  public void remember(int event) {
    if (log.kind(event).counted()) {
      histories.push(event);
    }
  }

  @Override
  public void score(int customer, long second, double[] scores) {
    java.util.Arrays.fill(scores, 0);
    RecentItems recent = histories.of(customer);
    double weight = 1;
    int window = Math.min(recent.size(), LONGEST_WINDOW);
    for (int lag = 1; lag <= window && weight >= SMALLEST_WEIGHT; lag++) {
      int item = recent.get(lag);
      double share = weight / Math.sqrt(occurrences[item] + SHRINKAGE);
      pairs.forEach(item, (other, count) -> scores[other] += share * count);
      weight *= fading;
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] /= Math.sqrt(occurrences[i] + SHRINKAGE);
    }
  }

  @Override
  public long stateBytes() {
    return 4L * WINDOW;
  }

  @Override
  public String settings() {
    return "fading " + fading;
  }
}
