package dev.ricordo.postgres;

import dev.ricordo.RicordoException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners when the tenant's number of erasures and merges moved and it was not us.
 * Thread-safe.
 */
/*
 * It looks at one row twice a second. LISTEN/NOTIFY would hold a connection of the host's pool for
 * ever, die silently with a restart of the database and not pass a transaction pooler; a look does
 * none of that, and after an outage the number says what was missed.
 */
final class ChangeWatch implements AutoCloseable {

  static final Duration INTERVAL = Duration.ofMillis(500);

  private static final Logger LOG = System.getLogger(ChangeWatch.class.getName());

  /**
   * Changes that somebody else had a part in.
   *
   * @param after the number before the first
   * @param upTo the number of the last
   */
  record Span(long after, long upTo) {

    /** A number that went back is a restored database: anything may be gone, or back. */
    boolean isOpen() {
      return upTo < after;
    }
  }

  /** What a look saw: the tenant's numbers, and whether they moved through somebody else. */
  private record Sight(Span span, boolean foreign) {}

  private final LongSupplier changes;
  private final Set<Long> own = ConcurrentHashMap.newKeySet();
  private final List<Consumer<Span>> listeners = new CopyOnWriteArrayList<>();
  private final ReadWriteLock looking = new ReentrantReadWriteLock();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(ChangeWatch::daemon);

  private @Nullable ScheduledFuture<?> looks;
  private volatile long seen;
  private boolean blind;

  ChangeWatch(LongSupplier changes) {
    this.changes = changes;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "ricordo-change-watch");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Makes a change, and knows it as our own. No look falls between the two.
   *
   * @param number which change it was
   */
  <T> T own(Supplier<T> change, ToLongFunction<T> number) {
    looking.readLock().lock();
    try {
      T done = change.get();
      if (!listeners.isEmpty()) {
        own.add(number.applyAsLong(done));
      }
      return done;
    } finally {
      looking.readLock().unlock();
    }
  }

  /** Adds a listener; changes from now on reach it. */
  void tell(Consumer<Span> listener) {
    looking.writeLock().lock();
    try {
      if (looks == null) {
        seen = changes.getAsLong();
        long nanos = INTERVAL.toNanos();
        looks = thread.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
      }
      listeners.add(listener);
    } finally {
      looking.writeLock().unlock();
    }
  }

  /** What a listener could not deal with is not seen: the next look tells it again. */
  private void look() {
    try {
      Sight sight = sight();
      if (sight.foreign()) {
        listeners.forEach(listener -> listener.accept(sight.span()));
      }
      remember(sight);
      recovered();
    } catch (Throwable e) { // an error too: what a look throws ends the looks for good, unheard
      missed(e);
    }
  }

  private Sight sight() {
    looking.writeLock().lock();
    try {
      Span span = new Span(seen, changes.getAsLong());
      boolean foreign =
          span.isOpen()
              || LongStream.rangeClosed(seen + 1, span.upTo()).anyMatch(n -> !own.contains(n));
      return new Sight(span, foreign);
    } finally {
      looking.writeLock().unlock();
    }
  }

  private void remember(Sight sight) {
    seen = sight.span().upTo();
    own.removeIf(number -> number <= seen);
  }

  private void recovered() {
    if (blind) {
      blind = false;
      LOG.log(Level.INFO, "Watching for changes again");
    }
  }

  private void missed(Throwable failure) {
    if (!blind) {
      blind = true;
      String why =
          failure instanceof RicordoException
              ? failure.getMessage()
              : failure.getClass().getName(); // whose message may quote anything
      LOG.log(Level.WARNING, "Not acting on other processes'' changes: {0}", why);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
