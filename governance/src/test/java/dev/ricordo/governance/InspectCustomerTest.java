package dev.ricordo.governance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.Ricordo;
import dev.ricordo.base.Base;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Shape;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.EpochFigures;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.governance.InspectionReport.Level;
import dev.ricordo.lab.Progress;
import dev.ricordo.spi.Journal;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What an inspection says of the levels. */
final class InspectCustomerTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Base BASE =
      RandomBases.create(
          5,
          12,
          Shape.DEFAULT.with(new Continuum(8, List.of(4, 16))),
          new Mix(Mix.Family.LOG, 2, 1, 0),
          RandomBases.features(12));

  private final Journal journal = Journal.inMemory();

  private void observe(int from, int to) {
    for (int i = from; i <= to; i++) {
      journal.append(
          List.of(
              new Event(
                  EventId.of("e" + i),
                  ANNA,
                  ItemId.of("i" + i * 5 % 12),
                  i % 4 == 0 ? EventKind.PURCHASE : EventKind.VIEW,
                  NOON.plusSeconds(90L * i),
                  1,
                  i % 4 == 0 ? OptionalDouble.of(9.5) : OptionalDouble.empty(),
                  Optional.of("s1"),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty())));
    }
  }

  private InspectionReport inspect(Optional<Base> base) {
    return new InspectCustomer(journal, base)
        .of(ANNA, EnumSet.allOf(MemoryLevel.class), Progress.silent());
  }

  private static String words(InspectionReport report, MemoryLevel level) {
    return String.join("\n", report.find(level).map(Level::words).orElseThrow());
  }

  private static InspectionReport.Collective collective(InspectionReport report) {
    return Objects.requireNonNull(report.collective());
  }

  @Test
  void goldenFile_isWrittenAsItWas() throws IOException {
    observe(1, 20);
    ObjectNode written = (ObjectNode) JSON.readTree(inspect(Optional.of(BASE)).toJson());
    written.remove(List.of("version", "machine"));

    assertThat(written.toPrettyString()).isEqualTo(golden().toPrettyString());
  }

  private static JsonNode golden() throws IOException {
    try (InputStream file =
        InspectCustomerTest.class.getResourceAsStream("/inspection/version-1.json")) {
      return JSON.readTree(Objects.requireNonNull(file));
    }
  }

  @Test
  void everyLevel_isSaidInWords() {
    observe(1, 20);
    InspectionReport report = inspect(Optional.of(BASE));

    assertThat(words(report, MemoryLevel.L0))
        .contains("the customer's own", "20 events went into it, the last on 2026-03-01")
        .contains(
            "would be shown first: "
                + Objects.requireNonNull(report.grounds()).items().get(0).item());
    assertThat(words(report, MemoryLevel.L1))
        .contains("changes every 4 events, and has done so 5 times, last at event 19");
    assertThat(words(report, MemoryLevel.L2))
        .contains("every 16 events", "1 time, last at event 15");
    assertThat(words(report, MemoryLevel.L3))
        .contains("The epoch that is open has 20 events of the customer's");
    assertThat(words(report, MemoryLevel.L4))
        .contains("release random-5", "nothing that this customer does changes it")
        .contains("trained on an event log, not on customers of this journal");
  }

  @Test
  void levelThatNeverChanged_saysWhenItWill() {
    observe(1, 2);

    assertThat(words(inspect(Optional.of(BASE)), MemoryLevel.L1))
        .contains("for the first time at event 3", "adds nothing of the customer's own");
  }

  @Test
  void stranger_hasLevelsOfNobodysEvents() {
    InspectionReport report = inspect(Optional.of(BASE));

    assertThat(report.events()).isEmpty();
    assertThat(words(report, MemoryLevel.L0)).contains("it has read none yet");
    assertThat(words(report, MemoryLevel.L3)).contains("Nothing of this customer is in them");
    assertThat(report.toLines().get(0))
        .contains("nothing is remembered", "never seen", "forgotten");
  }

  @Test
  void withoutABase_theOwnLevelsAreNotShown_theShareIs() {
    observe(1, 20);
    InspectionReport report = inspect(Optional.empty());

    assertThat(report.working()).isNull();
    assertThat(report.grounds()).isNull();
    assertThat(words(report, MemoryLevel.L0)).contains("no base was given (--base)");
    assertThat(collective(report).cells()).isPositive();
  }

  @Test
  void share_isWhatCounts_epochByEpoch() {
    observe(1, 4);
    journal.epochs().close(NOON);
    observe(5, 9);
    journal.epochs().close(NOON);
    observe(10, 12);
    decide(1, Verdict.PROMOTED);
    decide(2, Verdict.HELD);
    InspectionReport report = inspect(Optional.of(BASE));

    try (Ricordo ricordo = Ricordo.builder().base(BASE).journal(journal).build()) {
      assertThat(collective(report).total()).isEqualTo(ricordo.inspect(ANNA).collective().total());
    }
    assertThat(words(report, MemoryLevel.L3))
        .contains("Epoch 1, closed on 2026-03-01, has 4 events of the customer's; it was promoted")
        .contains("Epoch 2, closed on 2026-03-01, has 5 events of the customer's; it is held")
        .contains("The epoch that is open has 3 events");
  }

  private void decide(int number, Verdict verdict) {
    EpochFigures figures =
        new EpochFigures(9, 1, 9, 0, 0, 0, new TreeMap<>(), new TreeMap<>(), List.of(), 0, 0, "");
    Epoch closed = journal.epochs().all().get(number - 1);
    journal.epochs().update(closed, closed.examined(figures, List.of()).decided(verdict));
  }

  @Test
  void withdrawnCustomer_isCountedNowhere() {
    observe(1, 4);
    journal.stand(ANNA, said -> said.withConsent(Purpose.COLLECTIVE, false), NOON);
    InspectionReport report = inspect(Optional.of(BASE));

    assertThat(collective(report).cells()).isZero();
    assertThat(words(report, MemoryLevel.L3)).contains("withdrawn", "nothing of this journal is");
  }

  @Test
  void lines_tellWherePointed_andWhatThatRestsOn() {
    observe(1, 20);

    assertThat(String.join("\n", inspect(Optional.of(BASE)).toLines()))
        .contains("Journal: 20 events")
        .containsPattern("before any +0.0 % ")
        .containsPattern("event 20 +[0-9.]+ % ")
        .contains("by replay without each of the last 20 events");
  }
}
