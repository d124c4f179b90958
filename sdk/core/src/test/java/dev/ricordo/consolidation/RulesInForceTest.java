package dev.ricordo.consolidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.base.RandomBases;
import dev.ricordo.consent.Purpose;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Journal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Everybody who decides about a journal's epochs does so by the same rules. */
class RulesInForceTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final ConsolidationRules TWO =
      ConsolidationRules.DEFAULT
          .withPolicy(Policy.EPOCH)
          .withApprovals(2)
          .withGates(GateRules.DEFAULT.with("minimumContributors", 2).with("largestShare", 100));

  private final Journal journal = Journal.inMemory();

  private Ricordo.Builder shop() {
    return Ricordo.builder()
        .base(RandomBases.create(5, 10))
        .journal(journal)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static void visit(Ricordo shop) {
    for (String customer : Set.of("anna", "bert")) {
      shop.observe(Event.viewed(CustomerId.of(customer), ItemId.of("i1"), NOW));
      shop.observe(Event.viewed(CustomerId.of(customer), ItemId.of("i2"), NOW));
    }
  }

  @Test
  void firstRules_areInForce_forWhoeverOpensTheJournalWithoutAny() {
    assertThat(shop().consolidation(TWO).build().consolidation().rules()).isEqualTo(TWO);
    assertThat(shop().build().consolidation().rules()).isEqualTo(TWO);
  }

  @Test
  void otherRules_areRefused_eachByNameWithBothValues() {
    shop().consolidation(TWO).build();
    Ricordo.Builder other =
        shop()
            .consolidation(
                TWO.withApprovals(0).withGates(TWO.gates().with("minimumContributors", 1)));

    assertThatThrownBy(other::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "consolidation: approvals: is 0, in force is 2; minimumContributors: is 1, in force is 2");
    assertThat(journal.epochs().rules()).contains(TWO);
  }

  @Test
  void defaultRules_areInForceOnceSomebodyDecidedByThem() {
    Ricordo shop = shop().build();
    assertThat(journal.epochs().rules()).isEmpty();
    visit(shop);
    shop.consolidation().close();
    assertThat(journal.epochs().rules()).contains(ConsolidationRules.DEFAULT);
  }

  @Test
  void instanceThatWasOpenedByFormerRules_decidesNothing_untilItIsOpenedAgain() {
    Ricordo shop = shop().consolidation(TWO).build();
    visit(shop);
    Consolidation consolidation = shop.consolidation();
    consolidation.close();
    ConsolidationRules next = TWO.withApprovals(1);
    journal.epochs().putRules(Optional.of(TWO), next);

    String message =
        "consolidation: the rules have changed since this instance was opened, which must be opened"
            + " again: approvals: is 2, in force is 1";
    assertThatThrownBy(() -> consolidation.vote(1, Verdict.PROMOTED, "ann"))
        .isInstanceOf(RicordoException.class)
        .hasMessage(message);
    assertThatThrownBy(consolidation::examine).hasMessage(message);
    assertThatThrownBy(consolidation::close).hasMessage(message);

    Consolidation again = shop().build().consolidation();
    again.examine();
    assertThat(again.vote(1, Verdict.PROMOTED, "ann").verdict()).isEqualTo(Verdict.PROMOTED);
  }

  @Test
  void requiredConsent_isOneOfTheRules_soThatEverybodyCountsTheSameCustomers() {
    ConsolidationRules live = TWO.withPolicy(Policy.LIVE);
    Ricordo shop = shop().consolidation(live).requireConsent(Purpose.COLLECTIVE).build();
    visit(shop);
    shop.consent(CustomerId.of("anna"), Purpose.COLLECTIVE, true);
    assertThat(contributors(shop.consolidation().close().orElseThrow())).isEqualTo(1);
    shop.consent(CustomerId.of("bert"), Purpose.COLLECTIVE, true);
    shop.consent(CustomerId.of("anna"), Purpose.COLLECTIVE, false);
    shop.observe(Event.viewed(CustomerId.of("carl"), ItemId.of("i1"), NOW));

    Ricordo other = shop().build();
    assertThat(contributors(other.consolidation().examine().get(0))).isEqualTo(1);
    assertThat(other.statistics().collectiveCells()).isEqualTo(shop.statistics().collectiveCells());
    assertThat(other.standing(CustomerId.of("carl")).withdrawn())
        .containsExactly(Purpose.COLLECTIVE);
    assertThatThrownBy(() -> shop().requireConsent(Purpose.TRAIN).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("consolidation: requiredConsent: is train, in force is collective");
    assertThatThrownBy(() -> shop().consolidation(live).build())
        .hasMessage("consolidation: requiredConsent: is none, in force is collective");
  }

  @Test
  void requiredConsent_isPutInForceByItself_soThatOthersAskForItToo() {
    shop().build();
    assertThat(journal.epochs().rules()).isEmpty();

    shop().requireConsent(Purpose.TRAIN).build();

    assertThat(shop().build().consolidation().rules())
        .isEqualTo(ConsolidationRules.DEFAULT.withRequiredConsent(Set.of(Purpose.TRAIN)));
  }

  private static long contributors(Epoch epoch) {
    return epoch.figures().orElseThrow().contributors();
  }

  @Test
  void stricterGate_judgesAnewWhatPassedBefore() {
    ConsolidationRules free = TWO.withApprovals(0);
    Ricordo shop = shop().consolidation(free).build();
    visit(shop);
    assertThat(shop.consolidation().close()).map(Epoch::verdict).contains(Verdict.PROMOTED);
    journal
        .epochs()
        .putRules(Optional.of(free), free.withGates(free.gates().with("minimumContributors", 3)));

    Ricordo again = shop().build();
    assertThat(again.consolidation().examine())
        .extracting(Epoch::verdict)
        .containsExactly(Verdict.HELD);
    assertThat(again.statistics().collectiveCells()).isZero();
  }

  @Test
  void change_needsAsManyPeopleAsTheRulesOfBeforeAskFor() {
    ConsolidationRules next = TWO.withApprovals(0);
    assertThat(new RulesChange(TWO, next, Set.of("ann", "ben")).now()).isEqualTo(next);
    assertThatThrownBy(() -> new RulesChange(TWO, next, Set.of("ann")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("approvers: must be at least 2 different people, are [ann]");
    assertThatThrownBy(() -> new RulesChange(next, TWO, Set.of()))
        .hasMessage("approvers: must be at least 1 different people, are []");
    assertThatThrownBy(() -> new RulesChange(TWO, next, Set.of("anna", " Anna")))
        .hasMessageStartingWith("approvers: must be at least 2 different people");
    assertThatThrownBy(() -> new RulesChange(TWO, next, Set.of("ann", " ")))
        .hasMessageStartingWith("approvers: must not be empty");
    assertThatThrownBy(() -> new RulesChange(TWO, TWO, Set.of("ann", "ben")))
        .hasMessageStartingWith("rules: must change");
  }

  @Test
  void rule_isSetByName() {
    assertThat(TWO.with("policy", "live").with("approvals", "0").with("drift", "7").named())
        .containsEntry("policy", "LIVE")
        .containsEntry("approvals", "0")
        .containsEntry("drift", "7")
        .containsEntry("minimumContributors", "2")
        .containsEntry("requiredConsent", "none");
    assertThat(TWO.with("requiredConsent", "TRAIN, collective").named())
        .containsEntry("requiredConsent", "collective,train");
    assertThat(TWO.with("requiredConsent", "train").with("requiredConsent", "none")).isEqualTo(TWO);
    assertThatThrownBy(() -> TWO.with("requiredConsent", "train,"))
        .hasMessage(
            "requiredConsent: must be none, or of personalise, collective and train, is \"\"");
    assertThatThrownBy(() -> TWO.with("policy", "never"))
        .hasMessage("policy: must be LIVE or EPOCH, is \"never\"");
    assertThatThrownBy(() -> TWO.with("drift", "much"))
        .hasMessage("drift: must be a whole number, is \"much\"");
    assertThatThrownBy(() -> TWO.with("drift", "101"))
        .hasMessage("drift: must be from 0 to 100, is 101");
    assertThatThrownBy(() -> TWO.with("approvals", "-1"))
        .hasMessage("approvals: must be at least 0, is -1");
    assertThatThrownBy(() -> TWO.with("mood", "1")).hasMessageStartingWith("mood: is no limit");
  }
}
