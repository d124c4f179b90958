package dev.ricordo.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreboardTest {

  @Test
  void rank_agreesWithANaiveCountOverManyRandomCases() {
    Random random = new Random(1);
    for (int round = 0; round < 2_000; round++) {
      int n = 2 + random.nextInt(30);
      double[] scores = random.ints(n, 0, 6).asDoubleStream().toArray();
      boolean[] allowed = new boolean[n];
      for (int i = 0; i < n; i++) {
        allowed[i] = random.nextInt(4) > 0;
      }
      int item = random.nextInt(n);
      allowed[item] = true;
      assertThat(Scoreboard.rank(scores, allowed, item))
          .as("seed 1, round %d", round)
          .isEqualTo(naiveRank(scores, allowed, item));
    }
  }

  /** The mean over the first and the last place that equal scores could get. */
  private static double naiveRank(double[] scores, boolean[] allowed, int item) {
    int best = 1;
    int worst = 0;
    for (int i = 0; i < scores.length; i++) {
      if (allowed[i]) {
        best += scores[i] > scores[item] ? 1 : 0;
        worst += scores[i] >= scores[item] ? 1 : 0;
      }
    }
    return (best + worst) / 2.0;
  }

  @Test
  void itemThatIsNoCandidate_isAMiss() {
    Scoreboard board = new Scoreboard();
    board.add(Scoreboard.rank(new double[] {5, 1}, new boolean[] {false, true}, 0));
    assertThat(board.metrics()).isEqualTo(new Scoreboard.Metrics(0, 0, 0, 0, 1));
  }

  @Test
  void metrics_areMeansOverCases() {
    Scoreboard board = new Scoreboard();
    board.add(1);
    board.add(3);
    board.add(10.5);
    board.add(60);
    Scoreboard.Metrics metrics = board.metrics();
    assertThat(metrics.ndcg10()).isCloseTo((1 + 0.5) / 4, within(1e-12));
    assertThat(metrics.hr10()).isEqualTo(0.5);
    assertThat(metrics.hr50()).isEqualTo(0.75);
    assertThat(metrics.mrr()).isCloseTo((1 + 1 / 3.0 + 1 / 10.5 + 1 / 60.0) / 4, within(1e-12));
    assertThat(metrics.cases()).isEqualTo(4);
  }

  @Test
  void allTied_ranksInTheMiddle() {
    assertThat(Scoreboard.rank(new double[5], new boolean[] {true, true, true, true, true}, 0))
        .isEqualTo(3);
  }
}
