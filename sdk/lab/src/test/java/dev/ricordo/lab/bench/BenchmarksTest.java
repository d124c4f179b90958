package dev.ricordo.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.djl.Device;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.lab.Progress;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BenchmarksTest {

  private static final int ITEMS = 300;

  @Test
  void answers_areMeasuredBesideTheirReferences_andAreExact() {
    RecommendReport report =
        RecommendBenchmark.run(
            new RecommendOptions(Device.CPU, ITEMS, 40, Duration.ofMillis(50), 1),
            Progress.silent());

    assertThat(report.results())
        .extracting(RecommendReport.Result::path)
        .containsExactly(
            "recommend",
            "recommend",
            "score",
            "plain",
            "djl",
            "djl",
            "crowd",
            "crowd-mixed",
            "crowd");
    assertThat(report.results())
        .allSatisfy(
            result -> {
              assertThat(result.recall()).as(result.path()).isEqualTo(1);
              assertThat(result.p50Micros()).isPositive();
              assertThat(result.p99Micros()).isGreaterThanOrEqualTo(result.p50Micros());
              assertThat(result.floorMicros()).isPositive();
            });
    assertThat(report.cells()).isPositive();
    assertThat(report.toJson()).contains("\"recall@10\" : 1.0");
    assertThat(report.toLines()).hasSize(11);
  }

  @Test
  void recoveredMemories_areThoseOfBefore() {
    RecoverReport report =
        RecoverBenchmark.run(
            new RecoverOptions(ITEMS, 30, 20, Optional.empty(), 1),
            Journal.inMemory(),
            Progress.silent());

    assertThat(report.bitDifferences()).isZero();
    assertThat(report.events()).isEqualTo(600);
    assertThat(report.eventsPerSecond()).isPositive();
    assertThat(report.toLines()).contains("bit differences: 0");
  }

  @Test
  void recoveryWithoutTime_bringsOneCustomerBack() {
    RecoverReport report =
        RecoverBenchmark.run(
            new RecoverOptions(ITEMS, 30, 20, Optional.of(Duration.ofNanos(1)), 1),
            Journal.inMemory(),
            Progress.silent());

    assertThat(report.customers()).isEqualTo(1);
    assertThat(report.events()).isEqualTo(20);
    assertThat(report.bitDifferences()).isZero();
  }

  @Test
  void recoveryThatGoesAstray_isFound() {
    RecoverReport report =
        RecoverBenchmark.run(
            new RecoverOptions(ITEMS, 30, 20, Optional.empty(), 1),
            new ForgetfulJournal(),
            Progress.silent());

    assertThat(report.bitDifferences()).isPositive();
  }

  @Test
  void decisionsAboutEpochs_areMeasuredBesideAFreshStart_andEqualIt() {
    ConsolidateReport report =
        ConsolidateBenchmark.run(
            new ConsolidateOptions(ITEMS, 60, 10, 200, Duration.ofMillis(1), 1),
            Journal.inMemory(),
            Optional.empty(),
            Progress.silent());

    assertThat(report.results())
        .extracting(ConsolidateReport.Result::path)
        .containsExactly("close", "examine", "reject", "promote", "fresh start");
    assertThat(report.passed()).isTrue();
    assertThat(report.results().get(0).customers()).isGreaterThanOrEqualTo(60);
    assertThat(report.results().get(0).events()).isGreaterThanOrEqualTo(600);
    assertThat(report.toLines()).hasSize(7);
  }

  @Test
  void growingSums_keepEverything_andGiveCustomersBackExactly() {
    CollectiveReport report =
        CollectiveBenchmark.run(new CollectiveOptions(ITEMS, 20_000, 1), Progress.silent());

    assertThat(report.results())
        .extracting(CollectiveReport.Result::path)
        .containsExactly("sums", "sums", "hash-map");
    assertThat(report.results())
        .extracting(CollectiveReport.Result::events)
        .containsExactly(2_000L, 20_000L, 2_000L);
    assertThat(report.results())
        .allSatisfy(
            result -> {
              assertThat(result.lostAmount()).isZero();
              assertThat(result.differingCells()).isZero();
              assertThat(result.cells()).isPositive();
              assertThat(result.updateP99Micros()).isGreaterThanOrEqualTo(result.updateP50Micros());
            });
    assertThat(report.results().get(2).cells()).isEqualTo(report.results().get(0).cells());
    assertThat(report.customers()).isEqualTo(400);
    assertThat(report.passed()).isTrue();
    assertThat(report.toLines()).hasSize(5);
  }

  @Test
  void customers_areDrawnFromSeedAndNumberAlone() {
    SimulatedCrowd crowd = new SimulatedCrowd(ITEMS, 7);
    List<Event> journey = crowd.journey(5, 60);

    assertThat(new SimulatedCrowd(ITEMS, 7).journey(5, 60)).isEqualTo(journey);
    assertThat(crowd.journey(6, 60)).isNotEqualTo(journey);
    assertThat(journey).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    assertThat(journey.get(59).at()).isBefore(SimulatedCrowd.NOW);
    Set<Object> ids = new HashSet<>(journey.stream().map(Event::id).toList());
    assertThat(ids).hasSize(60);
  }

  @Test
  void valuesOutOfRange_areRefused_namingThem() {
    assertThatThrownBy(() -> new RecommendOptions(Device.CPU, 99, 40, Duration.ofSeconds(1), 1))
        .hasMessage("items: must be between 100 and 1000000, is 99");
    assertThatThrownBy(() -> new RecoverOptions(ITEMS, 0, 20, Optional.empty(), 1))
        .hasMessage("customers: must be at least 1, is 0");
    assertThatThrownBy(() -> new CollectiveOptions(ITEMS, 999, 1))
        .hasMessage("events: must be between 1000 and 1000000000, is 999");
  }

  /** Never reads the last of twenty events of one customer. */
  private static final class ForgetfulJournal extends ForwardingJournal {

    ForgetfulJournal() {
      super(Journal.inMemory());
    }

    @Override
    public List<JournalEntry> read(CustomerId customer, long fromPosition) {
      boolean known = !customer.equals(SimulatedCrowd.customer(3));
      return super.read(customer, fromPosition).stream()
          .filter(entry -> known || entry.position() < 20)
          .toList();
    }

    @Override
    public Map<CustomerId, List<JournalEntry>> readAll(Collection<CustomerId> customers) {
      return customers.stream().collect(Collectors.toMap(one -> one, one -> read(one, 1)));
    }
  }
}
