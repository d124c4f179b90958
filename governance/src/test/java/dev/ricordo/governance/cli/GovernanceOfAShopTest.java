package dev.ricordo.governance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.base.RandomBases;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.governance.evidence.EvidenceLedger;
import dev.ricordo.governance.evidence.LedgerPlace;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.postgres.EmbeddedDatabase;
import dev.ricordo.postgres.PostgresStore;
import dev.ricordo.vault.FileKeyVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop runs on a database; a privacy officer uses the command beside it. */
final class GovernanceOfAShopTest {

  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId BERT = CustomerId.of("bert");
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  private static final Base BASE = RandomBases.create(5, 40);

  @TempDir private static Path folder;
  private static final EmbeddedDatabase DATABASE = EmbeddedDatabase.startTemporary();

  /** Each test is a tenant of its own. */
  private final String tenant = UUID.randomUUID().toString();

  private FileKeyVault vault;
  private PostgresStore store;
  private Ricordo shop;

  @BeforeAll
  static void prepare() {
    Migrations.migrate(DATABASE.dataSource());
    BASE.write(folder.resolve("base"));
  }

  @AfterAll
  static void stopDatabase() {
    DATABASE.close();
  }

  @BeforeEach
  void openShop() {
    vault = FileKeyVault.open(folder.resolve("vault"));
    store = PostgresStore.open(DATABASE.dataSource(), vault, tenant);
    shop =
        Ricordo.builder().base(BASE).journal(store.journal()).snapshots(store.snapshots()).build();
    shop.observeAll(List.of(view(ANNA, 1), view(ANNA, 2), view(BERT, 1), view(ANNA, 7)));
  }

  @AfterEach
  void closeShop() {
    shop.close();
    store.close();
    vault.close();
  }

  private static Event view(CustomerId customer, int item) {
    return Event.viewed(customer, ItemId.of("i" + item), NOON.plusSeconds(item));
  }

  private static String vault() {
    return folder.resolve("vault").toString();
  }

  private CommandRun ricordo(String... arguments) {
    return ricordoOf(tenant, arguments);
  }

  private static CommandRun ricordoOf(String tenant, String... arguments) {
    String[] where = {
      "--url", DATABASE.jdbcUrl(), "--user", DATABASE.user(), "--tenant", tenant, "--vault", vault()
    };
    return CommandRun.of(
        Stream.of(arguments, where).flatMap(Arrays::stream).toArray(String[]::new));
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

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
  void epochs_areClosedByTheGates_overruledByPeople_andWrittenIntoTheLedger() throws Exception {
    String base = folder.resolve("base").toString();
    String ledger = folder.resolve("ledger of epochs " + tenant).toString();
    assertThat(ricordo("epochs", "list").out()).contains("no epochs");

    CommandRun closed =
        ricordo(
            "epochs",
            "close",
            "--base",
            base,
            "--ledger",
            ledger,
            "--approvals",
            "2",
            "--json",
            "-");
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
      "--approvals",
      "2",
      "--json",
      "-",
      "--voter"
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
    CommandRun run =
        ricordo(
            "epochs",
            "vote",
            "--epoch",
            "3",
            "--verdict",
            "HELD",
            "--voter",
            "ann",
            "--base",
            folder.resolve("base").toString(),
            "--ledger",
            folder.resolve("ledger of no epoch").toString());

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("number: there is no closed epoch 3");
  }

  private static String[] with(String[] arguments, String last) {
    return Stream.concat(Arrays.stream(arguments), Stream.of(last)).toArray(String[]::new);
  }

  @Test
  void because_namesTheEventWhoseRemovalChangesTheAnswerMost() throws Exception {
    String at = folder.resolve("base").toString();
    CommandRun run =
        ricordo("because", "--customer", "anna", "--item", "i2", "--base", at, "--json", "-");

    assertThat(run.exit()).isZero();
    JsonNode report = json(run.out());
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
    waitUntilNoticed();
    assertThat(shop.recommend(ANNA, Slot.of("home"), 12).items()).isEqualTo(cold);
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
    assertThat(run.err()).isEmpty();
    JsonNode report = json(run.out());
    assertThat(report.get("events").asInt()).isEqualTo(1);
    assertThat(report.get("left").asInt()).isZero();
    assertThat(report.get("keptUnchanged").asBoolean()).isTrue();
    waitUntilNoticed();
    assertThat(shop.recommend(ANNA, Slot.of("home"), 12).items()).isEqualTo(never);
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

  @Test
  void erasure_isCertified_andCheckedOffline() throws Exception {
    Path file = folder.resolve(tenant + ".json");
    Path page = folder.resolve(tenant + ".html");
    Path ledger = folder.resolve(tenant + "-ledger");
    String key = folder.resolve(tenant + "-ledger.pub").toString();
    String[] at = {"--base", base(), "--ledger", ledger.toString()};
    String[] forget = {"forget", "--customer", "anna", "--item", "i2", "--html", page.toString()};

    CommandRun run = ricordo(with(with(forget, at), "--certificate", file.toString()));
    CommandRun again = ricordo(with(with(forget, at), "--certificate", file.toString()));
    CommandRun proved =
        CommandRun.of("verify", file.toString(), "--key", key, "--customer", "anna");

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(json(Files.readString(file)).at("/certificate/levels/keys/number").asInt())
        .isEqualTo(1);
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err()).contains("--certificate: ").contains("is there already");
    assertThat(proved.err()).isEmpty();
    assertThat(proved.exit()).isZero();
    assertThat(proved.out()).contains("Proved:").contains("1 event of a customer");
    assertThat(Files.readString(page)).contains("<h1>Certificate of selective erasure</h1>");
    assertThat(CommandRun.of("verify", file.toString()).out()).contains("WARNING: no key");
    assertThat(CommandRun.of("verify", file.toString(), "--customer", "bert"))
        .satisfies(other -> assertThat(other.exit()).isEqualTo(1))
        .satisfies(other -> assertThat(other.out()).contains("NOT PROVED").doesNotContain("bert"));
    requireSameAsJson(file, key);
    requireShownAndClean(ledger);
    requireCutIsFound(ledger);
  }

  private static void requireSameAsJson(Path file, String key) throws Exception {
    JsonNode proved =
        json(CommandRun.of("verify", file.toString(), "--key", key, "--json", "-").out());
    CommandRun refuted =
        CommandRun.of("verify", file.toString(), "--customer", "bert", "--json", "-");

    assertThat(proved.get("command").asText()).isEqualTo("verify");
    assertThat(proved.get("proved").asBoolean()).isTrue();
    assertThat(proved.get("keyGiven").asBoolean()).isTrue();
    assertThat(proved.get("events").asInt()).isEqualTo(1);
    assertThat(proved.get("text").get(0).asText()).isEqualTo("Proved:");
    assertThat(refuted.exit()).isEqualTo(1);
    assertThat(json(refuted.out()).get("failedCheck").asText()).isEqualTo("CUSTOMER");
    assertThat(json(refuted.out()).get("proved").asBoolean()).isFalse();
  }

  private static void requireShownAndClean(Path ledger) {
    CommandRun shown = CommandRun.of("ledger", "show", "--ledger", ledger.toString());
    CommandRun clean = CommandRun.of("ledger", "verify", "--ledger", ledger.toString());

    assertThat(shown.out()).contains("1 entry").contains("erasure-selective").contains("events 1");
    assertThat(clean.exit()).isZero();
    assertThat(clean.out()).contains("All is as it was signed: 1 entry.");
  }

  private static void requireCutIsFound(Path ledger) throws Exception {
    Files.delete(ledger.resolve("tile/entries/000.p/1"));

    CommandRun cut = CommandRun.of("ledger", "verify", "--ledger", ledger.toString());

    assertThat(cut.exit()).isEqualTo(1);
    assertThat(cut.out()).contains("FOUND: tile/entries/000.p/1 is missing");
  }

  @Test
  void aLedgerThatCannotBeWritten_stopsBeforeAnythingIsForgotten() throws Exception {
    Path ledger = Files.writeString(folder.resolve(tenant + "-file"), "no folder");

    CommandRun run =
        ricordo(
            "forget",
            "--customer",
            "anna",
            "--ledger",
            ledger.toString(),
            "--certificate",
            folder.resolve(tenant + "-none").toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("--ledger: " + ledger);
    assertThat(shop.inspect(ANNA).events()).hasSize(3);
  }

  @Test
  void aLedgerThatFailsAfterwards_isSaid_andTheSameCommandCertifiesLater() throws Exception {
    Path ledger = folder.resolve(tenant + "-ledger");
    EvidenceLedger.open(LedgerPlace.in(ledger)).close();
    Path inTheWay = Files.writeString(ledger.resolve("tile"), "no folder");
    String file = folder.resolve(tenant + ".json").toString();
    String[] forget = {
      "forget", "--customer", "anna", "--ledger", ledger.toString(), "--certificate", file
    };

    CommandRun failed = ricordo(forget);
    Files.delete(inTheWay);
    CommandRun again = ricordo(forget);

    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err())
        .contains("FORGOTTEN, BUT NOT CERTIFIED: 3 events destroyed, then the ledger cannot be")
        .contains("Give the same command again")
        .doesNotContain("anna");
    assertThat(again.exit()).isZero();
    assertThat(CommandRun.of("verify", file).out()).contains("0 events and 0 keys destroyed");
  }

  @Test
  void aLedgerThatWentBack_isFoundByWhatWasSeen_andRefusesToGoOn() throws Exception {
    Path ledger = folder.resolve(tenant + "-ledger");
    Path elsewhere = folder.resolve(tenant + "-seen");
    forgetCertified(ledger, "anna", "first");
    Path before = copied(ledger, folder.resolve(tenant + "-before"));
    forgetCertified(ledger, "bert", "second");
    Files.copy(LedgerPlace.in(ledger).checkpoints(), elsewhere);
    String[] verify = {"ledger", "verify", "--ledger", ledger.toString()};
    String[] withSeen = with(verify, "--seen", elsewhere.toString());
    assertThat(CommandRun.of(withSeen))
        .satisfies(run -> assertThat(run.exit()).isZero())
        .satisfies(run -> assertThat(run.out()).isEqualTo(line("signed: 2 entries.")));

    FileUtils.deleteDirectory(ledger.toFile());
    copied(before, ledger);
    CommandRun back = CommandRun.of(withSeen);
    CommandRun forget = ricordo(certifying(ledger, "carl", "third"));
    Files.delete(LedgerPlace.in(ledger).checkpoints());
    CommandRun unseen = CommandRun.of(verify);

    assertThat(back.exit()).isEqualTo(1);
    assertThat(back.out()).contains("FOUND: the log went back: it had 2 entries and now claims 1");
    assertThat(forget.exit()).isEqualTo(1);
    assertThat(forget.err()).contains("went back, had 2 entries and now has 1");
    assertThat(unseen.exit()).as("it cannot be found without").isZero();
    assertThat(unseen.out()).contains("(--seen), nothing shows");
    assertThat(CommandRun.of(with(verify, "--seen", base())).exit()).isEqualTo(2);
    assertThat(json(CommandRun.of(with(withSeen, "--json", "-")).out()).get("findings")).hasSize(1);
  }

  private static String line(String end) {
    return "All is as it was " + end + System.lineSeparator();
  }

  private static Path copied(Path from, Path to) throws IOException {
    FileUtils.copyDirectory(from.toFile(), to.toFile());
    return to;
  }

  private String[] certifying(Path ledger, String customer, String name, String... more) {
    return with(
        new String[] {
          "forget",
          "--customer",
          customer,
          "--ledger",
          ledger.toString(),
          "--certificate",
          folder.resolve(tenant + "-" + name + ".json").toString()
        },
        more);
  }

  private void forgetCertified(Path ledger, String customer, String name, String... more) {
    CommandRun run = ricordo(certifying(ledger, customer, name, more));
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
  }

  @Test
  void aLedgerInTheDatabase_certifiesShowsAndVerifies_andItsKeyIsOutside() throws Exception {
    Path ledger = folder.resolve("in-database");
    forgetCertified(ledger, "anna", "first", "--ledger-in-database");
    forgetCertified(ledger, "bert", "second", "--ledger-in-database");
    String[] at = {
      "--ledger", ledger.toString(), "--ledger-in-database", "--url", DATABASE.jdbcUrl()
    };

    CommandRun shown = CommandRun.of(with(new String[] {"ledger", "show"}, at));
    CommandRun clean = CommandRun.of(with(new String[] {"ledger", "verify"}, at));
    String file = folder.resolve(tenant + "-second.json").toString();
    CommandRun proved = CommandRun.of("verify", file, "--key", ledger + ".pub");
    CommandRun folder = CommandRun.of("ledger", "verify", "--ledger", ledger.toString());

    assertThat(shown.out()).contains("2 entries").contains("erasure-full");
    assertThat(clean.out()).contains("All is as it was signed: 2 entries.");
    assertThat(proved.out()).contains("It is entry 1, counted from 0, of 2");
    assertThat(Files.exists(ledger)).isFalse();
    assertThat(folder.exit()).isEqualTo(1);
    CommandRun otherKey =
        ricordo(certifying(ledger.resolveSibling("lost"), "c", "third", "--ledger-in-database"));
    assertThat(otherKey.exit()).isEqualTo(1);
    assertThat(otherKey.err()).contains("--ledger: the database: is there, but its key ");
  }

  @Test
  void anAuditOfAnInstallation_holds_untilSomethingIsBroken() throws Exception {
    Event longNamed = view(CustomerId.of("customer-of-a-long-name"), 3);
    shop.observe(longNamed);
    Path ledger = folder.resolve(tenant + "-ledger");
    Path page = folder.resolve(tenant + "-audit.html");
    forgetCertified(ledger, "bert", "first");
    String[] audit = {
      "audit", "installation", "--base", base(), "--ledger", ledger.toString(), "--json", "-"
    };

    JsonNode report = json(ricordo(with(audit, "--html", page.toString())).out());
    breakErasure();
    CommandRun broken = ricordo(audit);

    assertThat(report.get("checks")).hasSize(8).allMatch(line -> line.get("passed").asBoolean());
    assertThat(report.toString())
        .contains("1 erased, 0 of them with a key; 2 present, 0 of them without")
        .contains("2 customers, 4 events")
        .contains("ids looked for: 1, rows found: 0")
        .contains("entries: 1, checkpoints: 2")
        .doesNotContain("anna", "long-name");
    assertThat(Files.readString(page)).contains("<h1>Everything holds</h1>");
    assertThat(broken.exit()).isEqualTo(1);
    assertThat(broken.out()).contains("2 present, 1 of them without");
  }

  /** As if the rows had come back from a backup: the keys of all are gone, the rows are not. */
  private void breakErasure() throws Exception {
    try (Connection connection = DATABASE.dataSource().getConnection();
        PreparedStatement select =
            connection.prepareStatement("select id from ricordo.subject where tenant = ?")) {
      select.setString(1, tenant);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        vault.destroy(tenant, List.of(row.getObject(1, UUID.class)), NOON);
      }
    }
  }

  private int covered(String... scope) throws Exception {
    String[] dry = {"forget", "--customer", "anna", "--dry-run", "--base", base(), "--json", "-"};
    return json(ricordo(with(dry, scope)).out()).get("events").asInt();
  }

  private static String base() {
    return folder.resolve("base").toString();
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.of(arguments, more).flatMap(Arrays::stream).toArray(String[]::new);
  }

  /** The shop drops its hot memories when it notices. */
  private void waitUntilNoticed() throws InterruptedException {
    for (int i = 0; i < 300 && shop.statistics().hotMemories() > 0; i++) {
      Thread.sleep(100);
    }
    assertThat(shop.statistics().hotMemories()).as("noticed within 30 seconds").isZero();
  }

  private String request(String... arguments) throws Exception {
    CommandRun run =
        ricordo(
            Stream.concat(Arrays.stream(arguments), Stream.of("--json", "-"))
                .toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    return json(run.out()).get("requests").get(0).get("id").asText();
  }

  @Test
  void request_fromReceiptToClosing_isHandledByCommands() throws Exception {
    Path certificate = folder.resolve(tenant + ".json");
    String ledger = folder.resolve("ledger " + tenant).toString();
    String id =
        request(
            "request",
            "open",
            "--customer",
            "anna",
            "--right",
            "erasure",
            "--recipient",
            "carrier");
    request("request", "verify-identity", id, "--method", "signed in", "--by", "Eva Berg");
    assertThat(shop.standing(ANNA).restricted()).isTrue();
    CommandRun done =
        ricordo(
            "request",
            "execute",
            id,
            "--out",
            certificate.toString(),
            "--ledger",
            ledger,
            "--holds",
            holds());
    assertThat(done.err()).isEmpty();
    assertThat(done.exit()).isZero();
    assertThat(done.out()).contains("erasure  certified", "events: 3", "to tell: carrier");
    assertThat(store.journal().read(ANNA, 1)).isEmpty();
    request("request", "notify", id, "--recipient", "carrier");
    request("request", "close", id);

    assertThat(CommandRun.of("verify", certificate.toString()).exit()).isZero();
    assertThat(json(Files.readString(certificate)).get("certificate").get("request").asText())
        .isEqualTo(id);
    CommandRun listed = ricordo("request", "list");
    assertThat(listed.exit()).isZero();
    assertThat(listed.out()).contains(id + "  erasure  closed").doesNotContain("anna");
  }

  private String holds() {
    return folder.resolve("holds " + tenant).toString();
  }

  private static CommandRun hold(String... arguments) {
    return CommandRun.of(
        Stream.concat(Stream.of("hold"), Arrays.stream(arguments)).toArray(String[]::new));
  }

  @Test
  void hold_keepsACopyOfWhatIsForgotten_untilItIsReleased() throws Exception {
    CommandRun placed =
        ricordo(
            "hold",
            "place",
            "--customer",
            "anna",
            "--reason",
            "lawsuit 7",
            "--by",
            "Eva Berg",
            "--and",
            "Jon Holm",
            "--holds",
            holds(),
            "--json",
            "-");
    assertThat(placed.err()).isEmpty();
    String hold = json(placed.out()).get("holds").get(0).get("id").asText();
    String id = request("request", "open", "--customer", "anna", "--right", "erasure");
    request("request", "verify-identity", id, "--method", "signed in", "--by", "Eva Berg");
    CommandRun done =
        ricordo(
            "request",
            "execute",
            id,
            "--holds",
            holds(),
            "--out",
            folder.resolve(tenant + ".json").toString(),
            "--ledger",
            folder.resolve("ledger " + tenant).toString());
    assertThat(done.out()).contains("outcome: partly");
    assertThat(store.journal().read(ANNA, 1)).isEmpty();

    Path evidence = folder.resolve(tenant + "-evidence.json");
    assertThat(hold("read", hold, "--holds", holds(), "--out", evidence.toString()).exit())
        .isZero();
    assertThat(json(Files.readString(evidence)).get("copies").get(0).get("events")).hasSize(3);
    assertThat(hold("release", hold, "--holds", holds(), "--by", "Eva Berg").exit()).isZero();
    assertThat(hold("read", hold, "--holds", holds(), "--out", evidence + "2").err())
        .contains("was released, nothing is kept");
    assertThat(hold("list", "--holds", holds()).out()).contains(hold + "  released ");
  }

  @Test
  void refusalByOnePerson_isWrongUse() throws Exception {
    String id = request("request", "open", "--customer", "anna", "--right", "access");
    CommandRun run =
        ricordo(
            "request", "refuse", id, "--reason", "abuse", "--by", "Eva Berg", "--and", "Eva Berg");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("and: must be another person than by");
  }

  @Test
  void export_isTheCustomersOwn_asJsonAndAsATable() throws Exception {
    shop.restrict(BERT, true);
    String base = folder.resolve("base").toString();
    Path file = folder.resolve(tenant + "-anna.json");
    assertThat(
            ricordo("export", "--customer", "anna", "--base", base, "--out", file.toString())
                .exit())
        .isZero();
    JsonNode export = json(Files.readString(file));
    assertThat(export.get("events")).hasSize(3);
    assertThat(export.get("standing").get("collective").asText()).isEqualTo("nothing said");
    assertThat(export.get("inferred").toString())
        .contains("has followed 3 of your events")
        .contains("By it alone you would be shown first: i")
        .contains("You are counted in 3 steps");

    Path table = folder.resolve(tenant + "-bert.csv");
    ricordo("export", "--customer", "bert", "--format", "csv", "--out", table.toString());
    assertThat(Files.readAllLines(table))
        .startsWith(
            "part,position,id,at,kind,item,quantity,price,session,dwell,channel,campaign,name,text")
        .contains("standing,,,,,,,,,,,,restricted,yes")
        .hasSizeGreaterThan(6);
  }

  @Test
  void retention_forgetsWhatIsTooOld_ofEverybody_afterADryRun() {
    String years = "P100Y";
    assertThat(ricordo("retention", "--older-than", years, "--dry-run").out())
        .contains("Would forget 0 events before ", "of 0 of 2 customers");
    shop.observe(Event.viewed(BERT, ItemId.of("i9"), Instant.parse("1900-01-01T00:00:00Z")));
    CommandRun preview = ricordo("retention", "--older-than", years, "--dry-run");
    assertThat(preview.out()).contains("Would forget 1 event before ", "of 1 of 2 customers");
    assertThat(store.journal().read(BERT, 1)).hasSize(2);

    CommandRun done = ricordo("retention", "--older-than", years);
    assertThat(done.err()).isEmpty();
    assertThat(done.out()).contains("Forgot 1 event before ");
    assertThat(store.journal().read(BERT, 1)).hasSize(1);
    assertThat(store.journal().read(ANNA, 1)).hasSize(3);
  }

  @Test
  void consent_isShownAndChanged() {
    assertThat(ricordo("consent", "--customer", "anna").out()).contains("withdrawn: nothing");
    CommandRun run =
        ricordo("consent", "--customer", "anna", "--withdraw", "collective", "--restrict", "true");

    assertThat(run.out()).contains("withdrawn: collective", "restricted: yes");
    assertThat(shop.standing(ANNA).restricted()).isTrue();
    assertThat(ricordo("inspect", "--customer", "anna").out())
        .contains("L3 collective counts: nothing of this customer");
  }
}
