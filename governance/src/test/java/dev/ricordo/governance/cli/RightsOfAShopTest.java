package dev.ricordo.governance.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ricordo.Eventually;
import dev.ricordo.Observation;
import dev.ricordo.Slot;
import dev.ricordo.audit.AuditorReport;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.postgres.PostgresStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a shop's customers ask for by right. */
final class RightsOfAShopTest extends RunningShop {

  private String request(String... arguments) throws Exception {
    CommandRun run =
        ricordo(
            Stream.concat(Arrays.stream(arguments), Stream.of("--json", "-"))
                .toArray(String[]::new));
    assertThat(run.err()).isIn("", NOBODY_HELD);
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
    long begin = System.nanoTime();
    request("request", "verify-identity", id, "--method", "signed in", "--by", "Eva Berg");
    assertThat(shop.standing(ANNA).suspended()).isTrue();
    Eventually.holds(
        () -> assertThat(shop.recommend(ANNA, Slot.of("home"), 3).position()).isZero());
    assertThat(shop.observe(view(ANNA, 3))).isInstanceOf(Observation.Withheld.class);
    long millis = (System.nanoTime() - begin) / 1_000_000;
    AuditorReport.found(
        "How soon does a restriction hold that another process was asked for?",
        "the next event of the customer is withheld, " + millis + " ms after the command began");
    CommandRun done =
        ricordo(
            "request",
            "execute",
            id,
            "--by",
            "Jon Holm",
            "--out",
            certificate.toString(),
            "--ledger",
            ledger);
    assertThat(done.err()).isEqualTo(NOBODY_HELD);
    assertThat(done.exit()).isZero();
    assertThat(done.out()).contains("erasure  certified", "events: 3", "to tell: carrier");
    assertThat(store.journal().read(ANNA, 1)).isEmpty();
    Path notice = folder.resolve(tenant + ".txt");
    request("request", "notify", id, "--recipient", "carrier", "--out", notice.toString());
    assertThat(Files.readString(notice))
        .contains("To: carrier", "Reference: " + id, "Erase all")
        .doesNotContain("anna");
    request("request", "close", id);

    assertThat(CommandRun.of("verify", certificate.toString()).exit()).isZero();
    assertThat(json(Files.readString(certificate)).get("certificate").get("request").asText())
        .isEqualTo(id);
    JsonNode said = json(Files.readString(certificate)).get("particulars");
    assertThat(said.get("identity").asText()).isEqualTo("signed in, checked by Eva Berg");
    assertThat(said.get("approvers")).extracting(JsonNode::asText).containsExactly("Jon Holm");
    CommandRun listed = ricordo("request", "list");
    assertThat(listed.exit()).isZero();
    assertThat(listed.out()).contains(id + "  erasure  closed").doesNotContain("anna");
  }

  @Test
  void dryRun_showsHowTheAnswersWouldChange_andAskingForAccessGivesATable() throws Exception {
    String base = folder.resolve("base").toString();
    String id = request("request", "open", "--customer", "anna", "--right", "erasure");
    request("request", "verify-identity", id, "--method", "signed in", "--by", "Eva Berg");
    CommandRun dry = ricordo("request", "execute", id, "--dry-run", "--base", base);
    assertThat(dry.err()).isEqualTo(NOBODY_HELD);
    assertThat(dry.out()).containsSubsequence("previewed", "events: 3", "Answers:", "afterwards");
    assertThat(store.journal().read(ANNA, 1)).hasSize(3);

    String access = request("request", "open", "--customer", "anna", "--right", "access");
    request("request", "verify-identity", access, "--method", "signed in", "--by", "Eva Berg");
    Path table = folder.resolve(tenant + "-access.csv");
    request("request", "execute", access, "--format", "csv", "--out", table.toString());
    assertThat(Files.readAllLines(table))
        .hasSizeGreaterThan(6)
        .element(0)
        .asString()
        .startsWith("part,position,id");
  }

  private String holds() {
    return folder.resolve("holds " + tenant).toString();
  }

  private String ledger() {
    return folder.resolve("ledger " + tenant).toString();
  }

  private static CommandRun hold(String... arguments) {
    return CommandRun.of(
        Stream.concat(Stream.of("hold"), Arrays.stream(arguments)).toArray(String[]::new));
  }

  private String placed() throws Exception {
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
            "--ledger",
            ledger(),
            "--json",
            "-");
    assertThat(placed.err()).isEmpty();
    return json(placed.out()).get("holds").get(0).get("id").asText();
  }

  private CommandRun read(String hold, String out) {
    return ricordo(
        "hold",
        "read",
        hold,
        "--holds",
        holds(),
        "--ledger",
        ledger(),
        "--reason",
        "hearing",
        "--by",
        "Eva Berg",
        "--and",
        "Jon Holm",
        "--out",
        out);
  }

  private CommandRun release(String hold) {
    return ricordo(
        "hold", "release", hold, "--holds", holds(), "--ledger", ledger(), "--by", "Eva Berg");
  }

  private JsonNode evidence(String hold) throws Exception {
    Path file = folder.resolve(UUID.randomUUID() + ".json");
    assertThat(read(hold, file.toString()).err()).isEmpty();
    return json(Files.readString(file)).get("copies");
  }

  @Test
  void hold_keepsACopyOfWhatIsForgotten_untilItIsReleased() throws Exception {
    String hold = placed();
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
            ledger());
    assertThat(done.out()).contains("outcome: partly");
    assertThat(store.journal().read(ANNA, 1)).isEmpty();

    assertThat(evidence(hold).get(0).get("events")).hasSize(3);
    assertThat(release(hold).err()).isEmpty();
    assertThat(ricordo("request", "show", id).out()).contains("outcome: done");
    String out = folder.resolve(tenant + "-evidence.json").toString();
    assertThat(read(hold, out).err()).contains("was released, nothing is kept");
    assertThat(hold("list", "--holds", holds()).out()).contains(hold + "  released ");
  }

  @Test
  void decisionOfPeople_hasBehindItHowOftenTheStoreHasErased() throws Exception {
    ricordo("forget", "--customer", "bert");
    placed();

    assertThat(CommandRun.of("ledger", "show", "--ledger", ledger()).out())
        .containsSubsequence("hold placed", "erasures", "known to the tables 1");
  }

  @Test
  void evidenceInTheClear_needsTwoPeople_andTheLedgerHasIt_withoutNames() throws Exception {
    String hold = placed();
    Path out = folder.resolve(tenant + "-clear.json");
    CommandRun alone =
        ricordo(
            "hold",
            "read",
            hold,
            "--holds",
            holds(),
            "--ledger",
            ledger(),
            "--reason",
            "hearing",
            "--by",
            "Eva Berg",
            "--and",
            "eva berg",
            "--out",
            out.toString());
    assertThat(alone.exit()).isEqualTo(2);
    assertThat(alone.err()).contains("and: must be another person than by");
    assertThat(out).doesNotExist();

    evidence(hold);
    assertThat(release(hold).exit()).isZero();
    String id = request("request", "open", "--customer", "anna", "--right", "access");
    String[] extend = {"request", "extend", id, "--ledger", ledger(), "--reason", "many requests"};
    request(with(extend, "--by", "Eva Berg"));
    assertThat(ricordo("request", "show", id).out())
        .contains("extended: many requests, by Eva Berg");
    String[] refuse = {"request", "refuse", id, "--ledger", ledger(), "--reason", "abuse"};
    request(with(refuse, "--by", "Eva Berg", "--and", "Jon Holm"));

    CommandRun shown = CommandRun.of("ledger", "show", "--ledger", ledger());
    assertThat(shown.out())
        .containsSubsequence(
            "hold placed", "hold read", "hold released", "request extended", "request refused");
    assertThat(CommandRun.of("ledger", "verify", "--ledger", ledger()).exit()).isZero();
    assertThat(Files.readString(Path.of(ledger(), "tile", "entries", "000.p", "5"), ISO_8859_1))
        .contains(hold, id)
        .doesNotContain("anna", "Eva", "Holm", "hearing", "lawsuit", "abuse");
  }

  @Test
  void releaseByAnotherTenant_isRefused() throws Exception {
    String hold = placed();
    String id = request("request", "open", "--customer", "anna", "--right", "erasure");
    request("request", "verify-identity", id, "--method", "signed in", "--by", "Eva Berg");
    String certificate = folder.resolve(tenant + ".json").toString();
    ricordo(
        "request", "execute", id, "--holds", holds(), "--out", certificate, "--ledger", ledger());
    PostgresStore.open(pool, vault, "other " + tenant).close();
    String[] release = {
      "hold", "release", hold, "--holds", holds(), "--ledger", ledger(), "--by", "Eva Berg"
    };

    CommandRun elsewhere = ricordoOf("other " + tenant, release);
    assertThat(elsewhere.exit()).isEqualTo(2);
    assertThat(elsewhere.err())
        .contains("tenant: is \"other " + tenant + "\", but hold " + hold + " is of \"" + tenant);
    assertThat(ricordo(release).exit()).isZero();
    assertThat(ricordo("request", "show", id).out()).contains("outcome: done");
  }

  @Test
  void forgetting_keepsWhatAHoldAsksFor_andSaysSo() throws Exception {
    String hold = placed();
    Path certificate = folder.resolve(tenant + ".json");
    assertThat(ricordo("forget", "--customer", "bert", "--holds", holds()).out())
        .doesNotContain("legal hold");
    shop.observe(view(ANNA, 9));
    CommandRun some = ricordo("forget", "--customer", "anna", "--item", "i9", "--holds", holds());
    assertThat(some.err()).isEmpty();
    assertThat(some.out()).contains("A legal hold keeps a sealed copy apart");
    assertThat(evidence(hold)).hasSize(2);

    CommandRun all =
        ricordo(
            "forget",
            "--customer",
            "anna",
            "--holds",
            holds(),
            "--certificate",
            certificate.toString(),
            "--ledger",
            ledger());
    assertThat(all.err()).isEmpty();
    assertThat(all.out()).contains("A legal hold keeps a sealed copy apart");
    assertThat(store.journal().read(ANNA, 1)).isEmpty();
    assertThat(json(Files.readString(certificate)).get("certificate").get("exclusions").toString())
        .contains("copies that a legal hold keeps as evidence");
    assertThat(CommandRun.of("verify", certificate.toString()).exit()).isZero();
  }

  @Test
  void retention_keepsWhatAHoldAsksFor_andSaysSo() throws Exception {
    String hold = placed();
    Instant longAgo = Instant.parse("1900-01-01T00:00:00Z");
    shop.observe(Event.viewed(ANNA, ItemId.of("i9"), longAgo));
    shop.observe(Event.viewed(BERT, ItemId.of("i9"), longAgo));
    CommandRun done = ricordo("retention", "--older-than", "P100Y", "--holds", holds());

    assertThat(done.err()).isEmpty();
    assertThat(done.out())
        .contains("Forgot 2 events before ")
        .contains("Legal holds keep sealed copies apart, of 1 customer");
    assertThat(store.journal().read(ANNA, 1)).hasSize(3);
    assertThat(evidence(hold).findValuesAsText("item")).contains("i9");
  }

  @Test
  void folderOfHoldsThatIsAway_isNotMadeByWhoeverAsksAboutHolds() {
    Path away = folder.resolve("away");
    String id = UUID.randomUUID().toString();
    String out = folder.resolve("nothing.json").toString();
    for (CommandRun run :
        List.of(
            hold("list", "--holds", away.toString()),
            hold(
                "read",
                id,
                "--holds",
                away.toString(),
                "--out",
                out,
                "--reason",
                "hearing",
                "--by",
                "Eva Berg",
                "--and",
                "Jon Holm"),
            hold("release", id, "--holds", away.toString(), "--by", "Eva Berg"))) {
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.err()).contains("is no folder of legal holds");
    }
    assertThat(away).doesNotExist();
  }

  @Test
  void folderOfHoldsThatIsAway_nothingIsForgotten() {
    String[] away = {"--holds", folder.resolve("away").toString()};
    for (String[] command :
        new String[][] {
          {"forget", "--customer", "anna"}, {"retention", "--older-than", "P1D"},
        }) {
      CommandRun run = ricordo(with(command, away));
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.err()).contains("is no folder of legal holds");
    }
    assertThat(store.journal().read(ANNA, 1)).hasSize(3);
    assertThat(store.journal().read(BERT, 1)).hasSize(1);
  }

  @Test
  void refusalByOnePerson_isWrongUse() throws Exception {
    String id = request("request", "open", "--customer", "anna", "--right", "access");
    CommandRun run =
        ricordo(
            "request",
            "refuse",
            id,
            "--ledger",
            ledger(),
            "--reason",
            "abuse",
            "--by",
            "Eva Berg",
            "--and",
            "Eva Berg");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("and: must be another person than by");
  }

  @Test
  void whatIsRightOfNoEvent_isWrongUse_andNothingIsFiled() throws Exception {
    String[] open = {"request", "open", "--customer", "anna", "--right", "erasure"};
    for (String option : List.of("--right-item", "--right-kind", "--right-time")) {
      String value = option.endsWith("time") ? "2026-03-01T00:00:00Z" : "view";
      CommandRun run = ricordo(with(open, option, value));
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err()).contains("--wrong-event: is missing");
    }
    assertThat(ricordo("request", "list").out()).contains("no requests");
    assertThat(ricordo(open).out()).contains("covers: all events");
    assertThat(ricordo(with(open, "--item", "i1")).out()).contains("covers: some events");
  }

  @Test
  void exportWithoutAFile_isWrongUse_whileItCanStillBeRefused() throws Exception {
    String id = request("request", "open", "--customer", "anna", "--right", "access");
    request("request", "verify-identity", id, "--method", "signed in", "--by", "Eva Berg");
    CommandRun run = ricordo("request", "execute", id);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("--out: is missing");
    assertThat(ricordo("request", "show", id).out()).contains("  restricted");
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
        .contains("You are counted in 3 steps")
        .doesNotContain("bytes; it changes every");

    shop.restrict(BERT, false);
    shop.observe(view(BERT, 3).withCampaign("=1+1"));
    shop.restrict(BERT, true);
    Path table = folder.resolve(tenant + "-bert.csv");
    ricordo("export", "--customer", "bert", "--format", "csv", "--out", table.toString());
    assertThat(Files.readAllLines(table))
        .startsWith(
            "part,position,id,at,kind,item,quantity,price,session,dwell,channel,campaign,name,text")
        .contains("standing,,,,,,,,,,,,restricted,yes")
        .anyMatch(line -> line.endsWith(",'=1+1,,"))
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
    assertThat(done.err()).isEqualTo(NOBODY_HELD);
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
