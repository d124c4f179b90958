package dev.ricordo.quarkus;

import dev.ricordo.Ricordo;
import dev.ricordo.base.Base;
import dev.ricordo.consent.Purpose;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
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

  private RunningRicordo(Ricordo ricordo, Store store) {
    this.ricordo = ricordo;
    this.store = store;
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
    require(!config.tenant().isBlank(), "ricordo.tenant", "must not be blank", config.tenant());
    Ricordo.Builder configured = Ricordo.builder();
    config.hotMemory().ifPresent(size -> configured.hotBytes(size.asLongValue()));
    config
        .consent()
        .required()
        .ifPresent(purposes -> configured.requireConsent(purposes.toArray(Purpose[]::new)));
    return configured
        .base(BaseLocation.read(config.base()))
        .futureTolerance(config.futureTolerance())
        .memoryWrites(config.learning().memoryWrites())
        .collectiveWrites(config.learning().collective());
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
   */
  static RunningRicordo start(
      Ricordo.Builder configured, Store store, boolean metered, Consumer<MemoryChanged> listener) {
    try {
      Ricordo ricordo = configured.journal(store.journal()).snapshots(store.snapshots()).build();
      Ricordo timed = metered ? MeteredRicordo.over(ricordo) : ricordo;
      RunningRicordo running = new RunningRicordo(new AnnouncingRicordo(timed, listener), store);
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
    try {
      ricordo.close();
    } finally {
      store.close();
    }
  }
}
