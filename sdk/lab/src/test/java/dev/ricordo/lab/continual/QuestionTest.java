package dev.ricordo.lab.continual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {

  private static final World WORLD = new World(3, 0, 6);

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 1, 1", "2, 0, 1", "9, 0, 1", "10, 0, 0"})
  void hit_saysHowHighTheItemStands(int item, double hr2, double hr10) {
    double[] scores = new double[18];
    Arrays.setAll(scores, i -> -i);
    Findings findings = new Findings();
    new Question.Hit("s", "p", item).judge(scores, findings);
    assertThat(findings.figures())
        .containsExactly(
            new Figure("s", "p", "hr@2", hr2, 1), new Figure("s", "p", "hr@10", hr10, 1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void share_isThatOfTheTenBest(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] scores = random.ints(18, 0, 6).asDoubleStream().toArray();
    Integer[] order = new Integer[18];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a]));
    double expected =
        Arrays.stream(order).limit(10).filter(item -> WORLD.category(item) == 1).count() / 10.0;
    Findings findings = new Findings();
    new Question.Share("s", "p", WORLD, 1).judge(scores, findings);
    assertThat(findings.figures())
        .as("seed " + seed)
        .containsExactly(new Figure("s", "p", "share@10", expected, 1));
  }
}
