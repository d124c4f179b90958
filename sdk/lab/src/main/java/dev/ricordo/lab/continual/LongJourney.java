package dev.ricordo.lab.continual;

import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.Recommender;
import java.util.Arrays;
import java.util.List;

/**
 * One customer who goes on for thousands of events, and a second who does exactly the same
 * afterwards: the replay.
 */
final class LongJourney {

  /** The scenario's name. */
  static final String NAME = "journey";

  private static final int PARTS = 10;
  private static final int LONG_ABSENCE = 20;

  private final List<Journey.Step> steps;
  private final int[] events;
  private final int[] replay;

  LongJourney(List<Journey.Step> steps, int[] events, int[] replay) {
    this.steps = steps;
    this.events = events;
    this.replay = replay;
  }

  /**
   * Measures, tenth by tenth of the journey, bytes kept, the middle time for an event and an
   * answer, HR@2 at returns after 20 events or more; then how many scores of the replay differ in
   * any bit.
   */
  void play(Recommender model, EventLog log, Findings findings) {
    int part = Math.max(1, events.length / PARTS);
    for (int from = 0; from < events.length; from += part) {
      playPart(model, log, from, Math.min(from + part, events.length), findings);
    }
    double[] scores = new double[log.items()];
    model.score(log.customer(events[0]), end(log), scores);
    findings.add(NAME, "replay", "scoresThatDiffer", differences(model, log, scores));
  }

  private void playPart(Recommender model, EventLog log, int from, int to, Findings findings) {
    String at = String.valueOf(to);
    double[] scores = new double[log.items()];
    long[] nanos = new long[to - from];
    for (int i = from; i < to; i++) {
      long start = System.nanoTime();
      model.score(log.customer(events[i]), log.second(events[i]), scores);
      model.remember(events[i]);
      nanos[i - from] = System.nanoTime() - start;
      findings.add(NAME, at, "notFinite", notFinite(scores));
      if (returned(steps.get(i))) {
        new Question.Hit(NAME, at, steps.get(i).item()).judge(scores, findings);
      }
    }
    Arrays.sort(nanos);
    findings.add(NAME, at, "microsPerEvent", nanos[nanos.length / 2] / 1e3);
    findings.add(NAME, at, "stateBytes", (double) model.stateBytes());
  }

  /** A moment after the last event. */
  private long end(EventLog log) {
    return log.second(events[events.length - 1]) + 1;
  }

  private static boolean returned(Journey.Step step) {
    return step.favourite() && step.place() >= 1 && step.place() < 4 && step.away() >= LONG_ABSENCE;
  }

  private static double notFinite(double[] scores) {
    return (double) Arrays.stream(scores).filter(score -> !Double.isFinite(score)).count();
  }

  private double differences(Recommender model, EventLog log, double[] scores) {
    for (int event : replay) {
      model.remember(event);
    }
    double[] again = new double[scores.length];
    model.score(log.customer(replay[0]), end(log), again);
    int different = 0;
    for (int item = 0; item < scores.length; item++) {
      if (Double.doubleToLongBits(scores[item]) != Double.doubleToLongBits(again[item])) {
        different++;
      }
    }
    return different;
  }
}
