package dev.ricordo.quarkus;

import dev.ricordo.Ricordo;
import dev.ricordo.base.Base;
import dev.ricordo.consent.Retention;
import dev.ricordo.event.EventKind;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The application's instance with everything it was opened from.
 *
 * <p>Thread-safe. Closing it twice is allowed.
 */
public final class RunningRicordo implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(RunningRicordo.class);

  private final AtomicBoolean closed = new AtomicBoolean();
  private final Ricordo ricordo;
  private final Store store;
  private final ClosingEpochs closing;
  private final Optional<Retaining> retaining;
  private final Optional<FollowingRelease> following;

  private RunningRicordo(Ricordo opened, Store store, RicordoConfig config, Clock clock) {
    this.store = store;
    closing = new ClosingEpochs(opened.consolidation(), config.consolidation().every());
    ricordo = new ExaminingRicordo(opened, closing::examineSoon);
    retaining =
        retention(config)
            .map(
                kept ->
                    Retaining.start(
                        ricordo, store.journal(), kept, config.retention().every(), clock));
    following =
        BaseLocation.registry(config.base())
            .map(registry -> FollowingRelease.start(ricordo, registry, config.releases().every()));
  }

  /**
   * Reads the base and checks the configuration.
   *
   * @throws ConfigurationException naming the property and the value that keep it from starting
   */
  static Ricordo.Builder configure(RicordoConfig config) {
    require(
        !config.futureTolerance().isNegative(),
        "ricordo.future-tolerance",
        "must not be negative",
        config.futureTolerance());
    config.hotMemory().ifPresent(RunningRicordo::requirePositive);
    require(
        config.retention().every().compareTo(Duration.ZERO) > 0,
        "ricordo.retention.every",
        "must be more than nothing",
        config.retention().every());
    retention(config);
    require(!config.tenant().isBlank(), "ricordo.tenant", "must not be blank", config.tenant());
    Ricordo.Builder configured = Ricordo.builder();
    config.hotMemory().ifPresent(size -> configured.hotBytes(size.asLongValue()));
    config
        .consolidation()
        .every()
        .ifPresent(every -> requireAtLeastASecond("ricordo.consolidation.every", every));
    requireAtLeastASecond("ricordo.releases.every", config.releases().every());
    return configured
        .consolidation(ConfiguredRules.of(config))
        .base(BaseLocation.read(config.base()))
        .futureTolerance(config.futureTolerance())
        .memoryWrites(config.learning().memoryWrites())
        .collectiveWrites(config.learning().collective());
  }

  private static void requireAtLeastASecond(String property, Duration every) {
    require(
        every.compareTo(Duration.ofSeconds(1)) >= 0, property, "must be at least a second", every);
  }

  private static Optional<Retention> retention(RicordoConfig config) {
    RicordoConfig.Retaining wanted = config.retention();
    wanted
        .olderThan()
        .ifPresent(
            period ->
                require(
                    !period.isNegative() && !period.isZero(),
                    "ricordo.retention.older-than",
                    "must be longer than nothing",
                    period));
    wanted.kinds().ifPresent(kinds -> requireAge(wanted, kinds));
    return wanted
        .olderThan()
        .map(period -> new Retention(period, Set.copyOf(wanted.kinds().orElse(List.of()))));
  }

  /** Whoever names kinds expects them to be forgotten: without an age nothing would be. */
  private static void requireAge(RicordoConfig.Retaining wanted, List<EventKind> kinds) {
    if (wanted.olderThan().isEmpty()) {
      String property = "ricordo.retention.kinds";
      String value = kinds.stream().map(EventKind::text).collect(Collectors.joining(","));
      throw new ConfigurationException(
          property
              + ": is \""
              + value
              + "\", but without ricordo.retention.older-than nothing is forgotten",
          Set.of(property, "ricordo.retention.older-than"));
    }
  }

  private static void requirePositive(MemorySize size) {
    require(
        size.asLongValue() >= 1, "ricordo.hot-memory", "must be at least 1", size.asLongValue());
  }

  /**
   * Recovers what the store holds, then answers.
   *
   * @param store closed with the instance, or when it does not start
   * @param metered whether calls are timed and counted with Micrometer
   * @param listener is told whose memory changed
   * @param config says when epochs are closed, where that is written down and how long events are
   *     kept
   * @param clock of everything that is started
   */
  static RunningRicordo start(
      Ricordo.Builder configured,
      Store store,
      boolean metered,
      Consumer<MemoryChanged> listener,
      RicordoConfig config,
      Clock clock) {
    try {
      ConfiguredRules.requireInForce(ConfiguredRules.of(config), store.journal());
      Ricordo ricordo =
          configured.journal(store.journal()).snapshots(store.snapshots()).clock(clock).build();
      Ricordo recorded = DecisionLedger.over(ricordo, store, config, clock);
      Ricordo timed = metered ? MeteredRicordo.over(recorded) : recorded;
      RunningRicordo running =
          new RunningRicordo(new AnnouncingRicordo(timed, listener), store, config, clock);
      running.announce();
      return running;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static void require(boolean holds, String property, String rule, Object value) {
    if (!holds) {
      throw new ConfigurationException(
          property + ": " + rule + ", is \"" + value + "\"", Set.of(property));
    }
  }

  private void announce() {
    Base base = ricordo.base();
    LOG.infof(
        "Ricordo answers from base %s with %d items, journal %s, %d events recovered",
        base.manifest().release(),
        ricordo.catalogue().size(),
        store.name(),
        ricordo.statistics().recovered());
  }

  /** The instance that applications use. */
  public Ricordo ricordo() {
    return ricordo;
  }

  /** Where its events are kept. */
  Store store() {
    return store;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    closing.close();
    retaining.ifPresent(Retaining::close);
    following.ifPresent(FollowingRelease::close);
    try {
      ricordo.close();
    } finally {
      store.close();
    }
  }
}
