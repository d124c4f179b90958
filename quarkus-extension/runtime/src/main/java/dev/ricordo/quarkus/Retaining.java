package dev.ricordo.quarkus;

import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.consent.Retention;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Journal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Forgets from time to time what is older than it is to be kept, one customer after the other on a
 * thread of its own: others go on meanwhile. Thread-safe.
 */
final class Retaining implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Retaining.class);

  private final Ricordo ricordo;
  private final Journal journal;
  private final Retention retention;
  private final Clock clock;
  private final ScheduledExecutorService thread = Daemon.named("ricordo-retention");

  private Retaining(Ricordo ricordo, Journal journal, Retention retention, Clock clock) {
    this.ricordo = ricordo;
    this.journal = journal;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * Begins now, and again when so long has passed since the last time ended.
   *
   * @param ricordo forgets, and announces it
   * @param journal says who there is
   * @param clock says how old events are, as to whoever forgets
   */
  @SuppressWarnings("FutureReturnValueIgnored") // applyOrLog logs what goes wrong
  static Retaining start(
      Ricordo ricordo, Journal journal, Retention retention, Duration every, Clock clock) {
    Retaining retaining = new Retaining(ricordo, journal, retention, clock);
    retaining.thread.scheduleWithFixedDelay(
        retaining::applyOrLog, 0, every.toNanos(), TimeUnit.NANOSECONDS);
    return retaining;
  }

  /** What is thrown, errors too, would end the schedule, in silence. */
  private void applyOrLog() {
    try {
      apply();
    } catch (Throwable e) {
      LOG.warnf("Nothing was forgotten for its age: %s", why(e));
    }
  }

  private void apply() {
    Scope scope = retention.scope(clock.instant());
    List<CustomerId> customers = new ArrayList<>();
    journal.forEachCustomer(customers::add);
    long events = 0;
    long failed = 0;
    @Nullable String failure = null;
    for (CustomerId customer : customers) {
      if (thread.isShutdown()) {
        return;
      }
      try {
        events += ricordo.forget(customer, scope).events();
      } catch (RicordoException e) {
        failed++;
        failure = failure == null ? e.getMessage() : failure;
      }
    }
    if (events > 0) {
      LOG.infof("Forgot %d events for their age", events);
    }
    if (failed > 0) {
      LOG.warnf("Forgetting for age failed for %d customers, first: %s", failed, failure);
    }
  }

  private static String why(Throwable failure) {
    String message = failure instanceof RicordoException ? failure.getMessage() : null;
    return message != null ? message : Daemon.kind(failure);
  }

  /** Lets the customer in hand come to an end. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
