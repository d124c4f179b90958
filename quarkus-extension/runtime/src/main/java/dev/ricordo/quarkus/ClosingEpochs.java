package dev.ricordo.quarkus;

import dev.ricordo.RicordoException;
import dev.ricordo.consolidation.Consolidation;
import dev.ricordo.consolidation.Epoch;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Closes an epoch again and again, after those that an erasure touched were examined. Thread-safe.
 */
final class ClosingEpochs implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ClosingEpochs.class);

  private final Consolidation consolidation;
  private final ScheduledExecutorService thread = Daemon.named("ricordo-epochs");

  private final ScheduledFuture<?> rounds;

  /**
   * @param every from the end of one to the end of the next
   */
  ClosingEpochs(Consolidation consolidation, Duration every) {
    this.consolidation = consolidation;
    long nanos = every.toNanos();
    rounds = thread.scheduleWithFixedDelay(this::closeOne, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** What fails is tried again when the next epoch is due: an epoch is not lost by being late. */
  private void closeOne() {
    try {
      consolidation.examine().forEach(ClosingEpochs::tell);
      consolidation.close().ifPresent(ClosingEpochs::tell);
    } catch (RicordoException e) {
      LOG.warnf("No epoch was closed: %s", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("No epoch was closed", e);
    }
  }

  private static void tell(Epoch epoch) {
    if (epoch.passed()) {
      LOG.infof("Epoch %d: %s", epoch.number(), epoch.verdict());
    } else {
      LOG.warnf("Epoch %d: %s, %s", epoch.number(), epoch.verdict(), epoch.findings());
    }
  }

  @Override
  public void close() {
    rounds.cancel(false);
    thread.shutdown();
  }
}
