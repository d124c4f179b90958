package dev.ricordo.governance.evidence;

import static dev.ricordo.consolidation.Verdict.HELD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.audit.AuditorReport;
import dev.ricordo.base.Base;
import dev.ricordo.base.RandomBases;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.EpochFigures;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.evidence.hold.Evidence;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.governance.ForgetCustomer;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.ledger.FolderTiles;
import dev.ricordo.ledger.LedgerView;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.ledger.TiledSource;
import dev.ricordo.ledger.Trust;
import dev.ricordo.spi.Journal;
import dev.ricordo.verifier.Certificate;
import dev.ricordo.verifier.CertificatePage;
import dev.ricordo.verifier.NoteKey;
import dev.ricordo.verifier.Particulars;
import dev.ricordo.verifier.SweptStore;
import dev.ricordo.verifier.Times;
import dev.ricordo.verifier.TouchedEpoch;
import dev.ricordo.verifier.Trace;
import dev.ricordo.verifier.Verdict;
import dev.ricordo.verifier.Verdict.Check;
import dev.ricordo.verifier.VerdictText;
import dev.ricordo.verifier.Verifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CertificateTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant EVENING = Instant.parse("2026-03-01T18:00:00Z");
  private static final Times TIMES =
      new Times(
          NOON,
          Optional.of(NOON.plusSeconds(1)),
          Optional.of(NOON.plusSeconds(2)),
          EVENING,
          Optional.of(EVENING.plusSeconds(1)),
          Optional.of(EVENING.plusSeconds(2)));
  private static final EpochFigures NO_FIGURES =
      new EpochFigures(0, 0, 0, 0, 0, 0, new TreeMap<>(), new TreeMap<>(), List.of(), 0, 0, "00");
  private static final CustomerId ANNA = CustomerId.of("canary-customer");
  private static final EventId EVENT = EventId.of("canary-event");
  private static final ItemId ITEM = ItemId.of("i7");
  private static final Base BASE = RandomBases.create(3, 30);
  private static final Scope VIEWS =
      Scope.builder().kind(EventKind.VIEW).event(EVENT).campaign("canary-campaign").build();

  @TempDir private Path folder;
  private final Journal journal = Journal.inMemory();
  private EvidenceLedger ledger;

  @BeforeEach
  void openLedger() {
    ledger = EvidenceLedger.open(LedgerPlace.in(folder.resolve("ledger")));
    journal.append(
        List.of(
            Event.viewed(ANNA, ITEM, NOON).withId(EVENT).withCampaign("canary-campaign"),
            Event.purchased(ANNA, ItemId.of("canary-item"), NOON.plusSeconds(1)),
            Event.viewed(ANNA, ItemId.of("i9"), NOON.plusSeconds(2))));
  }

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  private Forgotten forget(Optional<Scope> scope) {
    return new ForgetCustomer(
            new KeepingJournal(journal, Evidence.none()),
            Optional.of(BASE),
            Clock.fixed(EVENING, ZoneOffset.UTC))
        .forget(ANNA, scope);
  }

  private byte[] certificate(Optional<Scope> scope) {
    return certificate(forget(scope));
  }

  private byte[] certificate(Forgotten done) {
    return certificate(done, new SweptStore("page cache", false));
  }

  private byte[] certificate(Forgotten done, SweptStore other) {
    return certificate(done, other, List.of(new UUID(7, 8)));
  }

  private byte[] certificate(Forgotten done, SweptStore other, List<UUID> keys) {
    return new Certifier(ledger)
        .certify(
            new Erased(
                "shop",
                ANNA,
                TIMES,
                done,
                KeyRecord.of(keys, "files"),
                List.of(new SweptStore("PostgreSQL: journal", true), other),
                Optional.of(BASE),
                Aftermath.of(journal, ANNA, done, Optional.of(BASE), Aftermath.WITHIN),
                new Particulars(
                    "signed in", List.of("officer"), List.of("mailer"), "GDPR Art. 17(1)")));
  }

  private Verdict verify(byte[] file) {
    return Verifier.of(key()).verify(file);
  }

  private Optional<NoteKey> key() {
    return Optional.of(NoteKey.parse(ledger.key().toString()));
  }

  private static JsonNode json(byte[] file) {
    try {
      return MAPPER.readTree(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] canonical(JsonNode node) {
    try {
      return new JsonCanonicalizer(node.toString()).getEncodedUTF8();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFullErasure_isProved_andSaysHowMuch() {
    byte[] file = certificate(Optional.empty());

    assertThat(verify(file))
        .isInstanceOfSatisfying(
            Verdict.Proved.class,
            proved -> {
              assertThat(proved.file().certificate().events()).isEqualTo(3);
              assertThat(proved.file().certificate().keys().number()).isEqualTo(1);
              assertThat(proved.file().certificate().own()).hasSize(3);
              assertThat(proved.file().certificate().isFull()).isTrue();
            });
  }

  @Test
  void aSelectiveErasure_isProved_withTheMemoryThatIsLeft() {
    byte[] file = certificate(Optional.of(VIEWS));
    JsonNode read = json(file);
    Journal never = Journal.inMemory();
    journal.read(ANNA, 1).forEach(entry -> never.append(List.of(entry.event())));
    byte[] memory = MemoryBytes.of(never, ANNA, BASE).orElseThrow();

    assertThat(verify(file)).isInstanceOf(Verdict.Proved.class);
    assertThat(read.at("/certificate/levels/L0/after").asText())
        .isEqualTo(
            saltedByHand(
                read.get("salt").asText(), "L0", Arrays.copyOf(memory, memory.length - 8)));
    for (String level : List.of("L1", "L2")) {
      assertThat(level(read, level).get("before").asText()).as("not in the base").isEqualTo("none");
      assertThat(level(read, level).get("after").asText()).isEqualTo("none");
    }
    assertThat(read.at("/scope/kinds/0").asText()).isEqualTo("view");
  }

  @Test
  void levels_beforeAndAfter_areOfTheBytesThatTheFormatSays() {
    String export =
        "{\"events\":[{\"at\":\"2026-03-01T12:00:00Z\",\"campaign\":\"canary-campaign\","
            + "\"id\":\"canary-event\",\"item\":\"i7\",\"kind\":\"view\",\"position\":1,"
            + "\"quantity\":1}]}";
    journal.erase(ANNA, NOON.minusSeconds(1));
    journal.append(
        List.of(Event.viewed(ANNA, ITEM, NOON).withId(EVENT).withCampaign("canary-campaign")));
    Scope nothing = Scope.builder().item(ItemId.of("i1")).build();

    JsonNode untouched = json(certificate(Optional.of(nothing)));
    JsonNode gone = json(certificate(Optional.empty()));

    String salt = untouched.get("salt").asText();
    byte[] line = export.getBytes(StandardCharsets.UTF_8);
    byte[] share = "{\"items\":[[0,\"i7\"]],\"steps\":[]}".getBytes(StandardCharsets.UTF_8);
    for (String when : List.of("before", "after")) {
      assertThat(untouched.at("/certificate/levels/journal/" + when).asText())
          .isEqualTo(saltedByHand(salt, "journal", line));
      assertThat(untouched.at("/certificate/levels/L3/" + when).asText())
          .isEqualTo(saltedByHand(salt, "share", share));
      assertThat(untouched.at("/certificate/levels/L0/" + when).asText()).hasSize(64);
    }
    assertThat(gone.at("/certificate/levels/journal/before").asText())
        .isEqualTo(saltedByHand(gone.get("salt").asText(), "journal", line));
    for (String level : List.of("journal", "L0", "L1", "L2", "L3")) {
      assertThat(level(gone, level).get("after").asText()).isEqualTo("none");
    }
  }

  @Test
  void epochsThatItTouched_areNamed_withWhatBecameOfThem_andNoOthers() {
    CustomerId bert = CustomerId.of("bert");
    journal.epochs().close(NOON);
    journal.append(List.of(Event.viewed(bert, ITEM, NOON)));
    journal.epochs().close(NOON);
    journal.append(List.of(Event.viewed(ANNA, ITEM, NOON)));
    journal.epochs().close(NOON);
    Forgotten done = forget(Optional.empty());
    Epoch first = journal.epochs().all().get(0);
    journal.epochs().update(first, first.examined(NO_FIGURES, List.of()).decided(HELD));

    Verdict.Proved proved = (Verdict.Proved) verify(certificate(done));

    assertThat(proved.file().certificate().epochs())
        .containsExactly(
            new TouchedEpoch(1, Optional.of(true), Optional.of("held")),
            new TouchedEpoch(3, Optional.of(false), Optional.of("pending")));
    assertThat(String.join("\n", VerdictText.lines(proved)))
        .contains("Whether 2 epochs of these sums may go on serving was to be computed anew")
        .contains("of 1 it had been when this was certified");
    assertThat(CertificatePage.of(proved))
        .contains("<th scope=\"row\">1</th><td>Examined again; held</td>")
        .contains("<th scope=\"row\">3</th><td>To be examined again; pending</td>");
  }

  @Test
  void whatWasBefore_isUnknown_ifTheProcessThatErasedEnded() {
    Forgotten done = forget(Optional.of(VIEWS));
    Forgotten later =
        new Forgotten(
            done.scope(),
            done.at(),
            done.events(),
            done.gone(),
            done.cells(),
            done.bases(),
            done.held(),
            done.epochs(),
            done.left(),
            done.keptUnchanged(),
            done.kept(),
            Optional.empty(),
            done.counted());
    Certificate certificate = ((Verdict.Proved) verify(certificate(later))).file().certificate();

    for (Trace trace :
        List.of(certificate.journal(), certificate.own().get(0), certificate.share())) {
      assertThat(trace.beforeText()).isEqualTo("unknown");
      assertThat(trace.after()).isPresent();
    }
  }

  @Test
  void whatIsNotKnown_isSaid_andStoresThatWereNotSwept() {
    Verdict verdict = verify(certificate(Optional.empty()));
    String text = String.join("\n", VerdictText.lines(verdict));
    String page = CertificatePage.of((Verdict.Proved) verdict);

    assertThat(text).contains("This store was not swept: page cache.");
    assertThat(page)
        .contains("Where it was not swept, though asked", "<li>page cache</li>")
        .contains("GDPR Art. 17(1)", "Identity verified", "1 March 2026, 18:00:01 UTC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PostgreSQL: snapshots", "key vault"})
  void storeOfOurOwnThatHoldsSome_isNotCertified_andTheLedgerKnowsNothingOfIt(String store) {
    Forgotten done = forget(Optional.empty());

    assertThat(catchThrowable(() -> certificate(done, new SweptStore(store, false))))
        .isInstanceOf(RicordoException.class)
        .hasMessage("stores: hold some of what was erased: " + store);
    assertThat(LedgerReport.of(LedgerPlace.in(folder.resolve("ledger")), ledger.key()).entries())
        .isEmpty();
  }

  @Test
  void eventsThatWentWithoutAKey_areNotCertified() {
    SweptStore swept = new SweptStore("page cache", true);
    Forgotten done = forget(Optional.empty());

    assertThat(catchThrowable(() -> certificate(done, swept, List.of())))
        .isInstanceOf(RicordoException.class)
        .hasMessageStartingWith("keys: the vault knows of none that this erasure destroyed");
    assertThat(verify(certificate(forget(Optional.empty()), swept, List.of())))
        .as("asked again, nothing is left")
        .isInstanceOf(Verdict.Proved.class);
  }

  /** The digest as the format's page has it, in code of its own. */
  private static String saltedByHand(String salt, String what, byte[] value) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(("ricordo certificate 1 " + what + "\n").getBytes(StandardCharsets.UTF_8));
      sha256.update(HexFormat.of().parseHex(salt));
      return HexFormat.of().formatHex(sha256.digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoWasForgotten_isFoundByNobodyButWhoKnows() {
    byte[] file = certificate(Optional.empty());

    assertThat(of("canary-customer", "shop").verify(file)).isInstanceOf(Verdict.Proved.class);
    assertThat(of("somebody", "shop").verify(file)).isEqualTo(refuted(Check.CUSTOMER));
    assertThat(of("canary-customer", "mall").verify(file)).isEqualTo(refuted(Check.TENANT));
  }

  private Verifier of(String customer, String tenant) {
    return new Verifier(key(), Optional.of(customer), Optional.of(tenant), List.of());
  }

  private static Verdict refuted(Check check) {
    return new Verdict.Refuted(check, "it is of another");
  }

  @Test
  void everyChangedByte_isCaught() {
    long changes = 0;
    for (Optional<Scope> scope : List.of(Optional.of(VIEWS), Optional.<Scope>empty())) {
      byte[] file = certificate(scope);
      changes += 3L * file.length;
      for (int i = 0; i < file.length; i++) {
        for (int bit : List.of(0, 3, 5)) {
          byte[] changed = file.clone();
          changed[i] ^= (byte) (1 << bit);
          assertThat(verify(changed)).as("byte %s", i).isInstanceOf(Verdict.Refuted.class);
        }
      }
    }
    AuditorReport.found(
        "Is a certificate that was changed in one byte found?", changes + " changes, all refuted");
  }

  @Test
  void everyByteCutOff_isCaught() {
    byte[] file = certificate(Optional.empty());
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThat(verify(cut)).as("length %s", length).isInstanceOf(Verdict.Refuted.class);
    }
  }

  @Test
  void everyChangedField_isCaught_byACheckThatIsNamed() {
    JsonNode file = json(certificate(Optional.of(VIEWS)));
    List<String> fields = new ArrayList<>();
    file.at("/certificate").fieldNames().forEachRemaining(fields::add);
    for (String field : fields) {
      ObjectNode changed = file.deepCopy();
      ((ObjectNode) changed.get("certificate")).put(field, "2026-03-01T18:00:01Z");
      Verdict verdict = verify(canonical(changed));
      assertThat(verdict).as(field).isInstanceOf(Verdict.Refuted.class);
      assertThat(VerdictText.lines(verdict).get(0)).startsWith("NOT PROVED. This check failed: ");
    }
  }

  /** What somebody might change in a file, and the check that finds it. */
  record Forgery(String name, Check check, Consumer<ObjectNode> change) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Forgery> forgeries() {
    return Stream.of(
        new Forgery("member added", Check.FORMAT, file -> file.put("more", 1)),
        new Forgery("member missing", Check.FORMAT, file -> file.remove("salt")),
        new Forgery("first version", Check.FORMAT, file -> file.put("version", 1)),
        new Forgery("second version", Check.FORMAT, file -> file.put("version", 2)),
        new Forgery("third version", Check.FORMAT, file -> file.put("version", 3)),
        new Forgery("later version", Check.FORMAT, file -> file.put("version", 5)),
        new Forgery(
            "other approver",
            Check.PARTICULARS,
            file -> ((ObjectNode) file.get("particulars")).putArray("approvers").add("nobody")),
        new Forgery(
            "no rebuild",
            Check.INCLUSION,
            file -> level(file, "L4").put("method", "not trained on what was forgotten")),
        new Forgery(
            "other epochs",
            Check.INCLUSION,
            file ->
                in(file)
                    .putArray("epochs")
                    .addObject()
                    .put("number", 7)
                    .put("state", "examined again")
                    .put("verdict", "promoted")),
        new Forgery(
            "store said to be swept",
            Check.INCLUSION,
            file -> ((ObjectNode) in(file).get("stores").get(1)).put("swept", true)),
        new Forgery(
            "other basis",
            Check.PARTICULARS,
            file -> ((ObjectNode) file.get("particulars")).put("basis", "because")),
        new Forgery(
            "other journal before",
            Check.INCLUSION,
            file -> level(file, "journal").put("before", "0".repeat(64))),
        new Forgery(
            "other profile after",
            Check.INCLUSION,
            file -> level(file, "L2").put("after", "0".repeat(64))),
        new Forgery("other claim", Check.FORMAT, file -> in(file).put("claim", "all is well")),
        new Forgery("negative", Check.FORMAT, file -> level(file, "journal").put("events", -1)),
        new Forgery("not destroyed", Check.FORMAT, file -> level(file, "L0").put("method", "kept")),
        new Forgery(
            "earlier", Check.FORMAT, file -> times(file).put("executed", "2026-01-01T00:00:00Z")),
        new Forgery("salt", Check.SALT, file -> file.put("salt", "0".repeat(64))),
        new Forgery("scope", Check.SCOPE, file -> scope(file).putArray("kinds").add("cart")),
        new Forgery("more scope", Check.SCOPE, file -> scope(file).putArray("items").add("i1")),
        new Forgery(
            "more events", Check.INCLUSION, file -> level(file, "journal").put("events", 9)),
        new Forgery(
            "other time",
            Check.INCLUSION,
            file -> times(file).put("certified", "2027-01-01T00:00:00Z")),
        new Forgery(
            "verified before it was done",
            Check.FORMAT,
            file -> times(file).put("verified", "2026-03-01T17:59:59Z")),
        new Forgery("other index", Check.INCLUSION, file -> proof(file, "index 1", "index 0")),
        new Forgery(
            "other origin", Check.SIGNATURE, file -> proof(file, "\n\nricordo", "\n\nricorda")),
        new Forgery("no signature", Check.SIGNATURE, file -> proof(file, "— ricordo", "— ricorda")),
        new Forgery("extra line", Check.FORMAT, file -> proof(file, "index", "extra AA==\nindex")));
  }

  private static ObjectNode in(ObjectNode file) {
    return (ObjectNode) file.get("certificate");
  }

  private static ObjectNode level(JsonNode file, String level) {
    return (ObjectNode) file.at("/certificate/levels/" + level);
  }

  private static ObjectNode times(ObjectNode file) {
    return (ObjectNode) in(file).get("times");
  }

  private static ObjectNode scope(ObjectNode file) {
    return (ObjectNode) file.get("scope");
  }

  private static void proof(ObjectNode file, String what, String by) {
    file.put("proof", file.get("proof").asText().replace(what, by));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void aForgery_isCaught_byItsCheck(Forgery forgery) {
    certificate(Optional.of(VIEWS));
    ObjectNode file = (ObjectNode) json(certificate(Optional.of(VIEWS)));
    forgery.change().accept(file);

    assertThat(verify(canonical(file)))
        .isInstanceOfSatisfying(
            Verdict.Refuted.class,
            refuted -> assertThat(refuted.check()).as(refuted.why()).isEqualTo(forgery.check()));
  }

  @Test
  void spacesAndSecondSpellings_areRefused() {
    String file = new String(certificate(Optional.empty()), StandardCharsets.UTF_8);
    List<String> others =
        List.of(
            " " + file,
            file + "\n",
            file.replace("\"version\":4", "\"version\":4.0"),
            file.replace("\"version\":4", "\"version\":04"),
            file.replaceFirst("\\{", "{\"salt\":\"\","),
            file.replace("erasure-full", "erasure\\u002dfull"),
            "[".repeat(100_000));

    for (String other : others) {
      assertThat(verify(other.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOfSatisfying(
              Verdict.Refuted.class,
              refuted -> assertThat(refuted.check()).isEqualTo(Check.FORMAT));
    }
  }

  @Test
  void aCertificateOfAnotherLedger_isRefused_evenIfItIsGivenThisKeysName() throws IOException {
    byte[] other;
    NoteVerifier key;
    try (EvidenceLedger second = EvidenceLedger.open(LedgerPlace.in(folder.resolve("second")))) {
      EvidenceLedger first = ledger;
      ledger = second;
      other = certificate(Optional.empty());
      key = second.key();
      ledger = first;
    }
    ObjectNode renamed = (ObjectNode) json(other);
    renamed.put("key", ledger.key().toString());

    assertThat(verify(other)).isEqualTo(new Verdict.Refuted(Check.KEY, "the file names " + key));
    assertThat(verify(canonical(renamed)))
        .isInstanceOfSatisfying(
            Verdict.Refuted.class,
            refuted -> assertThat(refuted.check()).isEqualTo(Check.SIGNATURE));
  }

  @Test
  void withoutAKey_theReaderIsWarned() {
    Verdict verdict = Verifier.of(Optional.empty()).verify(certificate(Optional.empty()));

    assertThat(VerdictText.lines(verdict)).anyMatch(line -> line.startsWith("WARNING: no key"));
    assertThat(CertificatePage.of((Verdict.Proved) verdict)).contains("Consistent with itself");
  }

  @Test
  void askedAgain_nothingIsLeft_andThatIsCertified() {
    certificate(Optional.of(VIEWS));

    assertThat(verify(certificate(Optional.of(VIEWS))))
        .isInstanceOfSatisfying(
            Verdict.Proved.class,
            proved -> assertThat(proved.file().certificate().events()).isZero());
  }

  @Test
  void nothingOfThePerson_isInTheCertificate_thePageOrTheLedger() throws IOException {
    byte[] selective = certificate(Optional.of(VIEWS));
    byte[] full = certificate(Optional.empty());
    Files.write(folder.resolve("selective"), selective);
    Files.write(folder.resolve("full"), full);
    for (byte[] file : List.of(selective, full)) {
      Verdict.Proved proved = (Verdict.Proved) verify(file);
      Files.writeString(folder.resolve("page"), CertificatePage.of(proved));
      requireNoCanary();
    }
  }

  private void requireNoCanary() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContainIgnoringCase("canary");
      }
    }
  }

  @Test
  void ledger_hasNoSalt_soNothingInItCanBeFoundByTrying() {
    JsonNode file = json(certificate(Optional.of(VIEWS)));
    LedgerView view =
        LedgerView.open(
            new TiledSource(FolderTiles.reader(folder.resolve("ledger"))), Trust.of(ledger.key()));

    assertThat(new String(view.entry(0), StandardCharsets.UTF_8))
        .doesNotContain(file.get("salt").asText())
        .doesNotContain("\"kinds\"");
  }

  @Test
  void thePrivateKey_isItsOwnersOnly_andTheLedgerNeedsIt() throws IOException {
    Path key = folder.resolve("ledger.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    ledger.close();
    Files.delete(key);

    assertThat(catchThrowable(this::openLedger)).hasMessageContaining("is there, but its key");
  }

  @Test
  void listing_showsKindTimeAndCounts() {
    certificate(Optional.of(VIEWS));
    certificate(Optional.empty());

    LedgerReport report = LedgerReport.of(LedgerPlace.in(folder.resolve("ledger")), ledger.key());

    assertThat(report.entries())
        .extracting(
            LedgerReport.Line::kind,
            LedgerReport.Line::at,
            line -> line.text().get(0).substring(0, 8))
        .containsExactly(
            tuple("erasure-selective", EVENING.toString(), "events 1"),
            tuple("erasure-full", EVENING.toString(), "events 2"));
    assertThat(report.entries().get(1).fields()).containsEntry("right", "erasure-full");
  }

  @Test
  void anEntryThatContradictsItself_isRefused_thoughTheLedgerHasIt() {
    Map<String, Consumer<ObjectNode>> lies =
        Map.of(
            "left", file -> ((ObjectNode) in(file).get("checks")).put("coveredEventsLeft", 1),
            "kept", file -> ((ObjectNode) in(file).get("checks")).put("keptUnchanged", false),
            "memory", file -> level(file, "L1").put("after", "0".repeat(64)),
            "keys", file -> level(file, "keys").put("number", 0));
    lies.forEach(
        (name, lie) -> {
          ObjectNode file = (ObjectNode) json(certificate(Optional.empty()));
          lie.accept(file);
          byte[] entry = canonical(file.get("certificate"));
          file.put("proof", new String(ledger.append(entry).bytes(), StandardCharsets.UTF_8));
          assertThat(verify(canonical(file)))
              .as(name)
              .isInstanceOfSatisfying(
                  Verdict.Refuted.class,
                  refuted -> assertThat(refuted.check()).isEqualTo(Check.FORMAT));
        });
  }
}
