package dev.ricordo.djl.crowd;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gathers requests of many threads into batches for one worker. Thread-safe.
 *
 * <p>Requests with the same key are answered in the order in which they were taken, one per batch:
 * two that are gathered together go into two batches, one after the other. What is taken and not
 * yet answered is bounded.
 *
 * @param <Q> a request
 * @param <A> its answer
 */
/*
 * A permit is taken with each request and given back with its answer, so the queue itself needs no bound.
 * The worker's batch is made of what an earlier batch passed over, first, and then of the queue, until it is
 * full or the delay of its first request is over. A request whose key is in the batch, or is passed over
 * before it, is passed over too: that keeps the order of the key. When a whole batch was passed over, as
 * when one key alone is busy, the worker looks no further.
 *
 * Closing is a last entry in the queue. A lock keeps it last: submitters share it, closing takes it alone.
 */
public final class MicroBatcher<Q, A> implements AutoCloseable {

  /** Computes the answers to a batch, in its order. */
  @FunctionalInterface
  public interface Batch<Q, A> {

    /**
     * @param requests one to {@link BatchLimits#maxBatch}, no two of one key
     * @return as many answers
     */
    List<A> run(List<Q> requests);
  }

  private final BatchLimits limits;
  private final Function<Q, ?> key;
  private final Batch<Q, A> batch;
  private final Semaphore room;
  private final BlockingQueue<Entry<Q, A>> queue = new LinkedBlockingQueue<>();
  private final ReadWriteLock gate = new ReentrantReadWriteLock();
  private final Entry<Q, A> end = new Entry<>(null, this);
  private final Thread worker;
  private final LongAdder batches = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder failedBatches = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private boolean closed;
  private volatile boolean cancelled;

  /** A request on its way, or the end of all requests if there is none. */
  private static final class Entry<Q, A> {
    final @Nullable Q request;
    final Object key;
    final CompletableFuture<A> answer = new CompletableFuture<>();
    final long takenAt = System.nanoTime();

    Entry(@Nullable Q request, Object key) {
      this.request = request;
      this.key = key;
    }

    Q request() {
      return Objects.requireNonNull(request);
    }
  }

  /**
   * Starts the worker, a daemon thread.
   *
   * @param name of the thread
   * @param key what requests are kept in order by, such as the customer
   * @param batch run by the worker alone
   */
  public MicroBatcher(String name, BatchLimits limits, Function<Q, ?> key, Batch<Q, A> batch) {
    this.limits = limits;
    this.key = key;
    this.batch = batch;
    room = new Semaphore(limits.capacity());
    worker = new Thread(this::work, name);
    worker.setDaemon(true);
    worker.start();
  }

  /** Hands in a request, or hears at once that there is no room. */
  public Submission<A> submit(Q request) {
    Entry<Q, A> entry = entry(request);
    return room.tryAcquire() ? enqueue(entry) : refuse(Submission.Reason.FULL);
  }

  /**
   * Hands in a request, and waits for room if there is none.
   *
   * @param patience how long at most; then the request is refused
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public Submission<A> submit(Q request, Duration patience) throws InterruptedException {
    Entry<Q, A> entry = entry(request);
    return room.tryAcquire(nanos(patience), TimeUnit.NANOSECONDS)
        ? enqueue(entry)
        : refuse(Submission.Reason.FULL);
  }

  private Entry<Q, A> entry(Q request) {
    return new Entry<>(request, Objects.requireNonNull(key.apply(request), "key"));
  }

  private Submission<A> enqueue(Entry<Q, A> entry) {
    gate.readLock().lock();
    try {
      if (closed) {
        room.release();
        return refuse(Submission.Reason.CLOSED);
      }
      queue.add(entry);
      return new Submission.Accepted<>(entry.answer);
    } finally {
      gate.readLock().unlock();
    }
  }

  private Submission<A> refuse(Submission.Reason reason) {
    refused.increment();
    return new Submission.Refused<>(reason);
  }

  /** What has happened so far. */
  public BatchStatistics statistics() {
    return new BatchStatistics(
        limits.capacity() - room.availablePermits(),
        batches.sum(),
        requests.sum(),
        failedBatches.sum(),
        refused.sum());
  }

  /** Takes no more requests, answers those that were taken, and ends the worker. */
  @Override
  public void close() {
    end(false);
  }

  /**
   * Takes no more requests, cancels those whose batch has not begun, and ends the worker when the
   * present batch is over.
   */
  public void cancel() {
    end(true);
  }

  private void end(boolean cancel) {
    if (cancel) {
      cancelled = true;
    }
    gate.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        queue.add(end);
      }
    } finally {
      gate.writeLock().unlock();
    }
    join();
  }

  /** Waits for the worker, unless it is the worker itself that closes. */
  private void join() {
    if (Thread.currentThread() == worker) {
      return;
    }
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    Deque<Entry<Q, A>> passedOver = new ArrayDeque<>();
    boolean open = true;
    while (open || !passedOver.isEmpty()) {
      List<Entry<Q, A>> chosen = new ArrayList<>();
      open = gather(passedOver, chosen, open);
      if (cancelled) {
        chosen.forEach(this::drop);
      } else {
        run(chosen);
      }
    }
  }

  private void drop(Entry<Q, A> entry) {
    room.release();
    entry.answer.cancel(false);
  }

  /**
   * Chooses the entries of the next batch.
   *
   * @param passedOver by earlier batches, in their order; afterwards by this one too
   * @param open whether the end of the queue has not been seen
   * @return the same after this batch
   */
  private boolean gather(Deque<Entry<Q, A>> passedOver, List<Entry<Q, A>> chosen, boolean open) {
    Set<Object> keys = new HashSet<>();
    List<Entry<Q, A>> earlier = new ArrayList<>(passedOver);
    passedOver.clear();
    earlier.forEach(entry -> choose(entry, keys, passedOver, chosen));
    while (open && chosen.size() < limits.maxBatch() && passedOver.size() < limits.maxBatch()) {
      Entry<Q, A> next = next(chosen);
      if (next == null) {
        return true;
      }
      if (next == end) {
        return false;
      }
      choose(next, keys, passedOver, chosen);
    }
    return open;
  }

  private void choose(
      Entry<Q, A> entry,
      Set<Object> keys,
      Deque<Entry<Q, A>> passedOver,
      List<Entry<Q, A>> chosen) {
    if (keys.add(entry.key) && chosen.size() < limits.maxBatch()) {
      chosen.add(entry);
    } else {
      passedOver.add(entry);
    }
  }

  /** The next entry of the queue, or null if the batch's first has waited long enough. */
  private @Nullable Entry<Q, A> next(List<Entry<Q, A>> chosen) {
    try {
      if (chosen.isEmpty()) {
        return queue.take();
      }
      long waited = System.nanoTime() - chosen.get(0).takenAt;
      return queue.poll(nanos(limits.maxDelay()) - waited, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Nobody but a stranger interrupts this thread; requests that were taken are answered.
      return null;
    }
  }

  /** At most 292 years: no number of nanoseconds is longer. */
  private static long nanos(Duration duration) {
    return TimeUnit.NANOSECONDS.convert(duration);
  }

  private void run(List<Entry<Q, A>> chosen) {
    List<Entry<Q, A>> wanted = new ArrayList<>();
    for (Entry<Q, A> entry : chosen) {
      if (entry.answer.isCancelled()) {
        room.release();
      } else {
        wanted.add(entry);
      }
    }
    if (!wanted.isEmpty()) {
      batches.increment();
      requests.add(wanted.size());
      answer(wanted);
    }
  }

  private void answer(List<Entry<Q, A>> wanted) {
    List<A> answers;
    try {
      answers = batch.run(wanted.stream().map(Entry::request).toList());
      if (answers.size() != wanted.size()) {
        throw new IllegalStateException(
            "answers: must be " + wanted.size() + ", are " + answers.size());
      }
    } catch (RuntimeException | Error e) {
      failedBatches.increment();
      wanted.forEach(
          entry -> {
            room.release();
            entry.answer.completeExceptionally(e);
          });
      return;
    }
    for (int i = 0; i < wanted.size(); i++) {
      room.release();
      wanted.get(i).answer.complete(answers.get(i));
    }
  }
}
