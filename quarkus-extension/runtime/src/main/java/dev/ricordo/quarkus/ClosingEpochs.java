package dev.ricordo.quarkus;

import dev.ricordo.RicordoException;
import dev.ricordo.consolidation.Consolidation;
import dev.ricordo.consolidation.Epoch;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Has epochs that an erasure touched examined: what passed only with that customer leaves the sums
 * then. Closes the open one again and again, where that is wanted. Thread-safe.
 */
/*
 * Of what this application changes itself it is told, and begins at once. What other processes change
 * is looked for. An examination reads whole epochs: after one, whoever forgets many customers in a row
 * has the next begin only when as long again has passed.
 */
final class ClosingEpochs implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ClosingEpochs.class);

  /** From the end of one look for epochs that others touched to the next. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final Consolidation consolidation;
  private final ScheduledExecutorService thread = Daemon.named("ricordo-epochs");
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile long restUntil = System.nanoTime();

  /**
   * @param every from the end of one closing to the next; empty if none is closed here
   */
  ClosingEpochs(Consolidation consolidation, Optional<Duration> every) {
    this(consolidation, every, LOOK);
  }

  /**
   * @param look from the end of one look for epochs that others touched to the next
   */
  ClosingEpochs(Consolidation consolidation, Optional<Duration> every, Duration look) {
    this.consolidation = consolidation;
    round(look, guarded("No epoch was examined", this::examine));
    every.ifPresent(time -> round(time, guarded("No epoch was closed", this::closeOne)));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // guarded work throws nothing
  private void round(Duration every, Runnable work) {
    long nanos = every.toNanos();
    thread.scheduleWithFixedDelay(work, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * What fails is tried again in the next round: an epoch is not lost by being late. What fails
   * again and again for one reason is told once.
   */
  private Runnable guarded(String failed, Runnable work) {
    return () -> {
      try {
        work.run();
        failures.remove(failed);
      } catch (RicordoException e) {
        if (isNew(failed, e)) {
          LOG.warnf("%s: %s", failed, e.getMessage());
        }
      } catch (Throwable e) { // errors too: whatever is thrown would end the schedule, in silence
        if (isNew(failed, e)) {
          LOG.warnf("%s: %s", failed, Daemon.kind(e));
        }
      }
    };
  }

  private boolean isNew(String failed, Throwable failure) {
    String reason = failure.toString();
    return !reason.equals(failures.put(failed, reason));
  }

  /** Examines soon what is to be examined, on a thread of its own. Does not throw. */
  @SuppressWarnings("FutureReturnValueIgnored") // guarded work throws nothing
  void examineSoon() {
    if (asked.compareAndSet(false, true)) {
      long rest = Math.max(0, restUntil - System.nanoTime());
      try {
        thread.schedule(
            guarded("No epoch was examined", this::examineAsAsked), rest, TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("Epochs are examined by the next process", e);
      }
    }
  }

  private void examineAsAsked() {
    asked.set(false);
    if (!thread.isShutdown()) {
      long start = System.nanoTime();
      examine();
      long end = System.nanoTime();
      restUntil = end + (end - start);
    }
  }

  private void examine() {
    if (consolidation.stale()) {
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

  /** What has begun goes on to its end. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
