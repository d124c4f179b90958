package dev.ricordo.internal;

import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Snapshots;
import dev.ricordo.spi.Snapshots.Snapshot;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Writes snapshots behind those who learn, many at once: nobody's event waits for them. What waits
 * is bounded, and of a customer only the newest does.
 *
 * <p>Thread-safe. A snapshot may be written after its customer's journal has changed; {@link
 * Snapshots#put} is made for that.
 */
final class SnapshotWriter {

  private static final System.Logger LOG = System.getLogger(SnapshotWriter.class.getName());

  /** So many are written at once, whose customers' next events wait meanwhile. */
  private static final int AT_ONCE = 64;

  private static final long SECONDS_TO_END = 120;

  private final Snapshots snapshots;
  private final int mostWaiting;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Daemons.named("ricordo-snapshots"));
  private final Map<CustomerId, Snapshot> waiting = new LinkedHashMap<>();
  private boolean writing;
  private boolean ended;

  /**
   * @param mostWaiting how many wait at most
   */
  SnapshotWriter(Snapshots snapshots, int mostWaiting) {
    this.snapshots = snapshots;
    this.mostWaiting = mostWaiting;
  }

  /**
   * Has a snapshot written soon. Those of a customer are given in the order of their cursors.
   *
   * @return false if too many wait already: this one is not written, and replay will take its place
   */
  synchronized boolean put(CustomerId customer, Snapshot snapshot) {
    if (ended || (waiting.size() >= mostWaiting && !waiting.containsKey(customer))) {
      return false;
    }
    waiting.put(customer, snapshot);
    if (!writing) {
      writing = true;
      thread.execute(this::writeAll);
    }
    return true;
  }

  private void writeAll() {
    try {
      for (Map<CustomerId, Snapshot> some = take(); !some.isEmpty(); some = take()) {
        write(some);
      }
    } finally {
      // Whatever happened: the next one starts the thread again.
      stopped();
    }
  }

  private synchronized void stopped() {
    writing = false;
  }

  /** The next to be written. Without any the thread's turn ends, and is known to at once. */
  private synchronized Map<CustomerId, Snapshot> take() {
    Map<CustomerId, Snapshot> some = new HashMap<>();
    Iterator<Map.Entry<CustomerId, Snapshot>> all = waiting.entrySet().iterator();
    while (all.hasNext() && some.size() < AT_ONCE) {
      Map.Entry<CustomerId, Snapshot> next = all.next();
      some.put(next.getKey(), next.getValue());
      all.remove();
    }
    writing = !some.isEmpty();
    return some;
  }

  /** Forgets what waits of some customers, whose journals have changed. */
  synchronized void forgetIf(Predicate<CustomerId> changed) {
    waiting.keySet().removeIf(changed);
  }

  /** Writes what waits and takes no more. */
  void close() {
    synchronized (this) {
      ended = true;
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "snapshots are still being written, not waited for");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Forgets what waits and takes no more. */
  synchronized void abandon() {
    ended = true;
    waiting.clear();
    thread.shutdown();
  }

  /**
   * Writes some at once, in this thread. Snapshots are a cache: failing to write some costs replay
   * later, not the event in hand.
   */
  void write(Map<CustomerId, Snapshot> some) {
    try {
      snapshots.putAll(some);
    } catch (RicordoException e) {
      LOG.log(System.Logger.Level.WARNING, "snapshot not written, replay will take its place", e);
    } catch (RuntimeException | Error e) {
      LOG.log(System.Logger.Level.ERROR, "snapshots not written, replay will take their place", e);
    }
  }
}
