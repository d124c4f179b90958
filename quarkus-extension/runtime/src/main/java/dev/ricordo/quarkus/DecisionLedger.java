package dev.ricordo.quarkus;

import dev.ricordo.ForwardingRicordo;
import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.consolidation.Consolidation;
import dev.ricordo.consolidation.Decision;
import dev.ricordo.evidence.EpochRecorder;
import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.evidence.RecordedConsolidation;
import dev.ricordo.evidence.WatchedStore;
import dev.ricordo.evidence.Witness;
import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.NoteVerifier;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * An instance whose decisions about epochs stand in the ledger, whoever makes them in this
 * application. Thread-safe.
 */
/*
 * A ledger has one writer at a time, and commands write into it as well: it is opened for a moment,
 * whenever there is something to write. What cannot be written then waits for the next time, for the
 * decision holds already. What waits when the process ends, the next one finds in the epochs: their
 * last state each, which is all that can be known then.
 */
final class DecisionLedger extends ForwardingRicordo {

  private static final Logger LOG = Logger.getLogger(DecisionLedger.class);
  private static final String FOLDER = "ricordo.ledger.folder";
  private static final String WITNESS_URL = "ricordo.ledger.witness.url";
  private static final String WITNESS_KEY = "ricordo.ledger.witness.key";
  private static final String IN_DATABASE = "ricordo.ledger.in-database";
  private static final String SOFTWARE =
      "ricordo-quarkus "
          + Objects.requireNonNullElse(
              DecisionLedger.class.getPackage().getImplementationVersion(), "development");

  private final LedgerPlace place;
  private final Optional<WatchedStore> store;
  private final String tenant;
  private final Clock clock;
  private final Consolidation consolidation;
  private final List<Decision> waiting = new ArrayList<>();

  private DecisionLedger(
      Ricordo delegate,
      LedgerPlace place,
      Optional<WatchedStore> store,
      String tenant,
      Clock clock) {
    super(delegate);
    this.place = place;
    this.store = store;
    this.tenant = tenant;
    this.clock = clock;
    consolidation = new RecordedConsolidation(delegate.consolidation(), this::write);
  }

  /**
   * The same instance if there is no ledger. The ledger is made if it is missing.
   *
   * @throws ConfigurationException if it cannot be used, or the store is older than it
   */
  static Ricordo over(Ricordo ricordo, Store store, RicordoConfig config, Clock clock) {
    requireFolder(config.ledger());
    List<Witness> witnesses = witnesses(config.ledger().witness());
    Optional<LedgerPlace> place =
        place(store, config.ledger()).map(there -> there.cosignedBy(witnesses));
    Optional<WatchedStore> watched =
        store.erasures().map(known -> new WatchedStore(config.tenant(), known, SOFTWARE, clock));
    place.ifPresent(there -> requireUsable(there, watched));
    return place
        .<Ricordo>map(
            there ->
                new DecisionLedger(ricordo, there, watched, config.tenant(), clock).completed())
        .orElse(ricordo);
  }

  /** What a process before this one decided and could not write down any more, this one does. */
  private DecisionLedger completed() {
    Consolidation own = delegate.consolidation();
    write(recorder -> recorder.complete(own.rules(), own.epochs()));
    return this;
  }

  private static Optional<LedgerPlace> place(Store store, RicordoConfig.Ledger config) {
    if (!config.inDatabase()) {
      return config.folder().map(folder -> LedgerPlace.in(path(folder)));
    }
    DataSource database =
        store
            .database()
            .orElseThrow(() -> wrong(IN_DATABASE, "needs ricordo.journal=postgres", null));
    String folder =
        config
            .folder()
            .orElseThrow(() -> wrong(FOLDER, "is missing; the ledger's keys are beside it", null));
    return Optional.of(LedgerPlace.in(database, path(folder)));
  }

  /** Whoever names a witness expects cosignatures: without a ledger nothing would be signed. */
  private static void requireFolder(RicordoConfig.Ledger config) {
    if (config.folder().isEmpty()) {
      config.witness().url().ifPresent(url -> refuseWithoutFolder(WITNESS_URL, url));
      config.witness().key().ifPresent(key -> refuseWithoutFolder(WITNESS_KEY, key));
    }
  }

  private static void refuseWithoutFolder(String property, Object value) {
    throw wrong(
        property, "is \"" + value + "\", but without " + FOLDER + " there is no ledger", null);
  }

  private static List<Witness> witnesses(RicordoConfig.Witness config) {
    if (config.url().isEmpty() && config.key().isEmpty()) {
      return List.of();
    }
    URI url = config.url().orElseThrow(() -> wrong(WITNESS_URL, "is missing beside its key", null));
    String key =
        config.key().orElseThrow(() -> wrong(WITNESS_KEY, "is missing beside its URL", null));
    try {
      return List.of(new Witness(url, NoteVerifier.load(Path.of(key), NoteVerifier.Kind.WITNESS)));
    } catch (IllegalArgumentException e) {
      throw wrong(WITNESS_URL, String.valueOf(e.getMessage()), e);
    } catch (LedgerException e) {
      throw wrong(WITNESS_KEY, String.valueOf(e.getMessage()), e);
    }
  }

  private static Path path(String folder) {
    try {
      return Path.of(folder);
    } catch (InvalidPathException e) {
      throw wrong(FOLDER, "\"" + folder + "\" is not a path: " + e.getReason(), e);
    }
  }

  private static EvidenceLedger open(LedgerPlace place, Optional<WatchedStore> store) {
    return store
        .map(watched -> EvidenceLedger.open(place, watched))
        .orElseGet(() -> EvidenceLedger.open(place));
  }

  private static void requireUsable(LedgerPlace place, Optional<WatchedStore> store) {
    try {
      open(place, store).close();
    } catch (RicordoException e) {
      throw wrong(FOLDER, String.valueOf(e.getMessage()), e);
    }
  }

  private static ConfigurationException wrong(
      String property, String rule, @Nullable Exception cause) {
    return new ConfigurationException(property + ": " + rule, cause, Set.of(property));
  }

  @Override
  public Consolidation consolidation() {
    return consolidation;
  }

  private synchronized void write(List<Decision> decisions) {
    waiting.addAll(decisions);
    write(
        recorder -> {
          Consolidation own = delegate.consolidation();
          recorder.record(waiting, own.rules(), own.epochs());
          waiting.clear();
        });
  }

  /**
   * Outside of the caller's transaction: a decision holds whatever becomes of that, and a ledger in
   * the database commits by itself.
   */
  private void write(Consumer<EpochRecorder> work) {
    QuarkusTransaction.suspendingExisting().run(() -> writeNow(work));
  }

  private void writeNow(Consumer<EpochRecorder> work) {
    try (EvidenceLedger ledger = open(place, store)) {
      work.accept(new EpochRecorder(ledger, tenant, delegate.base(), SOFTWARE, clock));
      ledger.notCosigned().forEach(why -> LOG.warnf("The ledger is not cosigned: %s", why));
    } catch (RicordoException e) {
      LOG.warnf(
          "%d decisions about epochs wait to be written down: %s", waiting.size(), e.getMessage());
    }
  }
}
