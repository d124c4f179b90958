package dev.ricordo.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every gate at its limit, and one step to either side of it. */
class GatesTest {

  private static final GateRules RULES = GateRules.DEFAULT;
  private static final Gates GATES = new Gates(RULES);

  /** Figures of an epoch of 1,000 events that every gate lets pass. */
  private static final class Sample {
    private final Map<String, Long> categories = new TreeMap<>(Map.of("a", 1_000L));
    private final Map<String, Long> brands = new TreeMap<>();
    private long events = 1_000;
    private long contributors = 100;
    private long largest;
    private long floods;
    private long haste;
    private long pushed;
    private long cases = 1_000;
    private long hits = 400;

    private EpochFigures figures() {
      return new EpochFigures(
          events,
          contributors,
          largest,
          floods,
          haste,
          pushed,
          new TreeMap<>(categories),
          new TreeMap<>(brands),
          List.of(),
          cases,
          hits,
          "");
    }
  }

  private final Sample now = new Sample();
  private final Sample before = new Sample();

  private Finding found(String gate) {
    return GATES.examine(now.figures(), Optional.of(before.figures())).stream()
        .filter(finding -> finding.gate().equals(gate))
        .findFirst()
        .orElseThrow();
  }

  private static Finding share(String gate, boolean passed, long ppm, int percent) {
    return new Finding(gate, passed, ppm, percent * 10_000L, "ppm");
  }

  @Test
  void ordinaryEpoch_passesEveryGate() {
    assertThat(GATES.examine(now.figures(), Optional.of(before.figures())))
        .allMatch(Finding::passed)
        .extracting(Finding::gate)
        .containsExactly(
            "contributors",
            "largest share",
            "floods",
            "haste",
            "exposure",
            "brand rise",
            "drift",
            "panel loss");
  }

  @Test
  void firstEpoch_isComparedWithNothing() {
    assertThat(GATES.examine(now.figures(), Optional.empty()))
        .extracting(Finding::gate)
        .containsExactly("contributors", "largest share", "floods", "haste", "exposure");
  }

  @Test
  void epochWithoutEvents_failsForItsContributorsAlone() {
    now.events = 0;
    now.contributors = 0;
    now.categories.clear();
    now.cases = 0;
    now.hits = 0;
    assertThat(GATES.examine(now.figures(), Optional.empty()))
        .filteredOn(finding -> !finding.passed())
        .extracting(Finding::gate)
        .containsExactly("contributors");
  }

  @ParameterizedTest
  @CsvSource({"19, false", "20, true", "21, true"})
  void contributors_mustBeAsManyAsTheLimit(long customers, boolean passed) {
    now.contributors = customers;
    assertThat(found("contributors"))
        .isEqualTo(new Finding("contributors", passed, customers, 20, "customers"));
  }

  @ParameterizedTest
  @CsvSource({"249, true", "250, true", "251, false"})
  void largestShare_isOfAllEvents(long events, boolean passed) {
    now.largest = events;
    assertThat(found("largest share"))
        .isEqualTo(share("largest share", passed, events * 1_000, RULES.largestShare()));
  }

  @ParameterizedTest
  @CsvSource({"199, true", "200, true", "201, false"})
  void floods_areOfAllEvents(long events, boolean passed) {
    now.floods = events;
    assertThat(found("floods"))
        .isEqualTo(share("floods", passed, events * 1_000, RULES.floodShare()));
  }

  @ParameterizedTest
  @CsvSource({"199, true", "200, true", "201, false"})
  void haste_isOfAllEvents(long views, boolean passed) {
    now.haste = views;
    assertThat(found("haste")).isEqualTo(share("haste", passed, views * 1_000, RULES.hasteShare()));
  }

  @ParameterizedTest
  @CsvSource({"599, true", "600, true", "601, false"})
  void exposure_isOfAllEvents(long events, boolean passed) {
    now.pushed = events;
    assertThat(found("exposure"))
        .isEqualTo(share("exposure", passed, events * 1_000, RULES.exposure()));
  }

  @ParameterizedTest
  @CsvSource({"499, true", "500, true", "501, false"})
  void brandRise_isInPointsOfShare(long events, boolean passed) {
    before.brands.put("b", 100L);
    now.brands.put("b", events);
    assertThat(found("brand rise"))
        .isEqualTo(share("brand rise", passed, (events - 100) * 1_000, RULES.brandRise()));
  }

  @ParameterizedTest
  @CsvSource({"399, true", "400, true", "401, false"})
  void brandThatIsNew_roseFromNothing(long events, boolean passed) {
    now.brands.put("b", events);
    assertThat(found("brand rise"))
        .isEqualTo(share("brand rise", passed, events * 1_000, RULES.brandRise()));
  }

  @Test
  void brandRise_isThatOfTheBrandThatRoseMost_andFallingIsNone() {
    before.brands.putAll(Map.of("down", 900L, "up", 100L));
    now.brands.putAll(Map.of("down", 100L, "up", 300L, "new", 50L));
    assertThat(found("brand rise").measured()).isEqualTo(200_000);
  }

  @ParameterizedTest
  @CsvSource({"401, true", "400, true", "399, false"})
  void drift_isHalfOfTheSumOfTheDifferencesOfShares(long stayed, boolean passed) {
    now.categories.putAll(Map.of("a", stayed, "b", 1_000 - stayed));
    assertThat(found("drift"))
        .isEqualTo(share("drift", passed, (1_000 - stayed) * 1_000, RULES.drift()));
  }

  @Test
  void drift_comparesShares_notCounts() {
    now.categories.put("a", 10L);
    assertThat(found("drift").measured()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"201, true, 497500", "200, true, 500000", "199, false, 502500"})
  void panelLoss_isOfTheShareOfHitsOfBefore(long hits, boolean passed, long ppm) {
    now.hits = hits;
    assertThat(found("panel loss")).isEqualTo(share("panel loss", passed, ppm, RULES.panelLoss()));
  }

  @Test
  void panelThatHitsMore_losesNothing() {
    now.hits = 900;
    assertThat(found("panel loss").measured()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "99, 0", "100, 1000000"})
  void panelOfFewerStepsThanTheLimit_saysNothing_thenOrNow(long cases, long lost) {
    now.cases = cases;
    now.hits = 0;
    assertThat(found("panel loss").measured()).isEqualTo(lost);
    now.cases = 1_000;
    before.cases = cases;
    before.hits = cases;
    assertThat(found("panel loss").measured()).isEqualTo(lost);
  }
}
