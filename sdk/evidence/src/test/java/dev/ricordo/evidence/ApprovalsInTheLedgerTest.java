package dev.ricordo.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.audit.AuditorReport;
import dev.ricordo.base.RandomBases;
import dev.ricordo.consolidation.Consolidation;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.GateRules;
import dev.ricordo.consolidation.Policy;
import dev.ricordo.consolidation.RulesChange;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Journal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whether enough people decided, as the ledger alone tells. */
class ApprovalsInTheLedgerTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final EpochEntry.Origin ORIGIN = new EpochEntry.Origin("shop", "00", "ricordo 1");
  private static final ConsolidationRules TWO =
      ConsolidationRules.DEFAULT
          .withApprovals(2)
          .withGates(GateRules.DEFAULT.with("minimumContributors", 2).with("largestShare", 100));

  private final Journal journal = Journal.inMemory();
  private final List<byte[]> entries = new ArrayList<>();

  private Instant now = NOW;

  private Ricordo shop(ConsolidationRules rules) {
    return Ricordo.builder()
        .base(RandomBases.create(7, 10))
        .journal(journal)
        .clock(Clock.fixed(now, ZoneOffset.UTC))
        .consolidation(rules)
        .build();
  }

  private Consolidation recorded(Ricordo shop) {
    return new RecordedConsolidation(
        shop.consolidation(),
        decisions ->
            decisions.forEach(decision -> entries.add(EpochEntry.write(decision, ORIGIN, now))));
  }

  private Consolidation open(ConsolidationRules rules) {
    return recorded(shop(rules));
  }

  private void visit(String... customers) {
    Ricordo shop = shop(journal.epochs().rules().orElse(TWO));
    for (String customer : customers) {
      shop.observe(Event.viewed(CustomerId.of(customer), ItemId.of("i1"), NOW));
      shop.observe(Event.viewed(CustomerId.of(customer), ItemId.of("i2"), NOW));
    }
  }

  private void change(ConsolidationRules before, ConsolidationRules now, String... approvers) {
    journal.epochs().putRules(Optional.of(before), now);
    entries.add(
        RulesEntry.write(
            new RulesChange(before, now, Set.of(approvers)), "shop", "ricordo 1", NOW));
  }

  private List<String> findings() {
    EpochChain chain = new EpochChain();
    for (int i = 0; i < entries.size(); i++) {
      chain.read(i, entries.get(i));
    }
    return chain.findings();
  }

  private void replaceInLast(String from, String to) {
    int last = entries.size() - 1;
    String text = new String(entries.get(last), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    entries.set(last, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  private void promoteByTwo() {
    visit("anna", "bert");
    Consolidation consolidation = open(TWO);
    consolidation.close();
    consolidation.vote(1, Verdict.PROMOTED, "ann");
    consolidation.vote(1, Verdict.PROMOTED, "ben");
  }

  @Test
  void verdictThatEnoughPeopleGave_follows() {
    promoteByTwo();
    assertThat(findings()).isEmpty();
  }

  @Test
  void verdictThatTooFewPeopleGave_isFound() {
    promoteByTwo();
    replaceInLast("[\"ann\",\"ben\"]", "[\"ann\"]");
    assertThat(findings())
        .containsExactly("entry 2, epoch 1 promoted: needs 2 people, 1 agreed to it");
    replaceInLast("[\"ann\"]", "[\" Ann\",\"ann\"]");
    assertThat(findings())
        .containsExactly("entry 2, epoch 1 promoted: needs 2 people, 1 agreed to it");
    AuditorReport.found(
        "Is a decision about an epoch found that fewer people gave than the rules ask for?",
        "yes, named with both numbers");
  }

  @Test
  void decisionThatAsksForFewerPeople_thoughNobodyChangedTheRules_isFound() {
    promoteByTwo();
    replaceInLast(
        "\"approvals\":2,\"approvers\":[\"ann\",\"ben\"]", "\"approvals\":0,\"approvers\":[]");
    assertThat(findings())
        .containsExactly(
            "entry 2, epoch 1 promoted: asks for other approvals than the entry before it, and"
                + " nobody changed the rules");
  }

  @Test
  void rulesThatEnoughPeopleChanged_holdFromThenOn() {
    promoteByTwo();
    ConsolidationRules one = TWO.withApprovals(1);
    change(TWO, one, "ann", "ben");
    visit("anna", "carl");
    Consolidation consolidation = open(one);
    consolidation.close();
    consolidation.vote(2, Verdict.PROMOTED, "ann");
    assertThat(findings()).isEmpty();
  }

  /** What was promoted without anybody stays, though the rules ask for people since. */
  @Test
  void stricterRules_askNobodyForWhatWasDecidedBefore() {
    ConsolidationRules none = TWO.withApprovals(0);
    visitBy(none, "anna", "bert");
    open(none).close();
    change(none, TWO, "ann");
    open(TWO).examine();
    assertThat(findings()).isEmpty();
  }

  private void visitBy(ConsolidationRules rules, String... customers) {
    shop(rules);
    visit(customers);
  }

  /** Pending epochs stop to count with the policy: the sums go on from there. */
  @Test
  void otherPolicy_saysWhichEpochsCount() {
    visit("anna", "bert");
    open(TWO).close();
    ConsolidationRules epoch = TWO.withPolicy(Policy.EPOCH);
    change(TWO, epoch, "ann", "ben");
    visit("anna", "carl");
    Consolidation consolidation = open(epoch);
    consolidation.close();
    consolidation.vote(1, Verdict.PROMOTED, "ann");
    consolidation.vote(1, Verdict.PROMOTED, "ben");
    assertThat(findings()).isEmpty();
  }

  @Test
  void changeOfRulesThatTooFewAgreedTo_orThatIsMissing_isFound() {
    promoteByTwo();
    ConsolidationRules one = TWO.withApprovals(1);
    change(TWO, one, "ann", "ben");
    replaceInLast("[\"ann\",\"ben\"]", "[\"ann\"]");
    assertThat(findings())
        .containsExactly(
            "entry 3, rules changed: approvals 2 to 1: needs 2 people, 1 agreed to it");
    replaceInLast("[\"ann\"]", "[\" Ann\",\"ann\"]");
    assertThat(findings())
        .containsExactly(
            "entry 3, rules changed: approvals 2 to 1: needs 2 people, 1 agreed to it");
    entries.remove(3);
    change(one, one.withApprovals(0), "ann");
    assertThat(findings())
        .containsExactly(
            "entry 3, rules changed: approvals 1 to 0: does not go on from the rules of before: a"
                + " change is missing");
  }

  /** Which people promoted an epoch before there was a ledger, nobody can know. */
  @Test
  void ledgerThatBeganLater_asksNobodyForWhatWasDecidedBefore() {
    visit("carl");
    promoteByTwo();
    entries.clear();
    now = NOW.plusSeconds(60);
    journal.erase(CustomerId.of("anna"), now);
    open(TWO).examine();

    assertThat(entries.stream().map(entry -> EpochEntry.read(entry).orElseThrow().text()))
        .containsExactly("epoch 1 promoted");
    assertThat(findings()).isEmpty();
  }

  @Test
  void promotionWithoutItsPendingEntry_isFound_alsoWhereTheLedgerBeganLater() {
    ConsolidationRules rules = TWO.withPolicy(Policy.EPOCH);
    visitBy(rules, "anna", "bert");
    open(rules).close();
    entries.clear();
    now = NOW.plusSeconds(60);
    visit("carl", "dora");
    open(rules).close();
    now = NOW.plusSeconds(120);
    visit("emil", "finn");
    Consolidation consolidation = open(rules);
    consolidation.close();
    consolidation.vote(3, Verdict.PROMOTED, "ann");
    consolidation.vote(3, Verdict.PROMOTED, "ben");
    replaceInLast("[\"ann\",\"ben\"]", "[]");
    while (entries.size() > 2) {
      entries.remove(1);
    }

    assertThat(findings())
        .containsExactly("entry 1, epoch 3 promoted: needs 2 people, 0 agreed to it");
  }
}
