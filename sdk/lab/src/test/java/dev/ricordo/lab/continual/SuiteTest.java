package dev.ricordo.lab.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.lab.Progress;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.Recommender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The suite, told to models that remember by design what their test says. */
class SuiteTest {

  private static final Suite SUITE = Suite.of(new Suite.Size(40, 4, 40, 1_000));

  @Test
  void sameSize_givesTheSameLog() {
    Suite.Size size = new Suite.Size(5, 2, 2, 200);
    assertThat(Suite.of(size).log().digest()).isEqualTo(Suite.of(size).log().digest());
    assertThat(Suite.of(size).log().digest())
        .isNotEqualTo(Suite.of(new Suite.Size(6, 2, 2, 200)).log().digest());
  }

  @Test
  void whoeverKeepsEverything_findsFavouritesAfterAnyAbsence() {
    List<Figure> figures = examine(Integer.MAX_VALUE);
    for (int absence : Scenarios.ABSENCES) {
      assertThat(value(figures, "retention", String.valueOf(absence), "hr@2")).isGreaterThan(0.9);
    }
    assertThat(value(figures, "return", "40 and more", "hr@2")).isGreaterThan(0.9);
    assertThat(value(figures, "interests", Summary.FORGOTTEN, "hr@2")).isLessThan(0.05);
  }

  @Test
  void whoeverKeepsTwentyEvents_knowsAfterFortyOnlyWhatTheReturnShows() {
    List<Figure> figures = examine(20);
    assertThat(value(figures, "retention", "10", "hr@2")).isGreaterThan(0.75);
    assertThat(value(figures, "retention", "40", "hr@2")).isLessThan(0.7);
    assertThat(value(figures, "return", "40 and more", "hr@2")).isLessThan(0.7);
    assertThat(value(figures, "interests", Summary.FORGOTTEN, "hr@2")).isGreaterThan(0.2);
  }

  @Test
  void whoeverKeepsTenEvents_followsHalfWayAfterFive() {
    assertThat(value(examine(10), "switch", Summary.HALF, "events")).isBetween(1.0, 5.0);
  }

  @Test
  void returns_areTheCasesOfTheirFigure() {
    Suite.Examination examined = examination(20);
    Returns returns = examined.returns();
    Figure figure =
        examined.figures().stream()
            .filter(one -> one.at().equals("40 and more") && one.measure().equals("hr@2"))
            .findFirst()
            .orElseThrow();
    assertThat(returns.hits()).hasSize((int) figure.cases()).contains(0, 1);
    assertThat(returns.hits().stream().mapToInt(Integer::intValue).average())
        .hasValue(figure.value());
    assertThat(returns.customers().stream().distinct().count()).isBetween(20L, figure.cases() - 1);
    assertThat(examination(50).returns().customers()).isEqualTo(returns.customers());
  }

  @Test
  void replayOfAJourney_isCompared() {
    assertThat(value(examine(50), "journey", "replay", "scoresThatDiffer")).isZero();
    Recommender restless = new Frequencies(SUITE.log(), 50, 1);
    List<Figure> figures = SUITE.examine("restless", restless, Progress.silent()).figures();
    assertThat(value(figures, "journey", "replay", "scoresThatDiffer")).isPositive();
  }

  @Test
  void forgotten_isTheBestMinusTheLast() {
    List<Figure> points =
        List.of(
            point("1 after 1", 0.5),
            point("1 after 2", 0.75),
            point("2 after 2", 1),
            point("1 after 3", 0.25),
            point("2 after 3", 0.5),
            point("3 after 3", 0.9));
    assertThat(Summary.forgotten(points)).isEqualTo(0.5);
  }

  @Test
  void tooSmallASize_isRefusedNamingIt() {
    assertThatThrownBy(() -> new Suite.Size(10, 1, 1, 200))
        .hasMessage("tested: must be at least 2, is 1");
  }

  private static Figure point(String at, double value) {
    return new Figure("interests", at, "hr@2", value, 10);
  }

  private static List<Figure> examine(int window) {
    return examination(window).figures();
  }

  private static Suite.Examination examination(int window) {
    return SUITE.examine("test", new Frequencies(SUITE.log(), window, 0), Progress.silent());
  }

  private static double value(List<Figure> figures, String scenario, String at, String measure) {
    return figures.stream()
        .filter(
            figure ->
                figure.scenario().equals(scenario)
                    && figure.at().equals(at)
                    && figure.measure().equals(measure))
        .findFirst()
        .orElseThrow()
        .value();
  }

  /**
   * Ranks the category of the customer's last item first, within it what the customer chose most
   * often among the last events of a window.
   */
  private static final class Frequencies implements Recommender {

    private static final double SAME_CATEGORY = 1e6;

    private final EventLog log;
    private final int window;
    private final double drift;
    private final Map<Integer, List<Integer>> histories = new HashMap<>();
    private double drifted;

    /**
     * @param drift what scores grow by from call to call
     */
    Frequencies(EventLog log, int window, double drift) {
      this.log = log;
      this.window = window;
      this.drift = drift;
    }

    @Override
    public void learn(int event) {
      remember(event);
    }

    @Override
    public void remember(int event) {
      histories
          .computeIfAbsent(log.customer(event), customer -> new ArrayList<>())
          .add(log.item(event));
    }

    @Override
    public void score(int customer, long second, double[] scores) {
      Arrays.fill(scores, drifted);
      drifted += drift;
      List<Integer> history = histories.getOrDefault(customer, List.of());
      List<Integer> seen = history.subList(Math.max(0, history.size() - window), history.size());
      seen.forEach(item -> scores[item]++);
      if (!seen.isEmpty()) {
        int category = World.DEFAULT.category(seen.get(seen.size() - 1));
        for (int item = 0; item < scores.length; item++) {
          scores[item] += World.DEFAULT.category(item) == category ? SAME_CATEGORY : 0;
        }
      }
    }

    @Override
    public long stateBytes() {
      return 4L * window;
    }
  }
}
