package dev.ricordo.consolidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.Ricordo;
import dev.ricordo.Scope;
import dev.ricordo.audit.AuditorReport;
import dev.ricordo.base.Base;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Shape;
import dev.ricordo.consent.Purpose;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Journal;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConsolidationTest extends ConsolidationFixture {

  @Test
  void openEpoch_servesAtOnceUnderLive_andOnlyAfterPromotionUnderEpoch() {
    Ricordo live = over(Journal.inMemory(), rules(Policy.LIVE));
    Ricordo epoch = over(Journal.inMemory(), rules(Policy.EPOCH));
    visit(live, 1);
    visit(epoch, 1);

    assertThat(live.statistics().collectiveCells()).isPositive();
    assertThat(epoch.statistics().collectiveCells()).isZero();

    assertThat(live.consolidation().close()).map(Epoch::verdict).contains(Verdict.PROMOTED);
    assertThat(epoch.consolidation().close()).map(Epoch::verdict).contains(Verdict.PROMOTED);
    assertThat(answers(epoch)).isEqualTo(answers(live));
  }

  @Test
  void emptyEpoch_isNotClosed() {
    Ricordo ricordo = over(journal, rules(Policy.LIVE));
    assertThat(ricordo.consolidation().close()).isEmpty();
    visit(ricordo, 1);
    assertThat(ricordo.consolidation().close()).map(Epoch::number).contains(1L);
    assertThat(ricordo.consolidation().close()).isEmpty();
    assertThat(ricordo.consolidation().epochs()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Policy.class)
  void rejectedEpoch_leavesTheSums_andComesBackBitForBit(Policy policy) {
    Ricordo ricordo = over(journal, rules(policy));
    visit(ricordo, 1);
    ricordo.consolidation().close();
    List<Object> first = answers(ricordo);
    visit(ricordo, 2);
    ricordo.consolidation().close();
    List<Object> both = answers(ricordo);

    ricordo.consolidation().vote(2, Verdict.REJECTED, "ann");
    Ricordo without = over(journal, rules(policy));
    assertThat(answers(ricordo)).isEqualTo(answers(without)).isNotEqualTo(both);
    assertThat(cells(ricordo)).isEqualTo(first.get(first.size() - 1));

    ricordo.consolidation().vote(2, Verdict.PROMOTED, "ann");
    assertThat(answers(ricordo)).isEqualTo(both);
    AuditorReport.found(
        "Does a rejected epoch leave the sums, and come back, bit for bit, policy " + policy + "?",
        "yes: every answer is that of a fresh start");
  }

  private static Object cells(Ricordo ricordo) {
    List<Object> answers = answers(ricordo);
    return answers.get(answers.size() - 1);
  }

  @Test
  void verdict_needsAsManyDifferentPeopleAsTheRulesAsk() {
    Ricordo ricordo = over(journal, rules(Policy.EPOCH).withApprovals(2));
    visit(ricordo, 1);
    Epoch closed = ricordo.consolidation().close().orElseThrow();
    assertThat(closed.verdict()).isEqualTo(Verdict.PENDING);
    assertThat(closed.passed()).isTrue();

    Consolidation consolidation = ricordo.consolidation();
    consolidation.vote(1, Verdict.PROMOTED, "ann");
    assertThat(consolidation.vote(1, Verdict.PROMOTED, " Ann").verdict())
        .isEqualTo(Verdict.PENDING);
    assertThat(consolidation.vote(1, Verdict.PROMOTED, "ann").verdict()).isEqualTo(Verdict.PENDING);
    assertThat(consolidation.vote(1, Verdict.HELD, "ben").verdict()).isEqualTo(Verdict.PENDING);
    assertThat(ricordo.statistics().collectiveCells()).isZero();

    Epoch promoted = consolidation.vote(1, Verdict.PROMOTED, "ben");
    assertThat(promoted.verdict()).isEqualTo(Verdict.PROMOTED);
    assertThat(promoted.votes()).extracting(Vote::voter).containsExactly("ann", "ben");
    assertThat(ricordo.statistics().collectiveCells()).isPositive();
  }

  @Test
  void vote_isRefusedForWhatIsNoEpochNoVerdictAndNobody() {
    Ricordo ricordo = over(journal, rules(Policy.LIVE));
    Consolidation consolidation = ricordo.consolidation();
    assertThatThrownBy(() -> consolidation.vote(7, Verdict.HELD, "ann"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number: there is no closed epoch 7");
    assertThatThrownBy(() -> consolidation.vote(1, Verdict.PENDING, "ann"))
        .hasMessageContaining("verdict");
    assertThatThrownBy(() -> consolidation.vote(1, Verdict.HELD, " "))
        .hasMessageContaining("voter");
  }

  @Test
  void pivotalCustomer_forgotten_takesBackWhatPassedOnlyWithThem() {
    Ricordo ricordo = over(journal, rules(Policy.LIVE));
    for (int c = 0; c < 3; c++) {
      walk(ricordo, CUSTOMERS.get(c), 10 * c, 1, 2, 3);
    }
    Epoch passed = ricordo.consolidation().close().orElseThrow();
    assertThat(passed.verdict()).isEqualTo(Verdict.PROMOTED);
    assertThat(passed.figures().orElseThrow().contributors()).isEqualTo(3);

    ricordo.forget(CUSTOMERS.get(2));
    assertThat(ricordo.consolidation().epochs().get(0).stale()).isTrue();
    List<Epoch> examined = ricordo.consolidation().examine();

    assertThat(examined).extracting(Epoch::verdict).containsExactly(Verdict.HELD);
    assertThat(examined.get(0).stale()).isFalse();
    assertThat(ricordo.statistics().collectiveCells()).isZero();
    assertThat(answers(ricordo)).isEqualTo(answers(over(journal, rules(Policy.LIVE))));
    AuditorReport.found(
        "Does what passed its gates only with somebody stay without them?",
        "no: held, 0 cells of it are left");
  }

  @Test
  void flood_isHeld_andAfterTheFloodIsForgottenTheEpochPasses() {
    ConsolidationRules rules = rules(Policy.LIVE).withGates(GENTLE.with("largestShare", 50));
    Ricordo ricordo = over(journal, rules);
    visit(ricordo, 1);
    for (int i = 0; i < 100; i++) {
      ricordo.observe(view(CUSTOMERS.get(7), i % ITEMS, 5_000 + i));
    }
    Epoch held = ricordo.consolidation().close().orElseThrow();
    assertThat(held.verdict()).isEqualTo(Verdict.HELD);
    assertThat(held.findings())
        .filteredOn(f -> !f.passed())
        .extracting(Finding::gate)
        .containsExactly("largest share");

    ricordo.forget(CUSTOMERS.get(7));
    assertThat(ricordo.consolidation().examine())
        .extracting(Epoch::verdict)
        .containsExactly(Verdict.PROMOTED);

    Ricordo never = over(Journal.inMemory(), rules);
    visit(never, 1);
    Epoch clean = never.consolidation().close().orElseThrow();
    assertThat(answers(ricordo)).isEqualTo(answers(never));
    assertThat(ricordo.consolidation().epochs().get(0).figures()).isEqualTo(clean.figures());
  }

  /** Three views through a campaign, one without. */
  private static void come(Ricordo ricordo, int customer, String campaign) {
    for (int i = 0; i < 4; i++) {
      Event view = view(CUSTOMERS.get(customer), i + 1, 10 * customer + i);
      ricordo.observe(i < 3 ? view.withCampaign(campaign) : view);
    }
  }

  private static Finding exposure(Epoch epoch) {
    return epoch.findings().stream()
        .filter(finding -> finding.gate().equals("exposure"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void epochThatOneCampaignPushed_isHeld_andNotOnceItsCustomersAreForgotten() {
    ConsolidationRules rules = rules(Policy.LIVE).withGates(GENTLE.with("exposure", 60));
    Ricordo ricordo = over(journal, rules);
    IntStream.range(0, 4).forEach(customer -> come(ricordo, customer, "spring"));
    Epoch held = ricordo.consolidation().close().orElseThrow();
    assertThat(held.verdict()).isEqualTo(Verdict.HELD);
    assertThat(exposure(held)).isEqualTo(new Finding("exposure", false, 750_000, 600_000, "ppm"));

    ricordo.forget(CUSTOMERS.get(0), Scope.builder().campaign("spring").build());
    ricordo.forget(CUSTOMERS.get(1), Scope.builder().campaign("spring").build());
    Epoch examined = ricordo.consolidation().examine().get(0);
    assertThat(examined.figures().orElseThrow().pushed()).isZero();
    assertThat(examined.verdict()).isEqualTo(Verdict.PROMOTED);
  }

  @Test
  void severalCampaigns_areMeasuredByTheOneThatBroughtMost() {
    Ricordo ricordo = over(journal, rules(Policy.LIVE).withGates(GENTLE.with("exposure", 60)));
    IntStream.range(0, 4).forEach(customer -> come(ricordo, customer, "spring"));
    IntStream.range(4, 7).forEach(customer -> come(ricordo, customer, "autumn"));
    Epoch epoch = ricordo.consolidation().close().orElseThrow();
    assertThat(epoch.figures().orElseThrow().pushed()).isEqualTo(12);
    assertThat(epoch.verdict()).isEqualTo(Verdict.PROMOTED);
  }

  /** Nobody can have an epoch held by naming a campaign that few have seen. */
  @Test
  void campaignThatReachedFewerThanAnEpochMustComeFrom_pushesNobody() {
    Ricordo ricordo = over(journal, rules(Policy.LIVE).withGates(GENTLE.with("exposure", 0)));
    come(ricordo, 0, "spring");
    come(ricordo, 1, "spring");
    come(ricordo, 2, "autumn");
    Epoch epoch = ricordo.consolidation().close().orElseThrow();
    assertThat(epoch.figures().orElseThrow().pushed()).isZero();
    assertThat(epoch.verdict()).isEqualTo(Verdict.PROMOTED);
  }

  @Test
  void eventsWithoutACampaign_areNotOfOne() {
    Ricordo ricordo = over(journal, rules(Policy.LIVE).withGates(GENTLE.with("exposure", 0)));
    visit(ricordo, 1);
    assertThat(ricordo.consolidation().close()).map(Epoch::verdict).contains(Verdict.PROMOTED);
  }

  @Test
  void withdrawnConsent_takesThePivotalCustomerOutOfTheEpoch_andGrantingBringsItBack() {
    Ricordo ricordo = over(journal, rules(Policy.LIVE));
    for (int c = 0; c < 3; c++) {
      walk(ricordo, CUSTOMERS.get(c), 10 * c, 1, 2, 3);
    }
    ricordo.consolidation().close();
    List<Object> before = answers(ricordo);

    ricordo.consent(CUSTOMERS.get(2), Purpose.COLLECTIVE, false);
    assertThat(ricordo.consolidation().examine())
        .extracting(Epoch::verdict)
        .containsExactly(Verdict.HELD);
    ricordo.consent(CUSTOMERS.get(2), Purpose.COLLECTIVE, true);
    assertThat(ricordo.consolidation().examine())
        .extracting(Epoch::verdict)
        .containsExactly(Verdict.PROMOTED);
    assertThat(answers(ricordo)).isEqualTo(before);
  }

  @Test
  void panel_isOfThoseAloneWhoLetTheirDataTrain() {
    Ricordo ricordo = over(journal, rules(Policy.LIVE));
    visit(ricordo, 1);
    ricordo.consolidation().close();
    long all = ricordo.consolidation().epochs().get(0).figures().orElseThrow().panelCases();
    ricordo.consent(CUSTOMERS.get(1), Purpose.TRAIN, false);
    ricordo.consolidation().examine();
    assertThat(ricordo.consolidation().epochs().get(0).figures().orElseThrow().panelCases())
        .isPositive()
        .isLessThan(all);
  }

  @Test
  void ownLevels_areCountedAsOftenAsTheyConsolidated_epochByEpoch() {
    Base slower =
        RandomBases.create(
            5, ITEMS, Shape.DEFAULT.with(new Continuum(4, List.of(3, 9))), base.mix());
    Ricordo ricordo = Ricordo.builder().base(slower).consolidation(rules(Policy.LIVE)).build();
    long[] counted = new long[2];
    Random random = new Random(3);
    for (int number = 0; number < 300; number++) {
      ricordo.observe(view(CUSTOMERS.get(random.nextInt(8)), random.nextInt(ITEMS), number));
      if (number % 100 == 99) {
        Epoch epoch = ricordo.consolidation().close().orElseThrow();
        List<Long> consolidations = epoch.figures().orElseThrow().consolidations();
        assertThat(consolidations).hasSize(2).allMatch(times -> times > 0);
        counted[0] += consolidations.get(0);
        counted[1] += consolidations.get(1);
      }
    }
    for (int level = 0; level < 2; level++) {
      int which = level;
      assertThat(counted[level])
          .isEqualTo(
              CUSTOMERS.stream()
                  .mapToLong(c -> ricordo.inspect(c).continuum().get(which).changes())
                  .sum());
    }
  }

  @Test
  void sumsAfterADecision_areThoseBeforeTheNext_andRejectingGoesBack() {
    Ricordo ricordo = over(journal, rules(Policy.LIVE));
    Consolidation consolidation = ricordo.consolidation();
    visit(ricordo, 1);
    List<Epoch> none = consolidation.epochs();
    List<Decision> closed =
        Decision.of(consolidation.rules(), none, consolidation.close().stream().toList());
    List<Epoch> one = consolidation.epochs();
    List<Decision> rejected =
        Decision.of(
            consolidation.rules(), one, List.of(consolidation.vote(1, Verdict.REJECTED, "ann")));

    assertThat(closed.get(0).counts()).isTrue();
    assertThat(closed.get(0).after()).isEqualTo(rejected.get(0).before());
    assertThat(rejected.get(0).counts()).isFalse();
    assertThat(rejected.get(0).after()).isEqualTo(closed.get(0).before());
  }

  @Test
  void promotionByPeople_outlastsAGateThatFails() {
    Ricordo ricordo = over(journal, rules(Policy.LIVE));
    walk(ricordo, CUSTOMERS.get(0), 0, 1, 2, 3);
    walk(ricordo, CUSTOMERS.get(1), 10, 1, 2, 3);
    assertThat(ricordo.consolidation().close()).map(Epoch::verdict).contains(Verdict.HELD);
    ricordo.consolidation().vote(1, Verdict.PROMOTED, "ann");
    ricordo.forget(CUSTOMERS.get(0), Scope.builder().item(ItemId.of("i1")).build());
    assertThat(ricordo.consolidation().examine())
        .extracting(Epoch::verdict)
        .containsExactly(Verdict.PROMOTED);
  }

  /** The gates fail it for a time, too; that is no reason to promote it afterwards. */
  @Test
  void holdByPeople_outlastsAGateThatFailed_andPassesAgain() {
    Ricordo ricordo = over(journal, rules(Policy.LIVE));
    IntStream.range(0, 3).forEach(c -> walk(ricordo, CUSTOMERS.get(c), 10 * c, 1, 2, 3));
    ricordo.consolidation().close();
    ricordo.consolidation().vote(1, Verdict.HELD, "ann");
    ricordo.consent(CUSTOMERS.get(2), Purpose.COLLECTIVE, false);
    ricordo.consolidation().examine();
    ricordo.consent(CUSTOMERS.get(2), Purpose.COLLECTIVE, true);

    Epoch examined = ricordo.consolidation().examine().get(0);
    assertThat(examined.passed()).isTrue();
    assertThat(examined.verdict()).isEqualTo(Verdict.HELD);
  }

  @Test
  void whatSomebodyLeft_isNotPromoted_untilItIsExaminedWithoutThem() {
    Ricordo ricordo = over(journal, rules(Policy.EPOCH).withApprovals(1));
    Consolidation consolidation = ricordo.consolidation();
    visit(ricordo, 1);
    consolidation.close();
    visit(ricordo, 2);
    consolidation.close();
    ricordo.forget(CUSTOMERS.get(0), Scope.builder().event(EventId.of("e1000")).build());

    for (long number = 1; number <= 2; number++) {
      long promoted = number;
      assertThatThrownBy(() -> consolidation.vote(promoted, Verdict.PROMOTED, "ann"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("epoch 1 has changed since it was examined: examine, and vote again");
    }
    consolidation.examine();
    assertThat(consolidation.vote(2, Verdict.PROMOTED, "ann").verdict())
        .isEqualTo(Verdict.PROMOTED);
  }

  @Test
  void votesOnFiguresThatCountedSomebodyWhoIsGone_lapse() {
    Ricordo ricordo = over(journal, rules(Policy.EPOCH).withApprovals(2));
    Consolidation consolidation = ricordo.consolidation();
    visit(ricordo, 1);
    consolidation.close();
    consolidation.vote(1, Verdict.PROMOTED, "ann");
    ricordo.forget(CUSTOMERS.get(0));
    consolidation.examine();

    assertThat(consolidation.vote(1, Verdict.PROMOTED, "ben").verdict()).isEqualTo(Verdict.PENDING);
    assertThat(consolidation.vote(1, Verdict.PROMOTED, "ann").verdict())
        .isEqualTo(Verdict.PROMOTED);
  }

  @Test
  void close_examinesFirstWhatCameBefore() {
    Ricordo ricordo = over(journal, rules(Policy.LIVE));
    IntStream.range(0, 3).forEach(c -> walk(ricordo, CUSTOMERS.get(c), 10 * c, 1, 2, 3));
    ricordo.consolidation().close();
    ricordo.forget(CUSTOMERS.get(2));
    visit(ricordo, 1);
    Epoch second = ricordo.consolidation().close().orElseThrow();

    assertThat(second.number()).isEqualTo(2);
    assertThat(ricordo.consolidation().epochs())
        .extracting(Epoch::verdict)
        .containsExactly(Verdict.HELD, Verdict.PROMOTED);
  }
}
