package dev.ricordo.governance.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.Scope;
import dev.ricordo.base.Base;
import dev.ricordo.base.RandomBases;
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
import dev.ricordo.spi.Journal;
import dev.ricordo.verifier.NoteKey;
import dev.ricordo.verifier.Particulars;
import dev.ricordo.verifier.SweptStore;
import dev.ricordo.verifier.Times;
import dev.ricordo.verifier.Verdict;
import dev.ricordo.verifier.Verdict.Check;
import dev.ricordo.verifier.Verifier;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A journal of one customer, a ledger, and certificates of erasures in it. */
abstract class CertificateFixture {

  static final ObjectMapper MAPPER = new ObjectMapper();
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final Instant EVENING = Instant.parse("2026-03-01T18:00:00Z");

  static final Times TIMES =
      new Times(
          NOON,
          Optional.of(NOON.plusSeconds(1)),
          Optional.of(NOON.plusSeconds(2)),
          EVENING,
          Optional.of(EVENING.plusSeconds(1)),
          Optional.of(EVENING.plusSeconds(2)));

  static final CustomerId ANNA = CustomerId.of("canary-customer");
  static final EventId EVENT = EventId.of("canary-event");
  static final ItemId ITEM = ItemId.of("i7");
  static final Base BASE = RandomBases.create(3, 30);

  static final Scope VIEWS =
      Scope.builder().kind(EventKind.VIEW).event(EVENT).campaign("canary-campaign").build();

  @TempDir Path folder;
  final Journal journal = Journal.inMemory();
  EvidenceLedger ledger;

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

  Forgotten forget(Optional<Scope> scope) {
    return new ForgetCustomer(
            new KeepingJournal(journal, Evidence.none()),
            Optional.of(BASE),
            Clock.fixed(EVENING, ZoneOffset.UTC))
        .forget(ANNA, scope);
  }

  byte[] certificate(Optional<Scope> scope) {
    return certificate(forget(scope));
  }

  byte[] certificate(Forgotten done) {
    return certificate(done, new SweptStore("page cache", false));
  }

  byte[] certificate(Forgotten done, SweptStore other) {
    return certificate(done, other, List.of(new UUID(7, 8)));
  }

  byte[] certificate(Forgotten done, SweptStore other, List<UUID> keys) {
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

  Verdict verify(byte[] file) {
    return Verifier.of(key()).verify(file);
  }

  Optional<NoteKey> key() {
    return Optional.of(NoteKey.parse(ledger.key().toString()));
  }

  static JsonNode json(byte[] file) {
    try {
      return MAPPER.readTree(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] canonical(JsonNode node) {
    try {
      return new JsonCanonicalizer(node.toString()).getEncodedUTF8();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Verifier of(String customer, String tenant) {
    return new Verifier(key(), Optional.of(customer), Optional.of(tenant), List.of());
  }

  static Verdict refuted(Check check) {
    return new Verdict.Refuted(check, "it is of another");
  }

  static ObjectNode scope(ObjectNode file) {
    return (ObjectNode) file.get("scope");
  }

  static ObjectNode in(ObjectNode file) {
    return (ObjectNode) file.get("certificate");
  }

  static ObjectNode level(JsonNode file, String level) {
    return (ObjectNode) file.at("/certificate/levels/" + level);
  }
}
