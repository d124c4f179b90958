package dev.ricordo.lab.models;

import dev.ricordo.lab.log.EventLog;
import java.util.Arrays;
import java.util.List;

/**
 * How often each item occurred, an event fading with the number of events after it; how fast it
 * fades is chosen on the validation.
 */
final class Popularity implements Recommender {

  /** Events after which an event counts one half; infinity for never. */
  private static final List<Double> HALF_LIVES =
      List.of(
          Double.POSITIVE_INFINITY,
          100_000.0,
          30_000.0,
          10_000.0,
          3_000.0,
          1_000.0,
          300.0,
          100.0,
          30.0,
          10.0);

  private static final double RESCALE_AT = 1e200;

  private final EventLog log;
  private final double halfLife;
  private final double growth;
  private final double[] counts;
  private double weight = 1;

  private Popularity(EventLog log, double halfLife) {
    this.log = log;
    this.halfLife = halfLife;
    growth = Math.pow(2, 1 / halfLife);
    counts = new double[log.items()];
  }

  static Model model() {
    return new Model() {
      @Override
      public String name() {
        return "popularity";
      }

      @Override
      public boolean seeded() {
        return false;
      }

      @Override
      public Recommender fit(Lesson lesson) {
        double halfLife =
            lesson.choose(name(), HALF_LIVES, life -> new Popularity(lesson.log(), life));
        return new Popularity(lesson.log(), halfLife);
      }
    };
  }

  @Override
  public void learn(int event) {
    if (log.kind(event).counted()) {
      weight *= growth;
      counts[log.item(event)] += weight;
      if (weight > RESCALE_AT) {
        Arrays.setAll(counts, i -> counts[i] / weight);
        weight = 1;
      }
    }
  }

  @Override
  public void remember(int event) {}

  @Override
  public void score(int customer, long second, double[] scores) {
    System.arraycopy(counts, 0, scores, 0, counts.length);
  }

  @Override
  public long stateBytes() {
    return 0;
  }

  @Override
  public String settings() {
    return "half-life " + halfLife + " events";
  }
}
