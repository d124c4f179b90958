package dev.ricordo.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.audit.AuditorReport;
import dev.ricordo.base.Base;
import dev.ricordo.base.RandomBases;
import dev.ricordo.consolidation.Consolidation;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Decision;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.GateRules;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.ledger.LedgerView;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that end after a decision holds and before the ledger has it. */
class UnwrittenDecisionsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final Base base = RandomBases.create(7, 10);

  private final Ricordo ricordo =
      Ricordo.builder()
          .base(base)
          .clock(Clock.fixed(NOW, ZoneOffset.UTC))
          .consolidation(
              ConsolidationRules.DEFAULT.withGates(
                  GateRules.DEFAULT.with("minimumContributors", 2).with("largestShare", 100)))
          .build();

  private final Consolidation lost = ricordo.consolidation();
  private final Consolidation written = new RecordedConsolidation(lost, this::write);

  private void recording(Instant at, Consumer<EpochRecorder> work) {
    try (EvidenceLedger ledger = EvidenceLedger.open(LedgerPlace.in(folder.resolve("ledger")))) {
      work.accept(
          new EpochRecorder(ledger, "shop", base, "ricordo 1", Clock.fixed(at, ZoneOffset.UTC)));
    }
  }

  private void write(List<Decision> decisions) {
    recording(NOW, recorder -> recorder.record(decisions, lost.rules(), lost.epochs()));
  }

  private void startAnew() {
    recording(NOW, recorder -> recorder.complete(lost.rules(), lost.epochs()));
  }

  private void visit(int round) {
    for (String customer : List.of("anna", "bert")) {
      IntStream.range(0, 3)
          .mapToObj(i -> Event.viewed(CustomerId.of(customer), ItemId.of("i" + (round + i)), NOW))
          .map(event -> event.withId(EventId.of(customer + round + event.item().value())))
          .forEach(ricordo::observe);
    }
  }

  /** What the ledger says, after it was seen that every entry follows from those before it. */
  private List<String> entries() {
    LedgerPlace place = LedgerPlace.in(folder.resolve("ledger"));
    try (EvidenceLedger ledger = EvidenceLedger.open(place)) {
      LedgerView view = place.view(ledger.key());
      List<byte[]> all = view.entries(0, view.size());
      EpochChain chain = new EpochChain();
      IntStream.range(0, all.size()).forEach(i -> chain.read(i, all.get(i)));
      assertThat(chain.findings()).isEmpty();
      return all.stream().map(entry -> EpochEntry.read(entry).orElseThrow().text()).toList();
    }
  }

  @Test
  void decisionOfAProcessThatEnded_isWrittenBeforeTheNext() {
    visit(1);
    written.close();
    visit(2);
    lost.close();
    visit(3);
    written.close();

    assertThat(entries())
        .containsExactly("epoch 1 promoted", "epoch 2 promoted", "epoch 3 promoted");
  }

  @Test
  void decisionOfAProcessThatEnded_isWrittenByTheNextThatStarts_once() {
    visit(1);
    written.close();
    lost.vote(1, Verdict.REJECTED, "ann");
    startAnew();
    startAnew();

    assertThat(entries()).containsExactly("epoch 1 promoted", "epoch 1 rejected");
    AuditorReport.found(
        "Is a decision about an epoch missing whose process ended before it was written?",
        "no: the next process writes it");
  }

  @Test
  void decisionThatAnotherProcessWroteMeanwhile_isNotWrittenTwice() {
    visit(1);
    written.close();
    List<Decision> waiting = new ArrayList<>();
    Consolidation slow = new RecordedConsolidation(lost, waiting::addAll);
    slow.vote(1, Verdict.REJECTED, "ann");
    visit(2);
    written.close();
    write(waiting);

    assertThat(entries())
        .containsExactly("epoch 1 promoted", "epoch 1 rejected", "epoch 2 promoted");
  }

  @Test
  void decisionThatIsOvertakenBeforeItIsWritten_isWrittenAllTheSame() {
    visit(1);
    written.close();
    List<Decision> waiting = new ArrayList<>();
    Consolidation slow = new RecordedConsolidation(lost, waiting::addAll);
    visit(2);
    lost.close();
    slow.vote(1, Verdict.REJECTED, "ann");
    lost.vote(1, Verdict.PROMOTED, "ben");
    write(waiting);

    assertThat(entries())
        .containsExactly(
            "epoch 1 promoted", "epoch 2 promoted", "epoch 1 rejected", "epoch 1 promoted");
  }

  @Test
  void epochThatWasClosedBeforeThereWasALedger_staysWithoutAnEntry() {
    visit(1);
    Epoch first = lost.close().orElseThrow();
    visit(2);
    List<Decision> second = new ArrayList<>();
    new RecordedConsolidation(lost, second::addAll).close();
    Instant later = first.closedAt().plusSeconds(1);
    recording(later, recorder -> recorder.record(second, lost.rules(), lost.epochs()));
    startAnew();

    assertThat(entries()).containsExactly("epoch 2 promoted");
  }
}
