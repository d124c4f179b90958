package dev.ricordo.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ricordo.base.Base;
import dev.ricordo.base.Gate;
import dev.ricordo.base.Mix;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.SyntheticLog;
import dev.ricordo.lab.evaluate.Examiner;
import dev.ricordo.lab.evaluate.Respondent;
import dev.ricordo.lab.evaluate.Scoreboard;
import dev.ricordo.lab.evaluate.Split;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.GateLevels;
import dev.ricordo.lab.models.HopeNet;
import dev.ricordo.lab.models.Mixed;
import dev.ricordo.rank.GateFeatures;
import dev.ricordo.rank.GateNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateTrainingTest {

  private static final Mix FIXED = new Mix(Mix.Family.LOG, 2, 0, 0);

  @TempDir Path folder;
  private EventLog log;
  private Split split;
  private Base base;
  private List<GateCase> cases;
  private boolean[] cold;

  @BeforeEach
  void collectCases() {
    log = SyntheticLog.log(folder, 60, 4);
    split = Split.prequential(log);
    base = MixSearchTest.untrained(log, split);
    HopeNet net = new HopeNet(log, base);
    cases = GatePanel.collect(log, net, FIXED, split.validation(), Progress.silent(), "test");
    cold = new boolean[log.items()];
    for (int item = 0; item < cold.length; item++) {
      cold[item] = !net.knows(item);
    }
  }

  @Test
  void gradient_agreesWithFiniteDifferences() {
    GateTraining training = new GateTraining(cold, GateLevels.ALL, 5);
    training.fit(cases, 1);
    double[] gradient = training.gradient(cases).clone();
    double step = 1e-5;
    for (int i = 0; i < gradient.length; i += 3) {
      double up = training.surpriseWith(cases, i, step);
      double down = training.surpriseWith(cases, i, -step);
      double expected = (up - down) / (2 * step);
      assertThat(gradient[i])
          .as("parameter " + i)
          .isCloseTo(expected, within(1e-3 * (1 + Math.abs(expected))));
    }
  }

  @Test
  void servedGate_givesTheScoresThatWereFitted() {
    GateTraining training = new GateTraining(cold, GateLevels.ALL, 5);
    Gate gate = training.fit(cases, 2);
    GateNetwork network = new GateNetwork(gate.numbers());
    Mixed served = mixed(gate, base);
    List<float[]> popularities = new ArrayList<>();
    List<double[]> answers = new ArrayList<>();
    play(
        served,
        (item, allowed, scores) -> {
          if (allowed[item]) {
            answers.add(scores.clone());
            float[] popularity = new float[scores.length];
            served.counts().popularity(popularity);
            popularities.add(popularity);
          }
        });
    assertThat(answers).hasSameSizeAs(cases);
    for (int i = 0; i < cases.size(); i++) {
      GateCase one = cases.get(i);
      training.forward(one);
      double q = network.run(one.features).weights()[GateNetwork.POPULARITY];
      for (int item = 0; item < log.items(); item++) {
        if (one.own[item] != GateCase.NOT_ALLOWED) {
          // While fitting, popularity is as of up to 64 cases ago.
          double since = q * (popularities.get(i)[item] - one.popularity[item]);
          assertThat(answers.get(i)[item])
              .as("case %d, item %d", i, item)
              .isCloseTo(training.scores()[item] + since, within(1e-4));
        }
      }
    }
  }

  @Test
  void gateIsFittedOnCounts_thatTheFixedWeightsDoNotRead() {
    List<GateCase> uncounted =
        GatePanel.collect(
            log, new HopeNet(log, base), Mix.own(0), split.validation(), Progress.silent(), "test");
    for (int i = 0; i < cases.size(); i++) {
      assertThat(uncounted.get(i).shares).as("case " + i).containsExactly(cases.get(i).shares);
    }
  }

  @Test
  void fittedGate_ranksBetterThanItsStart() {
    GateTraining training = new GateTraining(cold, GateLevels.ALL, 5);
    double before = ndcg10(Mix.gated(training.fit(cases, 0), FIXED.coldBias()));
    double after = ndcg10(Mix.gated(training.fit(cases, 8), FIXED.coldBias()));
    assertThat(after).isGreaterThan(before);
  }

  @Test
  void levelLeftOut_getsNoWeight() {
    Gate gate = new GateTraining(cold, new GateLevels(false, true, true), 5).fit(cases, 2);
    List<double[]> with = answers(mixed(gate, base));
    List<double[]> without = answers(mixed(gate, MixSearchTest.untrained(log, split, 2)));
    for (int i = 0; i < with.size(); i++) {
      for (int item = 0; item < log.items(); item++) {
        assertThat(with.get(i)[item]).isCloseTo(without.get(i)[item], within(1e-6));
      }
    }
  }

  @Test
  void levelLeftOut_saysNothingThroughTheContextEither() {
    GateLevels uncounted = new GateLevels(true, false, true);
    GateNetwork network =
        new GateNetwork(new GateTraining(cold, uncounted, 5).fit(cases, 2).numbers());
    assertThat(cases).anyMatch(one -> one.features.context()[GateFeatures.KNOWN] > 0);
    for (GateCase one : cases) {
      double[] weights = network.run(one.features).weights();
      double[] context = one.features.context();
      double known = context[GateFeatures.KNOWN];
      context[GateFeatures.KNOWN] = 1 - known;
      assertThat(network.run(one.features).weights()).containsExactly(weights);
      context[GateFeatures.KNOWN] = known;
    }
  }

  private Mixed mixed(Gate gate, Base net) {
    return new Mixed(log, new HopeNet(log, net), Mix.gated(gate, FIXED.coldBias()));
  }

  private double ndcg10(Mix mix) {
    Mixed mixed = new Mixed(log, new HopeNet(log, base), mix);
    Scoreboard board = new Scoreboard();
    play(mixed, (event, allowed, scores) -> board.add(Scoreboard.rank(scores, allowed, event)));
    return board.metrics().ndcg10();
  }

  private List<double[]> answers(Mixed mixed) {
    List<double[]> answers = new ArrayList<>();
    play(
        mixed,
        (item, allowed, scores) -> {
          if (allowed[item]) {
            answers.add(scores.clone());
          }
        });
    return answers;
  }

  private interface Answer {
    void given(int item, boolean[] allowed, double[] scores);
  }

  private void play(Mixed mixed, Answer answer) {
    double[] scores = new double[log.items()];
    Examiner.play(
        log,
        split.validation(),
        new Respondent() {
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
            mixed.score(log.customer(event), log.second(event), scores);
            answer.given(log.item(event), allowed, scores);
          }
        },
        Progress.silent().start("test", 0));
  }
}
