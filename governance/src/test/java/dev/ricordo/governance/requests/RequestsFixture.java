package dev.ricordo.governance.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.OfficerAct;
import dev.ricordo.evidence.hold.Evidence;
import dev.ricordo.evidence.hold.Hold;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.governance.evidence.AskedStores;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.postgres.EmbeddedDatabase;
import dev.ricordo.postgres.Pools;
import dev.ricordo.postgres.PostgresStore;
import dev.ricordo.spi.Journal;
import dev.ricordo.vault.FileKeyVault;
import io.agroal.api.AgroalDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A journal in PostgreSQL with events of two customers, and requests about it. */
abstract class RequestsFixture {

  static final Hold.Reading READING =
      new Hold.Reading("hearing", "Eva Berg", "Jon Holm", Instant.parse("2026-03-01T12:00:00Z"));

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final CustomerId ANNA = CustomerId.of("anna");
  static final CustomerId BERT = CustomerId.of("bert");
  static final Optional<CustomerId> AS_WRITTEN = Optional.empty();

  @TempDir static Path folder;
  static EmbeddedDatabase database;
  static AgroalDataSource pool;

  final String tenant = UUID.randomUUID().toString();
  final Outside outside = new Outside();
  final List<OfficerAct> decided = new ArrayList<>();
  FileKeyVault vault;
  PostgresStore store;

  /** What left the house. */
  final class Outside implements Handover {

    final List<CustomerId> exported = new ArrayList<>();
    final List<Forgotten> certified = new ArrayList<>();
    boolean failsAfterwards;

    @Override
    public void export(CustomerId customer) {
      exported.add(customer);
      failIfAsked();
    }

    @Override
    public boolean destroyedKeys(Instant at) {
      return new AskedStores(pool, vault, tenant).keys(at).number() > 0;
    }

    @Override
    public void certify(UUID request, CustomerId customer, Request asked, Forgotten done) {
      certified.add(done);
      failIfAsked();
    }

    private void failIfAsked() {
      if (failsAfterwards) {
        failsAfterwards = false;
        throw new RicordoException("killed");
      }
    }
  }

  @BeforeAll
  static void prepare() {
    database = EmbeddedDatabase.startTemporary();
    pool = Pools.of(database);
    Migrations.migrate(pool);
  }

  @AfterAll
  static void stopDatabase() {
    pool.close();
    database.close();
  }

  @BeforeEach
  void openStore() {
    vault = FileKeyVault.open(folder.resolve("vault"));
    store = PostgresStore.open(pool, vault, tenant);
    store.journal().append(List.of(view(ANNA, 1), view(ANNA, 2), view(BERT, 3)));
  }

  @AfterEach
  void closeStore() {
    store.close();
    vault.close();
  }

  static Event view(CustomerId customer, int item) {
    return Event.viewed(customer, ItemId.of("i" + item), NOON.minusSeconds(1_000 - item))
        .withId(EventId.of(customer.value() + item));
  }

  Requests requests() {
    return over(store.journal(), NOON);
  }

  Requests over(Journal journal, Instant now) {
    return over(new KeepingJournal(journal, Evidence.none()), now);
  }

  Requests over(KeepingJournal journal, Instant now) {
    Execution execution = new Execution(journal, Optional.empty(), outside);
    return new Requests(
        store.docket(), journal, execution, decided::add, Clock.fixed(now, ZoneOffset.UTC));
  }

  static Opening asking(Right right) {
    return new Opening(
        ANNA, right, Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  static Opening erasureOf(CustomerId customer, Scope scope) {
    return new Opening(
        customer,
        Right.ERASURE,
        Set.of(),
        Optional.of(scope),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  static Opening correcting(String event, String item) {
    Details.Correction correction = new Details.Correction(event, item, null, null);
    return new Opening(
        ANNA,
        Right.RECTIFICATION,
        Set.of(),
        Optional.empty(),
        Optional.of(correction),
        Optional.empty(),
        List.of());
  }

  static Opening referring(CustomerId customer, Right right, String reference) {
    return new Opening(
        customer,
        right,
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(reference),
        List.of());
  }

  UUID identified(Opening opening) {
    UUID id = requests().open(opening).id();
    requests().identify(id, AS_WRITTEN, "signed in", "Officer One");
    return id;
  }

  Standing said(CustomerId customer) {
    return store.journal().standing(customer);
  }

  List<String> items(CustomerId customer) {
    return store.journal().read(customer, 1).stream()
        .map(entry -> entry.event().item().value())
        .toList();
  }

  static void despiteOneKill(Runnable act) {
    try {
      act.run();
    } catch (RicordoException e) {
      assertThat(e).hasMessage("killed");
    }
  }

  static Opening telling(Opening opening) {
    return new Opening(
        opening.customer(),
        opening.right(),
        opening.purposes(),
        opening.scope(),
        opening.correction(),
        opening.reference(),
        List.of("carrier"));
  }
}
