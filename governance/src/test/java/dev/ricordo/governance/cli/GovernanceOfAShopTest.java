package dev.ricordo.governance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ricordo.Eventually;
import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Looking at what a shop remembers, and having it forgotten. */
final class GovernanceOfAShopTest extends RunningShop {

  @Test
  void inspect_showsTheEvents_andTheLevelsMadeOfThem() {
    CommandRun run =
        ricordo("inspect", "--customer", "anna", "--base", folder.resolve("base").toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("Journal: 3 events")
        .containsPattern("3 .* view +i7")
        .contains("L0 working memory: ")
        .contains("3 events folded in")
        .contains("L1 episode: not in this base")
        .contains("L3 collective counts: 3 cells")
        .contains("L4 base: release random-5");
  }

  @Test
  void inspect_sameThingAsJson_asTheShopSays() throws Exception {
    Path file = folder.resolve("reports").resolve("inspect.json");
    CommandRun run =
        ricordo(
            "inspect",
            "--customer",
            "anna",
            "--base",
            folder.resolve("base").toString(),
            "--json",
            file.toString());

    assertThat(run.exit()).isZero();
    JsonNode report = json(Files.readString(file));
    assertThat(report.get("command").asText()).isEqualTo("inspect");
    assertThat(report.get("machine").get("cores").asInt()).isPositive();
    assertThat(report.has("version")).isTrue();
    assertThat(report.get("seed").asLong()).isEqualTo(5);
    assertThat(report.get("events")).hasSize(3);
    assertThat(StreamSupport.stream(report.at("/working/strength").spliterator(), false))
        .map(JsonNode::asDouble)
        .containsExactlyElementsOf(shop.inspect(ANNA).working().strength());
    assertThat(report.at("/collective/total").asDouble())
        .isEqualTo(shop.inspect(ANNA).collective().total());
  }

  @Test
  void inspect_ofOneLevel_showsTheJournalAndThatLevel() throws Exception {
    CommandRun run = ricordo("inspect", "--customer", "anna", "--level", "L3", "--json", "-");

    JsonNode report = json(run.out());
    assertThat(report.get("levels")).hasSize(1);
    assertThat(report.get("collective").get("cells").asInt()).isEqualTo(3);
    assertThat(report.get("working").isNull()).isTrue();
    assertThat(report.get("base").isNull()).isTrue();
  }

  @Test
  void inspect_writesAPageForPeople_thatOnlyItsOwnerReads_andNotOverAFile() throws Exception {
    Path page = folder.resolve(tenant + ".html");
    String[] inspect = {
      "inspect", "--customer", "anna", "--base", base(), "--html", page.toString()
    };

    CommandRun run = ricordo(inspect);
    CommandRun again = ricordo(inspect);

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(Files.readString(page)).contains("What is remembered of", "anna", "3 events");
    assertThat(Files.getPosixFilePermissions(page))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err()).contains("--html: ", "is there already");
  }

  @Test
  void benchOfForgetting_measuresCertificatesToo_andTouchesNobodyElse() throws Exception {
    CommandRun run =
        ricordo(
            "bench",
            "forget",
            "--customers",
            "3",
            "--events",
            "20",
            "--items",
            "300",
            "--rate",
            "50",
            "--json",
            "-");

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(json(run.out()).findValuesAsText("path"))
        .containsExactly(
            "jdbc",
            "selective",
            "full",
            "selective, certified",
            "full, certified",
            "full, elsewhere");
    assertThat(shop.inspect(ANNA).events()).hasSize(3);
  }

  @Test
  void because_namesTheEventWhoseRemovalChangesTheAnswerMost() throws Exception {
    String at = folder.resolve("base").toString();
    CommandRun run =
        ricordo("because", "--customer", "anna", "--item", "i2", "--base", at, "--json", "-");

    assertThat(run.exit()).isZero();
    JsonNode report = json(run.out());
    assertThat(report.get("memory").get(0).get("level").asText()).isEqualTo("L0");
    assertThat(report.get("memory").get(0).get("total").asDouble()).isNotZero();
    JsonNode cause = report.get("causes").get(0);
    List<Event> without =
        Stream.of(view(ANNA, 1), view(ANNA, 2), view(BERT, 1), view(ANNA, 7))
            .filter(event -> !(event.customer().equals(ANNA) && isThe(event, cause)))
            .toList();
    try (Ricordo never = Ricordo.builder().base(BASE).build()) {
      never.observeAll(without);
      assertThat(never.recommend(ANNA, Slot.of("because"), 40).find(ItemId.of("i2")).orElseThrow())
          .satisfies(
              answer -> {
                assertThat(answer.rank()).isEqualTo(cause.get("rankWithout").asInt());
                assertThat(report.get("score").asDouble() - answer.score())
                    .isCloseTo(cause.get("total").asDouble(), within(1e-9))
                    .isNotZero();
              });
    }
  }

  private static boolean isThe(Event event, JsonNode cause) {
    return event.item().value().equals(cause.get("item").asText());
  }

  @Test
  void because_ofAnItemTheBaseDoesNotKnow_isWrongUse() {
    String at = folder.resolve("base").toString();
    CommandRun run = ricordo("because", "--customer", "anna", "--item", "x", "--base", at);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("item: \"x\" is not in the base");
  }

  @Test
  void unknownCustomer_isNoError() {
    assertThat(ricordo("inspect", "--customer", "nobody"))
        .satisfies(run -> assertThat(run.exit()).isZero())
        .satisfies(run -> assertThat(run.out()).contains("nothing is remembered"));
    assertThat(ricordo("forget", "--customer", "nobody").exit()).isZero();
  }

  @Test
  void unknownTenant_isWrongUse() {
    CommandRun run = ricordoOf("typo", "inspect", "--customer", "anna");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("tenant: \"typo\" is not in this database");
  }

  @Test
  void dryRun_changesNothing() {
    CommandRun run =
        ricordo(
            "forget",
            "--customer",
            "anna",
            "--dry-run",
            "--base",
            folder.resolve("base").toString());

    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("Dry run").contains("3 events").contains("afterwards");
    assertThat(shop.inspect(ANNA).events()).hasSize(3);
  }

  @Test
  void forgottenCustomer_isGoneFromTheRunningShop_whichAnswersAsIfNeverSeen() throws Exception {
    List<ItemId> cold;
    try (Ricordo never = Ricordo.builder().base(BASE).build()) {
      never.observe(view(BERT, 1));
      cold = never.recommend(ANNA, Slot.of("home"), 12).items();
    }
    assertThat(shop.recommend(ANNA, Slot.of("home"), 12).items()).isNotEqualTo(cold);

    CommandRun run = ricordo("forget", "--customer", "anna", "--json", "-");

    assertThat(run.exit()).isZero();
    JsonNode report = json(run.out());
    assertThat(report.get("events").asInt()).isEqualTo(3);
    assertThat(report.get("left").asInt()).isZero();
    Eventually.holds(
        () -> assertThat(shop.recommend(ANNA, Slot.of("home"), 12).items()).isEqualTo(cold));
    assertThat(shop.inspect(ANNA).events()).isEmpty();
    assertThat(shop.observe(Event.viewed(ANNA, ItemId.of("i1"), NOON)).toString())
        .contains("FORGOTTEN");
  }

  @Test
  void someEvents_areGone_andTheShopAnswersAsIfTheyNeverHappened() throws Exception {
    List<ItemId> never = answersWithout(2);
    String[] scope = {"forget", "--customer", "anna", "--item", "i2", "--kind", "view"};

    CommandRun preview = ricordo(with(scope, "--dry-run", "--base", base()));
    CommandRun run = ricordo(with(scope, "--json", "-"));

    assertThat(preview.out()).contains("view 1; 1 item; from 2026-01-05T12:00:02Z");
    assertThat(run.err()).isEqualTo(NOBODY_HELD);
    JsonNode report = json(run.out());
    assertThat(report.get("events").asInt()).isEqualTo(1);
    assertThat(report.get("left").asInt()).isZero();
    assertThat(report.get("keptUnchanged").asBoolean()).isTrue();
    Eventually.holds(
        () -> assertThat(shop.recommend(ANNA, Slot.of("home"), 12).items()).isEqualTo(never));
    assertThat(shop.inspect(ANNA).events()).hasSize(2);
  }

  private static List<ItemId> answersWithout(int item) {
    try (Ricordo never = Ricordo.builder().base(BASE).build()) {
      Stream.of(view(ANNA, 1), view(ANNA, 2), view(BERT, 1), view(ANNA, 7))
          .filter(event -> !event.item().equals(ItemId.of("i" + item)))
          .forEach(never::observe);
      return never.recommend(ANNA, Slot.of("home"), 12).items();
    }
  }

  @Test
  void everyCondition_isUnderstood() throws Exception {
    Event marked = view(ANNA, 9).withChannel("app").withCampaign("spring");
    shop.observe(marked);

    assertThat(covered("--channel", "app")).isEqualTo(1);
    assertThat(covered("--campaign", "spring")).isEqualTo(1);
    assertThat(covered("--event", marked.id().value())).isEqualTo(1);
    assertThat(covered("--item", "i1", "--item", "i2")).isEqualTo(2);
    assertThat(covered("--kind", "view")).isEqualTo(4);
    assertThat(covered("--from", "2026-01-05T12:00:02Z", "--to", "2026-01-05T12:00:09Z"))
        .isEqualTo(2);
  }

  @Test
  void aCategoryThatNoItemIsOf_isWrongUse_andForgetsNothing() {
    String[] forget = {"forget", "--customer", "anna", "--base", base()};

    CommandRun category = ricordo(with(forget, "--category", "shoos"));
    CommandRun brand = ricordo(with(forget, "--brand", "nobody"));

    assertThat(List.of(category.exit(), brand.exit())).containsOnly(2);
    assertThat(category.err()).contains("category: \"shoos\" is not in the base's catalogue");
    assertThat(brand.err()).contains("brand: \"nobody\" is not in the base's catalogue");
    assertThat(shop.inspect(ANNA).events()).hasSize(3);
  }

  private int covered(String... scope) throws Exception {
    String[] dry = {"forget", "--customer", "anna", "--dry-run", "--base", base(), "--json", "-"};
    return json(ricordo(with(dry, scope)).out()).get("events").asInt();
  }
}
