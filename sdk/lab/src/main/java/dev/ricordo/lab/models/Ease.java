package dev.ricordo.lab.models;

import dev.ricordo.RicordoException;
import dev.ricordo.djl.Device;
import dev.ricordo.djl.MatrixInverse;
import dev.ricordo.lab.evaluate.Script;
import dev.ricordo.lab.evaluate.Split;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.memory.RecentItems;
import java.util.Arrays;
import java.util.List;

/**
 * The closed-form autoencoder <i>EASE</i> (arXiv 1905.03375) over the items that customers had in
 * training; of the events after it, it sees the customer's own as a query.
 *
 * <pre>
 *   P = (X'X + lambda I)^-1     B = I - P diag(1 / diag P)
 *   score(i) = sum over the customer's distinct last 50 items x of f^(k-1) B(x, i),  k its latest lag
 * </pre>
 *
 * <p>X is 1 where a customer had an item. Lambda and the fading f are chosen on the validation.
 * Differs from the paper in f, which is 1 there. P is computed in single precision, see {@link
 * MatrixInverse}: X'X + lambda I has a condition number below its largest eigenvalue over lambda,
 * so the scores carry four digits or more, which is enough to rank.
 */
final class Ease implements Recommender {

  /** The most items that are accepted: P takes 900 MB then. */
  static final int MOST_ITEMS = 15_000;

  private static final List<Double> LAMBDAS = List.of(10.0, 30.0, 100.0, 300.0, 1_000.0);
  private static final List<Double> FADINGS = List.of(1.0, 0.9, 0.8, 0.65, 0.5, 0.35, 0.2);
  private static final double LAMBDAS_TRIED_WITH = 0.8;
  private static final int CASES = 8_000;
  private static final int LAST_ITEMS = 50;

  private final EventLog log;
  private final Regression regression;
  private final double fading;
  private final RecentHistories histories;

  private Ease(EventLog log, Regression regression, double fading) {
    this.log = log;
    this.regression = regression;
    this.fading = fading;
    histories = new RecentHistories(log);
  }

  /** What was learned: B, kept as P and the places of the items in it. */
  private static final class Regression {

    private static final int UNTRAINED = -1;

    final double lambda;
    final int[] items;
    final int[] rows;
    final float[] inverse;

    /** Of the inverse, together: read from where they stand, each would be far from the last. */
    final float[] diagonal;

    Regression(EventLog log, int[] events, double lambda, Device device) {
      this.lambda = lambda;
      int[] counted = Arrays.stream(events).filter(event -> log.kind(event).counted()).toArray();
      items = Arrays.stream(counted).map(log::item).distinct().sorted().toArray();
      requireFew(items.length);
      rows = new int[log.items()];
      Arrays.fill(rows, UNTRAINED);
      for (int row = 0; row < items.length; row++) {
        rows[items[row]] = row;
      }
      inverse = MatrixInverse.of(gram(log, counted), items.length, device);
      diagonal = new float[items.length];
      for (int row = 0; row < diagonal.length; row++) {
        diagonal[row] = inverse[row * items.length + row];
      }
    }

    /** X'X + lambda I {@code [n, n]}. */
    private float[] gram(EventLog log, int[] counted) {
      int n = items.length;
      float[] gram = new float[n * n];
      for (int[] history : log.byCustomer(counted)) {
        int[] had = Arrays.stream(history).map(e -> rows[log.item(e)]).distinct().toArray();
        for (int one : had) {
          for (int other : had) {
            gram[one * n + other]++;
          }
        }
      }
      for (int row = 0; row < n; row++) {
        gram[row * n + row] += (float) lambda;
      }
      return gram;
    }

    /** Adds {@code weight B(item, i)} to the score of every item i. */
    void add(int item, double weight, double[] scores) {
      int n = items.length;
      int from = rows[item] * n;
      for (int row = 0; row < n; row++) {
        scores[items[row]] -= weight * inverse[from + row] / diagonal[row];
      }
      // B is 0 on its diagonal: an item says nothing for itself.
      scores[item] += weight;
    }
  }

  static void requireFew(int items) {
    if (items > MOST_ITEMS) {
      throw new RicordoException(
          String.format(
              "ease: the log names %d items in training, at most %d can be inverted; leave ease out",
              items, MOST_ITEMS));
    }
  }

  /** Trained on some events with given settings. */
  static Ease of(EventLog log, int[] events, double lambda, double fading, Device device) {
    return new Ease(log, new Regression(log, events, lambda, device), fading);
  }

  static Model model() {
    return new Model() {
      @Override
      public String name() {
        return "ease";
      }

      @Override
      public boolean seeded() {
        return false;
      }

      @Override
      public Recommender fit(Lesson lesson) {
        return Ease.fit(lesson);
      }
    };
  }

  private static Recommender fit(Lesson lesson) {
    EventLog log = lesson.log();
    Device device = lesson.bases().device();
    Split split = lesson.split();
    int[] choosing = split.choosing().training();
    Script script = split.validation().thinned(CASES);
    Regression chosen = best(lesson, choosing, script, device);
    double fading =
        lesson.choose("ease: fading", FADINGS, script, fade -> new Ease(log, chosen, fade));
    Regression tested =
        split.choosing() == split
            ? chosen
            : new Regression(log, split.training(), chosen.lambda, device);
    return new Ease(log, tested, fading);
  }

  /** The regression whose lambda is best; two at a time, for each takes hundreds of megabytes. */
  private static Regression best(Lesson lesson, int[] events, Script script, Device device) {
    EventLog log = lesson.log();
    Regression best = new Regression(log, events, LAMBDAS.get(0), device);
    double bestQuality = quality(lesson, best, script);
    for (double lambda : LAMBDAS.subList(1, LAMBDAS.size())) {
      Regression tried = new Regression(log, events, lambda, device);
      double quality = quality(lesson, tried, script);
      if (quality > bestQuality) {
        best = tried;
        bestQuality = quality;
      }
    }
    return best;
  }

  private static double quality(Lesson lesson, Regression tried, Script script) {
    Ease ease = new Ease(lesson.log(), tried, LAMBDAS_TRIED_WITH);
    return lesson.quality("ease: lambda " + tried.lambda, ease, script);
  }

  @Override
  public void learn(int event) {
    remember(event);
  }

  @Override
  public void remember(int event) {
    if (log.kind(event).counted() && regression.rows[log.item(event)] != Regression.UNTRAINED) {
      histories.push(event);
    }
  }

  @Override
  public void score(int customer, long second, double[] scores) {
    Arrays.fill(scores, 0);
    RecentItems recent = histories.of(customer);
    double weight = 1;
    for (int lag = 1; lag <= Math.min(recent.size(), LAST_ITEMS); lag++) {
      if (!cameAgain(recent, lag)) {
        regression.add(recent.get(lag), weight, scores);
      }
      weight *= fading;
    }
  }

  /** Whether the item of a lag has come again since. */
  private static boolean cameAgain(RecentItems recent, int lag) {
    for (int later = 1; later < lag; later++) {
      if (recent.get(later) == recent.get(lag)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long stateBytes() {
    return 4L * LAST_ITEMS;
  }

  @Override
  public String settings() {
    return "lambda " + regression.lambda + ", fading " + fading;
  }
}
