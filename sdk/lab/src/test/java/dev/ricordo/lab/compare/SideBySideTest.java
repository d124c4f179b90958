package dev.ricordo.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ricordo.lab.evaluate.Metric;
import dev.ricordo.lab.evaluate.Ranks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SideBySideTest {

  private static final int[] CUSTOMERS = {7, 7, 8, 9};

  @Test
  void summary_isMeanAndDeviationOverSeeds() {
    Summary summary =
        sides(Map.of("a", List.of(ranks(1, 1, 20, 20), ranks(1, 20, 20, 20)))).summaries().get(0);
    assertThat(summary.seeds()).containsExactly(1L, 2L);
    assertThat(summary.mean()).containsEntry("hr@10", 0.375);
    assertThat(summary.sd().get("hr@10")).isCloseTo(Math.sqrt(2 * 0.125 * 0.125), within(1e-12));
    assertThat(summary.low().get("hr@10")).isLessThanOrEqualTo(0.375);
    assertThat(summary.high().get("hr@10")).isGreaterThanOrEqualTo(0.375);
  }

  @Test
  void oneSeed_hasNoDeviation() {
    assertThat(sides(Map.of("a", List.of(ranks(1, 2, 3, 4)))).summaries().get(0).sd()).isEmpty();
  }

  @Test
  void ratioOverSeeds_isTheRatioOfTheMeans() {
    Map<String, List<Ranks>> answers = new LinkedHashMap<>();
    answers.put("a", List.of(ranks(1, 1, 20, 20), ranks(1, 20, 20, 20)));
    answers.put("b", List.of(ranks(20, 20, 20, 1), ranks(20, 20, 20, 1)));
    Comparison comparison = sides(answers).compare(Metric.HR10, "a", "b").orElseThrow();
    assertThat(comparison.ratio()).isEqualTo(0.375 / 0.25);
    assertThat(comparison.difference()).isEqualTo(0.125);
  }

  @Test
  void modelThatLacksASeed_isComparedWithNoneThatHasIt() {
    Map<String, List<Ranks>> answers = new LinkedHashMap<>();
    answers.put("a", List.of(ranks(1, 1, 20, 20), ranks(1, 20, 20, 20)));
    answers.put("b", List.of(ranks(20, 20, 20, 1)));
    answers.put("c", List.of(ranks(1, 1, 1, 20), ranks(1, 1, 1, 20)));
    SideBySide sides = sides(answers);
    assertThat(sides.compare(Metric.HR10, "a", "b")).isEmpty();
    assertThat(sides.comparisons()).isNotEmpty().extracting(Comparison::b).containsOnly("c");
    assertThat(sides.summaries()).hasSize(3);
  }

  @Test
  void metricWithoutCases_isLeftOut() {
    Map<String, List<Ranks>> answers = new LinkedHashMap<>();
    answers.put("a", List.of(ranks(1, 2, 3, 4)));
    answers.put("b", List.of(ranks(2, 1, 3, 4)));
    SideBySide sides = sides(answers);
    assertThat(sides.compare(Metric.COLD_HR10, "a", "b")).isEmpty();
    assertThat(sides.comparisons())
        .extracting(Comparison::metric)
        .contains("ndcg@10")
        .doesNotContain("coldItemHr@10");
  }

  @Test
  void firstModel_isComparedWithEachOther() {
    Map<String, List<Ranks>> answers = new LinkedHashMap<>();
    for (String model : List.of("x", "y", "z")) {
      answers.put(model, List.of(ranks(1, 2, 3, 4)));
    }
    assertThat(sides(answers).comparisons())
        .allSatisfy(comparison -> assertThat(comparison.a()).isEqualTo("x"))
        .extracting(Comparison::b)
        .containsOnly("y", "z");
  }

  @Test
  void answersToOtherQuestions_areRefused() {
    Map<String, List<Ranks>> answers = new LinkedHashMap<>();
    answers.put("a", List.of(ranks(1, 2, 3, 4)));
    Ranks.Builder others = new Ranks.Builder(4);
    for (int i = 0; i < 4; i++) {
      others.add(50 + i, 1, false, false);
    }
    answers.put("b", List.of(others.build()));
    assertThatThrownBy(() -> sides(answers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cases: b was asked about other events");
  }

  private static SideBySide sides(Map<String, List<Ranks>> answers) {
    Map<String, Map<Long, Ranks>> bySeed = new LinkedHashMap<>();
    answers.forEach(
        (model, list) -> {
          Map<Long, Ranks> seeds = new LinkedHashMap<>();
          list.forEach(ranks -> seeds.put(seeds.size() + 1L, ranks));
          bySeed.put(model, seeds);
        });
    return new SideBySide(CUSTOMERS, bySeed);
  }

  private static Ranks ranks(double... ranks) {
    Ranks.Builder builder = new Ranks.Builder(ranks.length);
    for (int i = 0; i < ranks.length; i++) {
      builder.add(i, ranks[i], false, false);
    }
    return builder.build();
  }
}
