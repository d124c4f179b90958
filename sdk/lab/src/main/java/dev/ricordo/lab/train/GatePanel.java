package dev.ricordo.lab.train;

import dev.ricordo.base.Mix;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.evaluate.Examiner;
import dev.ricordo.lab.evaluate.Respondent;
import dev.ricordo.lab.evaluate.Scoreboard;
import dev.ricordo.lab.evaluate.Script;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.Mixed;
import dev.ricordo.lab.models.Net;
import java.util.ArrayList;
import java.util.List;

/** Collects the questions that a gate is fitted on, in their order, within a bound of memory. */
/*
 * When the cases have outgrown the bound, every second one is dropped and from then on only every
 * second question is kept: what remains is spread evenly over the script.
 */
final class GatePanel {

  private static final long MAX_BYTES = 1_200L << 20;
  private static final int POPULARITY_EVERY = 64;

  private final EventLog log;
  private final Mixed mixed;
  private final List<GateCase> cases = new ArrayList<>();
  private final double[] scores;
  private float[] popularityThen = {};
  private long bytes;
  private int stride = 1;
  private int questions;

  private GatePanel(EventLog log, Net net, Mix fixed) {
    this.log = log;
    // Fixed weights may read no counts; the gate is fitted on them all the same.
    mixed = Mixed.counting(log, net, fixed);
    scores = new double[log.items()];
  }

  /**
   * Plays a script to a net that has read nothing yet.
   *
   * @param fixed the mix with fixed weights that the gate is compared with; its cold bias is the
   *     gate's as well
   */
  static List<GateCase> collect(
      EventLog log, Net net, Mix fixed, Script script, Progress progress, String name) {
    GatePanel panel = new GatePanel(log, net, fixed);
    try (Progress.Bar bar = progress.start(name + ": gate, cases", script.size())) {
      Examiner.play(log, script, panel.respondent(), bar);
    }
    return panel.cases;
  }

  private Respondent respondent() {
    return new Respondent() {
      @Override
      public void learn(int event) {
        mixed.learn(event);
      }

      @Override
      public void remember(int event) {
        mixed.remember(event);
      }

      @Override
      public void ask(int event, boolean[] allowed) {
        // An item that nobody has had is no candidate yet: nothing to learn from it.
        if (allowed[log.item(event)] && questions++ % stride == 0) {
          keep(event, allowed);
        }
      }
    };
  }

  private void keep(int event, boolean[] allowed) {
    mixed.score(log.customer(event), log.second(event), scores);
    double fixedRank = Scoreboard.rank(scores, allowed, log.item(event));
    if (cases.size() % POPULARITY_EVERY == 0) {
      popularityThen = new float[scores.length];
      mixed.counts().popularity(popularityThen);
      bytes += 4L * popularityThen.length;
    }
    GateCase kept = new GateCase(log, mixed, event, allowed, popularityThen, fixedRank);
    cases.add(kept);
    bytes += kept.bytes();
    if (bytes > MAX_BYTES) {
      thin();
    }
  }

  private void thin() {
    List<GateCase> all = new ArrayList<>(cases);
    cases.clear();
    bytes = 0;
    for (int i = 0; i < all.size(); i += 2) {
      cases.add(all.get(i));
      bytes += all.get(i).bytes();
    }
    stride *= 2;
  }
}
