package dev.ricordo.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ricordo.Ranking.Contributions;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.Gate;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Readout;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.collective.TransitionCounts;
import dev.ricordo.collective.Transitions;
import dev.ricordo.event.EventKind;
import dev.ricordo.memory.RecentItems;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlendTest {

  private static final int ITEMS = 30;
  private static final long NOW = 1_000_000;

  private final Random random = new Random(7);
  private final RecentItems recent = new RecentItems();
  private final CollectiveSums sums =
      new CollectiveSums(CollectiveRules.DEFAULT, Categories.none());
  private final TransitionCounts counts = sums.transitions();
  private final float[] own = new float[ITEMS];
  private final boolean[] cold = new boolean[ITEMS];

  BlendTest() {
    for (int customer = 0; customer < 20; customer++) {
      Contribution contribution = sums.emptyContribution();
      for (int i = 0; i < 15; i++) {
        int item = random.nextInt(ITEMS - 5);
        contribution.observe(item, EventKind.VIEW, i, sums);
      }
    }
    for (int i = 0; i < 40; i++) {
      recent.push(random.nextInt(ITEMS), NOW - 40 * 3_000 + 3_000L * i);
    }
    for (int i = 0; i < ITEMS; i++) {
      own[i] = (float) random.nextGaussian();
      cold[i] = i % 7 == 0;
    }
  }

  @Test
  void gatedScores_followTheFormula() {
    double[] parameters = parameters();
    double[] scores = mixed(new Blend(Mix.gated(Gate.of(parameters), 0), cold));
    double normaliser = Mixer.logSumExp(own);
    Habits habits = Habits.of(recent, NOW);
    double likeliest = Double.NEGATIVE_INFINITY;
    for (float score : own) {
      likeliest = Math.max(likeliest, score - normaliser);
    }
    GateFeatures features = GateFeatures.of(recent, habits, counts, NOW, likeliest);
    GateNetwork.Output output = new GateNetwork(parameters).run(features);
    double[] w = output.weights();
    for (int i = 0; i < ITEMS; i++) {
      double s = 0;
      double reached = 0;
      for (int lag = 1; lag <= 10; lag++) {
        int x = recent.get(lag);
        s += output.forward()[lag - 1] * counts.count(x, i) / (counts.total(x) + one());
        s += output.backward()[lag - 1] * counts.count(i, x) / (counts.totalTo(x) + one());
      }
      for (int x = 0; x < ITEMS; x++) {
        reached += counts.count(x, i) / one();
      }
      double expected =
          w[0] * (own[i] - normaliser)
              + w[1] * Math.log1p(s / 1e-3)
              + w[2] * Math.log1p(reached)
              + (cold[i] ? w[3] + w[4] * Math.log1p(s / 1e-3) : 0);
      for (int index = 0; index < habits.size(); index++) {
        for (int m = 0; habits.item(index) == i && m < Gate.HABITS; m++) {
          expected += w[5 + m] * habits.logarithms(index)[m];
        }
      }
      assertThat(scores[i]).as("item " + i).isCloseTo(expected, within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("mixes")
  void partsOfAllItems_addUpToTheScores(Mix mix) {
    Blend.Draft draft = new Blend(mix, cold).draft(own, recent, NOW);
    draft.read(sums);
    Blend.Scores scores = draft.finish();
    for (int i = 0; i < ITEMS; i++) {
      Contributions parts = scores.parts(i);
      assertThat(parts.own() + parts.collective() + parts.repeats()).isEqualTo(scores.mixed()[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("mixes")
  void excerptOfTheCounts_givesTheSameScores(Mix mix) {
    Blend blend = new Blend(mix, cold);
    Blend.Draft draft = blend.draft(own, recent, NOW);
    draft.read(sums.excerpt(recent, Transitions.WINDOW + 1, sums.emptyContribution()));
    assertThat(draft.finish().mixed()).isEqualTo(mixed(blend));
  }

  @Test
  void customerWithoutHistory_isAnsweredByOwnScoresAndPopularity() {
    Blend.Draft draft =
        new Blend(Mix.gated(Gate.of(parameters()), 0), cold).draft(own, new RecentItems(), NOW);
    draft.read(sums);
    Blend.Scores scores = draft.finish();
    for (int i = 0; i < ITEMS; i++) {
      assertThat(scores.mixed()[i]).isFinite();
      assertThat(scores.parts(i).repeats()).isZero();
    }
  }

  static Mix[] mixes() {
    return new Mix[] {
      new Mix(Mix.Family.LOG, 2, 1, 0, new Readout(0.5, true)),
      new Mix(Mix.Family.LINEAR, 2, 1, 0),
      Mix.gated(Gate.of(parameters()), 0)
    };
  }

  private double[] mixed(Blend blend) {
    Blend.Draft draft = blend.draft(own, recent, NOW);
    draft.read(sums);
    return draft.finish().mixed();
  }

  private static double one() {
    return Transitions.ONE;
  }

  private static double[] parameters() {
    return new Random(3).doubles(Gate.size(), -0.5, 0.5).toArray();
  }
}
