package dev.ricordo.lab;

import dev.ricordo.lab.evaluate.Ranks;
import dev.ricordo.lab.evaluate.Respondent;
import dev.ricordo.lab.evaluate.Scoreboard;
import dev.ricordo.lab.evaluate.Scoreboard.Metrics;
import dev.ricordo.lab.evaluate.Script;
import dev.ricordo.lab.evaluate.Split;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.Recommender;
import dev.ricordo.lab.train.LearningCurve;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Plays the test to a recommender and counts, all cases and the special ones apart. */
final class Exam implements Respondent {

  /** Without a session of its own, an event after so many seconds begins a new one. */
  private static final long SESSION_PAUSE_SECONDS = 30 * 60;

  private final EventLog log;
  private final Split split;
  private final Recommender recommender;
  private final double[] scores;
  private final BitSet[] had;
  private final int[] lastEvent;
  private final Ranks.Builder ranks;

  Exam(EventLog log, Split split, Recommender recommender) {
    this.log = log;
    this.split = split;
    this.recommender = recommender;
    scores = new double[log.items()];
    had = new BitSet[log.customers()];
    lastEvent = new int[log.customers()];
    ranks = new Ranks.Builder(split.test().asks());
    java.util.Arrays.fill(lastEvent, -1);
  }

  @Override
  public void learn(int event) {
    told(event);
    recommender.learn(event);
  }

  @Override
  public void remember(int event) {
    told(event);
    recommender.remember(event);
  }

  private void told(int event) {
    int customer = log.customer(event);
    lastEvent[customer] = event;
    int item = log.item(event);
    if (!split.trained(item)) {
      BitSet items = had[customer];
      if (items == null) {
        items = new BitSet();
        had[customer] = items;
      }
      items.set(item);
    }
  }

  @Override
  public void ask(int event, boolean[] allowed) {
    int item = log.item(event);
    recommender.score(log.customer(event), log.second(event), scores);
    double rank = Scoreboard.rank(scores, allowed, item);
    boolean cold =
        Double.isFinite(rank) && !split.trained(item) && known(item) && !hadBefore(event);
    ranks.add(event, rank, cold, firstOfSession(event));
  }

  /** Whether some event told so far can have named the item. */
  private boolean known(int item) {
    return split.test().candidates() == Script.Candidates.KNOWN || split.trained(item);
  }

  private boolean hadBefore(int event) {
    BitSet items = had[log.customer(event)];
    return items != null && items.get(log.item(event));
  }

  private boolean firstOfSession(int event) {
    int last = lastEvent[log.customer(event)];
    if (last < 0) {
      return true;
    }
    if (log.session(event) != EventLog.NO_SESSION) {
      return log.session(event) != log.session(last);
    }
    return log.second(event) - log.second(last) > SESSION_PAUSE_SECONDS;
  }

  /** The answers of all cases, after the test was played. */
  Ranks ranks() {
    return ranks.build();
  }

  EvaluationReport.Result result(
      String model,
      long seed,
      double trainSeconds,
      double evalSeconds,
      @Nullable LearningCurve learning,
      String settings) {
    Ranks all = ranks();
    Metrics metrics = all.metrics(i -> true);
    Metrics cold = all.metrics(all::cold);
    long firstEver = all.metrics(i -> Double.isInfinite(all.rank(i))).cases();
    boolean stream = split.test().candidates() == Script.Candidates.KNOWN;
    return new EvaluationReport.Result(
        model,
        seed,
        metrics.ndcg10(),
        metrics.hr10(),
        metrics.mrr(),
        metrics.hr50(),
        cold.cases() == 0 ? null : cold.hr10(),
        cold.cases(),
        firstEver / (double) Math.max(metrics.cases(), 1),
        metrics.cases(),
        recommender.stateBytes(),
        trainSeconds,
        evalSeconds,
        stream ? all.metrics(all::firstOfSession) : null,
        stream ? quarters(all) : null,
        learning,
        settings);
  }

  private static List<Metrics> quarters(Ranks all) {
    return IntStream.range(0, Ranks.QUARTERS)
        .mapToObj(quarter -> all.metrics(i -> all.quarter(i) == quarter))
        .toList();
  }
}
