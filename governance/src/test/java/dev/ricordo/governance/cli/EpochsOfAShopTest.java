package dev.ricordo.governance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Shape;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.RulesChange;
import dev.ricordo.event.CustomerId;
import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.evidence.RulesEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Consolidating what a shop's customers share. */
final class EpochsOfAShopTest extends RunningShop {

  /** Puts rules in force, as a shop does when it starts. */
  private void started(ConsolidationRules rules) {
    Ricordo.builder().base(BASE).journal(store.journal()).consolidation(rules).build().close();
  }

  @Test
  void withoutRulesInForce_noCommandPutsAny() {
    String[] where = {
      "--base", base(), "--ledger", folder.resolve("ledger of no rules " + tenant).toString()
    };
    for (String change : new String[] {"close", "examine"}) {
      CommandRun run = ricordo(with(new String[] {"epochs", change}, where));
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err()).contains("no rules are in force yet");
    }
    assertThat(store.journal().epochs().rules()).isEmpty();
    assertThat(store.journal().epochs().all()).isEmpty();
  }

  /** As the shop does, whose catalogue says so too. */
  @Test
  void epochThatACommandCloses_isJudgedByTheCategoriesOfItsItems() {
    Path described = folder.resolve(tenant + "-base");
    RandomBases.create(
            5, 40, Shape.DEFAULT, new Mix(Mix.Family.LOG, 2, 1, 0), RandomBases.features(40))
        .write(described);
    started(ConsolidationRules.DEFAULT);

    CommandRun closed =
        ricordo(
            "epochs",
            "close",
            "--base",
            described.toString(),
            "--ledger",
            folder.resolve("ledger of categories " + tenant).toString());

    assertThat(closed.exit()).isZero();
    assertThat(store.journal().epochs().all().get(0).figures().orElseThrow().categories())
        .isNotEmpty()
        .doesNotContainKey("");
  }

  @Test
  void epochs_areClosedByTheGates_overruledByPeople_andWrittenIntoTheLedger() throws Exception {
    String base = folder.resolve("base").toString();
    String ledger = folder.resolve("ledger of epochs " + tenant).toString();
    assertThat(ricordo("epochs", "list").out()).contains("no epochs");
    started(ConsolidationRules.DEFAULT.withApprovals(2));

    CommandRun closed =
        ricordo("epochs", "close", "--base", base, "--ledger", ledger, "--json", "-");
    assertThat(closed.err()).isEmpty();
    JsonNode epoch = json(closed.out()).at("/epochs/0");
    assertThat(epoch.get("verdict").asText()).isEqualTo("held");
    assertThat(epoch.at("/figures/contributors").asLong()).isEqualTo(2);
    assertThat(epoch.get("findings").toString()).contains("contributors: 2 customers, limit 20");

    String[] vote = {
      "epochs",
      "vote",
      "--epoch",
      "1",
      "--verdict",
      "PROMOTED",
      "--base",
      base,
      "--ledger",
      ledger,
      "--json",
      "-",
      "--by"
    };
    assertThat(json(ricordo(with(vote, "ann")).out()).at("/epochs/0/verdict").asText())
        .isEqualTo("held");
    assertThat(json(ricordo(with(vote, "ben")).out()).at("/epochs/0/verdict").asText())
        .isEqualTo("promoted");
    assertThat(ricordo("epochs", "list").out())
        .contains("epoch 1, closed ")
        .contains(": promoted")
        .contains("ann: promoted", "ben: promoted");

    assertThat(CommandRun.of("ledger", "show", "--ledger", ledger).out())
        .contains("3 entries", "epoch 1 held", "epoch 1 promoted", "events 4");
    assertThat(CommandRun.of("ledger", "verify", "--ledger", ledger).exit()).isZero();
  }

  @Test
  void epoch_thatIsNot_cannotBeVotedFor() {
    started(ConsolidationRules.DEFAULT);
    CommandRun run =
        ricordo(
            "epochs",
            "vote",
            "--epoch",
            "3",
            "--verdict",
            "HELD",
            "--by",
            "ann",
            "--base",
            folder.resolve("base").toString(),
            "--ledger",
            folder.resolve("ledger of no epoch").toString());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("number: there is no closed epoch 3");
  }

  @Test
  void customerWhoMadeAnEpochPass_isForgottenByCommand_andTheShopLosesTheEpoch() throws Exception {
    shop.observeAll(
        IntStream.range(0, 12).mapToObj(i -> view(CustomerId.of("c" + i / 3), 10 + i)).toList());
    started(ConsolidationRules.DEFAULT.with("minimumContributors", "6"));
    String[] where = {
      "--base", base(), "--ledger", folder.resolve("ledger of a pivot " + tenant).toString()
    };
    assertThat(ricordo(with(new String[] {"epochs", "close"}, where)).out())
        .contains("promoted", "contributors: 6 customers, limit 6");
    long cells = shop.statistics().collectiveCells();

    assertThat(ricordo("forget", "--customer", "bert", "--base", base()).exit()).isZero();
    assertThat(ricordo("epochs", "list").out()).contains("promoted, stale");
    assertThat(ricordo(with(new String[] {"epochs", "examine"}, where)).out())
        .contains("held", "contributors: 5 customers, limit 6 customers, failed");

    for (int i = 0; i < 300 && shop.statistics().collectiveCells() > 0; i++) {
      Thread.sleep(100);
    }
    assertThat(shop.statistics().collectiveCells()).isZero().isLessThan(cells);
  }

  private CommandRun vote(String ledger, String voter, String... more) {
    return ricordo(
        with(
            new String[] {
              "epochs", "vote", "--epoch", "1", "--verdict", "PROMOTED", "--base", base()
            },
            with(new String[] {"--ledger", ledger, "--by", voter}, more)));
  }

  private CommandRun rules(String ledger, String... more) {
    return ricordo(
        with(new String[] {"epochs", "rules"}, with(new String[] {"--ledger", ledger}, more)));
  }

  @Test
  void rulesOfTheShop_holdForTheCommand_andNobodyOverrulesThemAlone() throws Exception {
    String ledger = folder.resolve("ledger of rules " + tenant).toString();
    assertThat(rules(ledger).out()).contains("no rules are in force");
    ConsolidationRules two = ConsolidationRules.DEFAULT.withApprovals(2);
    started(two);
    assertThat(rules(ledger).out()).contains("approvals=2", "minimumContributors=20");

    ricordo("epochs", "close", "--base", base(), "--ledger", ledger);
    assertThat(vote(ledger, "ann").out()).contains("held", "ann: promoted");
    CommandRun alone = vote(ledger, "ann", "--rule", "approvals=1");
    assertThat(alone.exit()).isEqualTo(2);
    assertThat(alone.err()).contains("consolidation: approvals: is 1, in force is 2");
    CommandRun loosened = rules(ledger, "--rule", "approvals=1", "--by", "ann");
    assertThat(loosened.exit()).isEqualTo(2);
    assertThat(loosened.err()).contains("approvers: must be at least 2 different people");
    assertThat(store.journal().epochs().rules()).contains(two);
  }

  @Test
  void rulesThatPeopleChange_areInTheLedger_andTheShopDecidesNothingUntilItStartsWithThem()
      throws Exception {
    String ledger = folder.resolve("ledger of changed rules " + tenant).toString();
    ConsolidationRules two = ConsolidationRules.DEFAULT.withApprovals(2);
    Ricordo open = Ricordo.builder().base(BASE).journal(store.journal()).consolidation(two).build();
    open.consolidation().close();
    CommandRun changed =
        rules(
            ledger,
            "--rule",
            "approvals=1",
            "--rule",
            "minimumContributors=2",
            "--by",
            "ann",
            "--by",
            "ben",
            "--json",
            "-");
    assertThat(json(changed.out()).at("/rules/approvals").asText()).isEqualTo("1");
    assertThatThrownBy(() -> open.consolidation().examine())
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("approvals: is 2, in force is 1");

    assertThat(ricordo("epochs", "examine", "--base", base(), "--ledger", ledger).out())
        .contains("contributors: 2 customers, limit 2 customers");
    assertThat(vote(ledger, "ann").out()).contains("promoted");
    assertThat(CommandRun.of("ledger", "show", "--ledger", ledger).out())
        .contains("rules changed: approvals 2 to 1, minimumContributors 20 to 2");
    assertThat(CommandRun.of("ledger", "verify", "--ledger", ledger).exit()).isZero();
  }

  private static final String[] ONE = {"--rule", "approvals=1", "--by", "ann", "--by", "ben"};

  @Test
  void rules_thatTheLedgerCannotBeToldOf_areNotInForce() throws Exception {
    Path ledger = folder.resolve("ledger that breaks " + tenant);
    ConsolidationRules two = ConsolidationRules.DEFAULT.withApprovals(2);
    started(two);
    ricordo("epochs", "close", "--base", base(), "--ledger", ledger.toString());
    Path inTheWay = Files.createDirectories(ledger.resolve("tile/entries/000.p/2/in the way"));

    CommandRun failed = rules(ledger.toString(), ONE);
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err()).contains("the ledger cannot be written");
    assertThat(store.journal().epochs().rules()).contains(two);

    Files.delete(inTheWay);
    Files.delete(inTheWay.getParent());
    assertThat(rules(ledger.toString(), ONE).out()).contains("approvals=1");
    assertThat(CommandRun.of("ledger", "verify", "--ledger", ledger.toString()).exit()).isZero();
  }

  @Test
  void changeOfRules_thatDiedBehindTheLedger_isCompletedByTheSameCommandAndNoOther()
      throws Exception {
    Path ledger = folder.resolve("ledger of a crash " + tenant);
    ConsolidationRules two = ConsolidationRules.DEFAULT.withApprovals(2);
    started(two);
    RulesChange change = new RulesChange(two, two.withApprovals(1), Set.of("ann", "ben"));
    try (EvidenceLedger open = EvidenceLedger.open(LedgerPlace.in(ledger))) {
      open.append(RulesEntry.write(change, tenant, "ricordo test", NOON));
    }

    CommandRun other =
        rules(ledger.toString(), "--rule", "approvals=3", "--by", "ann", "--by", "ben");
    assertThat(other.exit()).isEqualTo(1);
    assertThat(other.err()).contains("cut short").contains("approvals 2 to 1");
    assertThat(store.journal().epochs().rules()).contains(two);

    assertThat(rules(ledger.toString(), ONE).out()).contains("approvals=1");
    assertThat(CommandRun.of("ledger", "show", "--ledger", ledger.toString()).out())
        .contains(": 1 entry");
  }

  @Test
  void requiredConsentOfTheShop_holdsForTheCommand() throws Exception {
    String ledger = folder.resolve("ledger of consent " + tenant).toString();
    shop.consent(ANNA, Purpose.COLLECTIVE, true);
    started(ConsolidationRules.DEFAULT.withRequiredConsent(Set.of(Purpose.COLLECTIVE)));

    CommandRun closed =
        ricordo("epochs", "close", "--base", base(), "--ledger", ledger, "--json", "-");
    assertThat(json(closed.out()).at("/epochs/0/figures/contributors").asLong()).isEqualTo(1);
    assertThat(ricordo("forget", "--customer", "bert", "--dry-run").out()).contains("0 cells");
  }
}
