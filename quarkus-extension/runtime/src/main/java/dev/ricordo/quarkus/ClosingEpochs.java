package dev.ricordo.quarkus;

import dev.ricordo.RicordoException;
import dev.ricordo.consolidation.Consolidation;
import dev.ricordo.consolidation.Epoch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Closes an epoch again and again, and has those that an erasure touched examined soon after it:
 * what passed only with that customer leaves the sums then. Thread-safe.
 */
final class ClosingEpochs implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ClosingEpochs.class);

  /** From the end of one look for epochs that an erasure touched to the next. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Consolidation consolidation;
  private final ScheduledExecutorService thread = Daemon.named("ricordo-epochs");

  private final List<ScheduledFuture<?>> rounds;

  /**
   * @param every from the end of one to the end of the next
   */
  ClosingEpochs(Consolidation consolidation, Duration every) {
    this.consolidation = consolidation;
    rounds =
        List.of(
            round(LOOK, "No epoch was examined", this::examine),
            round(every, "No epoch was closed", this::closeOne));
  }

  /** What fails is tried again in the next round: an epoch is not lost by being late. */
  private ScheduledFuture<?> round(Duration every, String failed, Runnable work) {
    long nanos = every.toNanos();
    return thread.scheduleWithFixedDelay(
        () -> {
          try {
            work.run();
          } catch (RicordoException e) {
            LOG.warnf("%s: %s", failed, e.getMessage());
          } catch (RuntimeException e) {
            LOG.warn(failed, e);
          }
        },
        nanos,
        nanos,
        TimeUnit.NANOSECONDS);
  }

  private void examine() {
    if (consolidation.epochs().stream().anyMatch(Epoch::stale)) {
      consolidation.examine().forEach(ClosingEpochs::tell);
    }
  }

  /** Examines those before it too. */
  private void closeOne() {
    consolidation.close().ifPresent(ClosingEpochs::tell);
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
    rounds.forEach(round -> round.cancel(false));
    thread.shutdown();
  }
}
