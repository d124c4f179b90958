package dev.ricordo.governance.evidence;

import static dev.ricordo.consolidation.Verdict.HELD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.EpochFigures;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.ledger.FolderTiles;
import dev.ricordo.ledger.LedgerView;
import dev.ricordo.ledger.TiledSource;
import dev.ricordo.ledger.Trust;
import dev.ricordo.spi.Journal;
import dev.ricordo.verifier.Certificate;
import dev.ricordo.verifier.CertificatePage;
import dev.ricordo.verifier.SweptStore;
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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What certificates prove and say. */
final class CertificateTest extends CertificateFixture {

  private static final EpochFigures NO_FIGURES =
      new EpochFigures(0, 0, 0, 0, 0, 0, new TreeMap<>(), new TreeMap<>(), List.of(), 0, 0, "00");

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
    byte[] memory = FoldedBytes.ofMemory(never, ANNA, BASE).orElseThrow();

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
    Set<EventId> others =
        journal.read(ANNA, 1).stream()
            .map(entry -> entry.event().id())
            .filter(id -> !id.equals(EVENT))
            .collect(Collectors.toSet());
    journal.erase(ANNA, others, NOON);
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
}
