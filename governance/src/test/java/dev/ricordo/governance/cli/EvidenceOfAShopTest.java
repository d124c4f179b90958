package dev.ricordo.governance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ricordo.Ricordo;
import dev.ricordo.base.Base;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Shape;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.ledger.LocalWitness;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;

/** Certificates, the ledger and the audit of a shop. */
final class EvidenceOfAShopTest extends RunningShop {

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

    assertThat(run.err()).isEqualTo(NOBODY_HELD);
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

    assertThat(shown.out())
        .contains("2 entries")
        .contains("erasure-selective")
        .contains("events 1");
    assertThat(clean.exit()).isZero();
    assertThat(clean.out()).contains("All is as it was signed: 2 entries.");
  }

  private static void requireCutIsFound(Path ledger) throws Exception {
    Files.delete(ledger.resolve("tile/entries/000.p/2"));

    CommandRun cut = CommandRun.of("ledger", "verify", "--ledger", ledger.toString());

    assertThat(cut.exit()).isEqualTo(1);
    assertThat(cut.out()).contains("FOUND: tile/entries/000.p/2 is missing");
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
    assertThat(run.err()).contains("ledger: " + ledger);
    assertThat(shop.inspect(ANNA).events()).hasSize(3);
  }

  @Test
  void aStoreThatTakesAnEventTooMany_isFound_andNothingIsCertified() throws Exception {
    Path certificate = folder.resolve(tenant + ".json");
    String[] at = {"--base", base(), "--ledger", folder.resolve(tenant + "-ledger").toString()};
    String[] forgetting = {"forget", "--customer", "anna", "--item", "i1"};
    shop.observe(view(BERT, 3));
    losing(store.journal().read(ANNA, 1).get(2));
    losing(store.journal().read(BERT, 1).get(1));

    CommandRun forget =
        ricordo(with(with(forgetting, at), "--certificate", certificate.toString()));
    String[] open = {"request", "open", "--customer", "bert", "--right", "erasure", "--item", "i1"};
    String id = json(ricordo(with(open, "--json", "-")).out()).at("/requests/0/id").asText();
    ricordo("request", "verify-identity", id, "--method", "signed in", "--by", "Eva Berg");
    String[] execution = {"request", "execute", id, "--out", certificate.toString()};
    CommandRun execute = ricordo(with(execution, at));

    assertThat(forget.exit()).isEqualTo(1);
    assertThat(forget.out()).contains("FAILED");
    assertThat(execute.exit()).isEqualTo(1);
    assertThat(execute.err()).contains("verify: the events that were to stay are not what they");
    assertThat(certificate).doesNotExist();
    assertThat(CommandRun.of("ledger", "show", at[2], at[3]).out()).contains("0 entries");
  }

  @Test
  void erasureThatAnotherActOvertook_isCertifiedOfNoEvent() throws Exception {
    Path certificate = folder.resolve(tenant + "-overtaken.json");
    String[] open = {"request", "open", "--customer", "anna", "--right", "erasure"};
    String id = json(ricordo(with(open, "--json", "-")).out()).at("/requests/0/id").asText();
    ricordo("request", "verify-identity", id, "--method", "signed in", "--by", "Eva Berg");
    String[] execute = {
      "request", "execute", id, "--customer", "anna", "--out", certificate.toString(), "--ledger"
    };
    String ledger = folder.resolve(tenant + "-overtaken-ledger").toString();
    try (Connection connection = pool.getConnection();
        Statement change = connection.createStatement()) {
      change.execute("alter table ricordo.erased add constraint none_now check (false) not valid");
      assertThat(ricordo(with(execute, ledger)).exit()).isEqualTo(1);
      assertThat(ricordo("request", "show", id).out()).contains("executing");
      change.execute("alter table ricordo.erased drop constraint none_now");
    }
    shop.forget(ANNA);

    assertThat(ricordo(with(execute, ledger)).err()).isEqualTo(NOBODY_HELD);
    assertThat(CommandRun.of("verify", certificate.toString()).exit()).isZero();
    assertThat(
            json(Files.readString(certificate)).at("/certificate/levels/journal/events").asLong())
        .isZero();
  }

  /** From now on an event is lost as often as it is written. */
  private void losing(JournalEntry entry) throws Exception {
    String name = "losing_" + entry.position();
    try (Connection connection = pool.getConnection();
        Statement change = connection.createStatement()) {
      change.execute(
          "create function ricordo."
              + name
              + "() returns trigger language plpgsql as "
              + "'begin delete from ricordo.event"
              + " where tenant = new.tenant and position = new.position; return null; end'");
      change.execute(
          String.format(
              "create trigger %s after insert on ricordo.event for each row"
                  + " when (new.tenant = '%s' and new.position = %d) execute function ricordo.%s()",
              name, tenant, entry.position(), name));
    }
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
    assertThat(json(Files.readString(Path.of(file))).at("/certificate/stores"))
        .as("nobody to ask for")
        .isEmpty();
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
        .satisfies(run -> assertThat(run.out()).isEqualTo(line("signed: 4 entries.")));

    FileUtils.deleteDirectory(ledger.toFile());
    copied(before, ledger);
    CommandRun back = CommandRun.of(withSeen);
    CommandRun forget = ricordo(certifying(ledger, "carl", "third"));
    Files.delete(LedgerPlace.in(ledger).checkpoints());
    CommandRun unseen = CommandRun.of(verify);

    assertThat(back.exit()).isEqualTo(1);
    assertThat(back.out()).contains("FOUND: the log went back: it had 4 entries and now claims 2");
    assertThat(forget.exit()).isEqualTo(1);
    assertThat(forget.err()).contains("went back, had 4 entries and now has 2");
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
    assertThat(run.err()).isEqualTo(NOBODY_HELD);
    assertThat(run.exit()).isZero();
  }

  @Test
  void aWitness_cosignsCertificates_andWhoeverVerifiesCanAskForIt() throws Exception {
    Path ledger = folder.resolve(tenant + "-ledger");
    Path witnessKey = folder.resolve(tenant + "-witness.pub");
    try (LocalWitness witness = LocalWitness.start();
        EvidenceLedger made = EvidenceLedger.open(LedgerPlace.in(ledger))) {
      witness.knows(made.key());
      made.close();
      Files.writeString(witnessKey, witness.key() + "\n");
      String[] asked = {
        "--witness", witness.prefix().toString(), "--witness-key", witnessKey.toString()
      };
      forgetCertified(ledger, "anna", "first", asked);
      witness.answersWith(exchange -> exchange.sendResponseHeaders(503, -1));
      CommandRun away = ricordo(certifying(ledger, "bert", "second", asked));
      CommandRun behind = verifyLedger(ledger, "--witness-key", witnessKey.toString());
      witness.answers();
      forgetCertified(ledger, "carl", "third", asked);

      assertThat(away.exit()).isZero();
      assertThat(away.err())
          .contains("WARNING: witness ")
          .contains("did not cosign: the witness did not sign (status 503)");
      assertThat(behind.exit()).isEqualTo(1);
      assertThat(verifyLedger(ledger, asked).out()).contains("Cosigned by 1 witness.");
      requireCosigned(ledger, witnessKey);
      witness.close();
      assertThat(verifyLedger(ledger, asked).out()).contains("could not be reached");
      assertThat(verifyLedger(ledger, "--witness-key", witnessKey.toString()).exit()).isZero();
    }
  }

  private static CommandRun verifyLedger(Path ledger, String... more) {
    return CommandRun.of(
        with(new String[] {"ledger", "verify", "--ledger", ledger.toString()}, more));
  }

  private void requireCosigned(Path ledger, Path witnessKey) throws Exception {
    CommandRun first = verify("first", ledger, witnessKey);
    CommandRun second = verify("second", ledger, witnessKey);

    assertThat(first.exit()).isZero();
    assertThat(first.out()).contains("saw this ledger at 2023-11-14T22:13:20Z");
    assertThat(second.exit()).isEqualTo(1);
    assertThat(second.out())
        .contains("failed: the ledger's checkpoint is cosigned by every witness given")
        .contains("0 of 1 did");
    assertThat(verify("third", ledger, witnessKey).exit()).isZero();
    assertThat(verify("first", ledger, LedgerPlace.in(ledger).publicKey()).err())
        .contains("--witness-key: ")
        .contains("holds no key of a witness");
  }

  private CommandRun verify(String name, Path ledger, Path witnessKey) {
    return CommandRun.of(
        "verify",
        folder.resolve(tenant + "-" + name + ".json").toString(),
        "--key",
        LedgerPlace.in(ledger).publicKey().toString(),
        "--witness-key",
        witnessKey.toString());
  }

  @Test
  void aWitnessWithoutAnAddress_isRefusedByWhoeverWrites() {
    CommandRun run =
        ricordo(
            certifying(
                folder.resolve(tenant + "-ledger"), "anna", "none", "--witness-key", base()));

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("--witness: is missing beside --witness-key ");
    assertThat(shop.inspect(ANNA).events()).hasSize(3);
  }

  @Test
  void aLedgerInTheDatabase_certifiesShowsAndVerifies_andItsKeyIsOutside() throws Exception {
    Path ledger = folder.resolve("in-database");
    forgetCertified(ledger, "anna", "first", "--ledger-in-database");
    forgetCertified(ledger, "bert", "second", "--ledger-in-database");
    String[] at = {
      "--ledger", ledger.toString(), "--ledger-in-database", "--url", database().jdbcUrl()
    };

    CommandRun shown = CommandRun.of(with(new String[] {"ledger", "show"}, at));
    CommandRun clean = CommandRun.of(with(new String[] {"ledger", "verify"}, at));
    String file = folder.resolve(tenant + "-second.json").toString();
    CommandRun proved = CommandRun.of("verify", file, "--key", ledger + ".pub");
    CommandRun folder = CommandRun.of("ledger", "verify", "--ledger", ledger.toString());

    assertThat(shown.out()).contains("4 entries").contains("erasure-full");
    assertThat(clean.out()).contains("All is as it was signed: 4 entries.");
    assertThat(proved.out()).contains("It is entry 2, counted from 0, of 4");
    assertThat(Files.exists(ledger)).isFalse();
    assertThat(folder.exit()).isEqualTo(1);
    CommandRun otherKey =
        ricordo(certifying(ledger.resolveSibling("lost"), "c", "third", "--ledger-in-database"));
    assertThat(otherKey.exit()).isEqualTo(1);
    assertThat(otherKey.err()).contains("ledger: the database: is there, but its key ");
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

    assertThat(report.get("checks")).hasSize(10);
    assertThat(report.get("checks").findValuesAsText("outcome"))
        .containsOnly("HOLDS", "NOT_CHECKED")
        .filteredOn("NOT_CHECKED"::equals)
        .as("memories and shares: the shop has stored none yet")
        .hasSize(2);
    assertThat(report.toString())
        .contains("1 erased, 0 of them with a key; 2 present, 0 of them without")
        .contains("2 customers, 4 events")
        .contains("ids looked for: 1, rows found: 0")
        .contains("entries: 2, checkpoints: 2")
        .doesNotContain("anna", "long-name");
    assertThat(Files.readString(page))
        .contains("<h1>Everything holds that was looked at; 2 of 10 not checked</h1>");
    assertThat(broken.exit()).isEqualTo(1);
    assertThat(broken.out()).contains("2 present, 1 of them without");
  }

  @Test
  void anAudit_findsAKeptShareThatIsNotTheEvents() throws Exception {
    CustomerId regular = CustomerId.of("regular");
    List<Event> events =
        IntStream.range(0, 1_200)
            .mapToObj(i -> Event.viewed(regular, ItemId.of("i" + i % 7), NOON.plusSeconds(i)))
            .toList();
    Snapshots shares = store.snapshots().shares();
    try (Ricordo cold =
        Ricordo.builder()
            .base(Path.of(base()))
            .journal(store.journal())
            .snapshots(store.snapshots())
            .hotBytes(1)
            .build()) {
      cold.observeAll(events);
      cold.observe(Event.viewed(regular, ItemId.of("i1"), NOON.plusSeconds(1_200)));
    }
    Snapshots.Snapshot kept = shares.find(regular).orElseThrow();
    String[] audit = {"audit", "installation", "--base", base(), "--json", "-"};

    CommandRun clean = ricordo(audit);
    byte[] other = kept.bytes().clone();
    other[other.length / 2]++;
    shares.put(regular, new Snapshots.Snapshot(kept.cursor(), other));
    CommandRun broken = ricordo(audit);

    assertThat(kept.cursor()).isEqualTo(lastPosition(regular) - 1);
    assertThat(check(clean, "shares")).isEqualTo("HOLDS, 1 compared, 0 different");
    assertThat(clean.exit()).isZero();
    assertThat(check(broken, "shares")).isEqualTo("FAILED, 1 compared, 1 different");
    assertThat(broken.exit()).isEqualTo(1);
  }

  @Test
  void anAudit_comparesMemories_unlessItemsThatTheBaseDoesNotKnowAreInThem() throws Exception {
    Path folderOfBase = folder.resolve(tenant + "-base");
    Base release =
        RandomBases.create(
            5, 40, Shape.DEFAULT, new Mix(Mix.Family.LOG, 2, 1, 0), RandomBases.features(40));
    release.write(folderOfBase);
    Item newcomer = new Item(ItemId.of("newcomer"), "", "even", "", OptionalDouble.empty());
    List<Item> items = new ArrayList<>(release.catalogue().items());
    String[] audit = {"audit", "installation", "--base", folderOfBase.toString(), "--json", "-"};

    observedAndKept(release, release.catalogue());
    CommandRun known = ricordo(audit);
    items.add(newcomer);
    observedAndKept(release, Catalogue.of(items));
    CommandRun unknown = ricordo(audit);

    assertThat(check(known, "memories")).isEqualTo("HOLDS, 1 compared, 0 different");
    assertThat(check(unknown, "memories"))
        .isEqualTo("NOT_CHECKED, 1 of another base, other rules or other features of items");
    assertThat(unknown.exit()).isZero();
  }

  /** One more event of a customer, and the memory is kept. */
  private void observedAndKept(Base release, Catalogue catalogue) {
    try (Ricordo other =
        Ricordo.builder()
            .base(release)
            .catalogue(catalogue)
            .journal(store.journal())
            .snapshots(store.snapshots())
            .build()) {
      other.observe(view(ANNA, 1));
    }
  }

  private long lastPosition(CustomerId customer) {
    List<JournalEntry> entries = store.journal().read(customer, 1);
    return entries.get(entries.size() - 1).position();
  }

  /** What the report says. */
  private static String check(CommandRun run, String name) throws Exception {
    for (JsonNode check : json(run.out()).get("checks")) {
      if (check.get("name").asText().equals(name)) {
        return check.get("outcome").asText() + ", " + check.get("figures").asText();
      }
    }
    return "not there";
  }

  /** As if the rows had come back from a backup: the keys of all are gone, the rows are not. */
  private void breakErasure() throws Exception {
    try (Connection connection = pool.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select id from ricordo.subject where tenant = ?")) {
      select.setString(1, tenant);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        vault.destroy(tenant, List.of(row.getObject(1, UUID.class)), NOON);
      }
    }
  }
}
