package dev.ricordo.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.audit.AuditorReport;
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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EpochChainTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final EpochEntry.Origin ORIGIN = new EpochEntry.Origin("shop", "00", "ricordo 1");

  private final List<byte[]> entries = new ArrayList<>();

  private final Ricordo ricordo =
      Ricordo.builder()
          .base(RandomBases.create(7, 10))
          .clock(Clock.fixed(NOW, ZoneOffset.UTC))
          .consolidation(
              ConsolidationRules.DEFAULT.withGates(
                  GateRules.DEFAULT.with("minimumContributors", 2).with("largestShare", 100)))
          .build();

  private final Consolidation consolidation =
      new RecordedConsolidation(
          ricordo.consolidation(),
          decisions ->
              decisions.forEach(decision -> entries.add(EpochEntry.write(decision, ORIGIN, NOW))));

  /** Two epochs pass, the second is rejected and promoted again, the first lost with a customer. */
  @BeforeEach
  void decide() {
    visit(1, "anna", "bert");
    consolidation.close();
    visit(2, "anna", "carl");
    consolidation.close();
    consolidation.vote(2, Verdict.REJECTED, "ann");
    consolidation.vote(2, Verdict.PROMOTED, "ben");
    ricordo.forget(CustomerId.of("bert"));
    consolidation.examine();
  }

  private void visit(int round, String... customers) {
    for (String customer : customers) {
      IntStream.range(0, 3)
          .mapToObj(i -> Event.viewed(CustomerId.of(customer), ItemId.of("i" + (round + i)), NOW))
          .map(event -> event.withId(EventId.of(customer + round + event.item().value())))
          .forEach(ricordo::observe);
    }
  }

  private static List<String> findings(List<byte[]> entries) {
    EpochChain chain = new EpochChain();
    for (int i = 0; i < entries.size(); i++) {
      chain.read(i, entries.get(i));
    }
    return chain.findings();
  }

  private List<byte[]> changed(int index, String from, String to) {
    List<byte[]> changed = new ArrayList<>(entries);
    String text = new String(entries.get(index), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    changed.set(index, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    return changed;
  }

  @Test
  void decisionsThatWereAllWrittenDown_leadToTheirSums() {
    assertThat(entries.stream().map(e -> EpochEntry.read(e).orElseThrow().text()))
        .startsWith("epoch 1 promoted", "epoch 2 promoted", "epoch 2 rejected", "epoch 2 promoted")
        .contains("epoch 1 held");
    assertThat(findings(entries)).isEmpty();
  }

  @Test
  void epochThatWasNotExamined_isNoContradiction() {
    List<Epoch> closed = List.of(Epoch.closed(1, 1, 5, NOW));
    Decision decision = Decision.of(consolidation.rules(), List.of(), closed).get(0);
    assertThat(findings(List.of(EpochEntry.write(decision, ORIGIN, NOW)))).isEmpty();
  }

  /** Somebody is forgotten by whoever examined the epochs, as soon as that is done. */
  @Test
  void epochThatAnErasureTouchesWhileAnotherIsClosed_hasNoEntryUntilItIsExamined() {
    List<Decision> told = new ArrayList<>();
    Consolidation touching =
        new RecordedConsolidation(
            new ForgettingAfterwards(ricordo, CustomerId.of("carl")), told::addAll);
    visit(3, "anna", "dora");
    touching.close();

    assertThat(touching.epochs()).filteredOn(Epoch::stale).extracting(Epoch::number).contains(2L);
    assertThat(told).extracting(decision -> decision.epoch().number()).containsExactly(3L);
  }

  /** Consolidates, and has somebody forgotten before it says so. */
  private record ForgettingAfterwards(Ricordo ricordo, CustomerId gone) implements Consolidation {

    @Override
    public ConsolidationRules rules() {
      return ricordo.consolidation().rules();
    }

    @Override
    public List<Epoch> epochs() {
      return ricordo.consolidation().epochs();
    }

    @Override
    public Optional<Epoch> close() {
      Optional<Epoch> closed = ricordo.consolidation().close();
      ricordo.forget(gone);
      return closed;
    }

    @Override
    public List<Epoch> examine() {
      return ricordo.consolidation().examine();
    }

    @Override
    public Epoch vote(long number, Verdict verdict, String voter) {
      return ricordo.consolidation().vote(number, verdict, voter);
    }
  }

  @Test
  void decisionThatIsMissing_isFound() {
    for (int missing = 1; missing < entries.size() - 1; missing++) {
      List<byte[]> fewer = new ArrayList<>(entries);
      fewer.remove(missing);
      assertThat(findings(fewer)).as("without %d", missing).isNotEmpty();
    }
    List<byte[]> fewer = new ArrayList<>(entries);
    fewer.remove(2);
    assertThat(findings(fewer))
        .contains(
            "entry 2, epoch 2 promoted: does not go on from the sums that the entry before it left:"
                + " a decision is missing");
    AuditorReport.found(
        "Is a decision about an epoch found that is missing from the ledger?",
        "yes: each of " + (entries.size() - 2) + " left out");
  }

  @Test
  void verdictThatTheSumsDoNotFollow_isFound() {
    assertThat(findings(changed(2, "\"counts\":false", "\"counts\":true")))
        .containsExactly(
            "entry 2, epoch 2 rejected: the sums after it are not those that the entries lead to");
  }

  @Test
  void gateThatDoesNotFollowFromItsMeasure_isFound() {
    assertThat(findings(changed(0, "\"measured\":2,", "\"measured\":1,")))
        .containsExactly(
            "entry 0, epoch 1 promoted: gate \"contributors\" does not follow from what was"
                + " measured");
  }

  @Test
  void promotionThatNobodyGaveAgainstAGate_isFound() {
    assertThat(
            findings(
                changed(
                    0,
                    "\"limit\":2,\"measured\":2,\"passed\":true",
                    "\"limit\":3,\"measured\":2,\"passed\":false")))
        .containsExactly(
            "entry 0, epoch 1 promoted: is promoted, though a gate failed and nobody overruled it");
  }

  @Test
  void decisionOfPeopleThatCannotBeRead_isFound() {
    OfficerAct act =
        new OfficerAct(
            OfficerAct.Kind.HOLD_PLACED,
            new UUID(7, 1),
            "a court asked",
            List.of("ann", "ben"),
            "00".repeat(32),
            NOW);
    String whole = new String(act.entry("ricordo 1"), StandardCharsets.UTF_8);
    assertThat(findings(List.of(bytes(whole)))).isEmpty();

    assertThat(
            findings(
                List.of(
                    bytes(whole.replace("hold placed", "hold")),
                    bytes(whole.replaceFirst("\"reason\":\"..", "\"reason\":\"")),
                    bytes(whole.replace("\"people\"", "\"nobody\"")),
                    bytes("{\"format\":\"ricordo-rules\",\"version\":1}"),
                    bytes("{\"format\":\"somebody's\"}"))))
        .containsExactly(
            "entry 0, act: cannot be read",
            "entry 1, act: cannot be read",
            "entry 2, act: cannot be read",
            "entry 3, change of rules: cannot be read");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The sums before are not known then, but each entry goes on where the one before ended. */
  @Test
  void ledgerThatBeganLater_isFollowedFromThere() {
    assertThat(findings(entries.subList(1, entries.size()))).isEmpty();
    assertThat(findings(changed(3, "\"before\":\"", "\"before\":\"00"))).isNotEmpty();
  }
}
