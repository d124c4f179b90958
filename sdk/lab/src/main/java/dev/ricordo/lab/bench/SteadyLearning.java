package dev.ricordo.lab.bench;

import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.event.Event;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Learns of a simulation's customers while something else is done, on a thread of its own, a few
 * events at a time, so many a second. Not thread-safe.
 */
/*
 * The rate is kept by a schedule: who waited for a lock catches up, so waiting shows in the rate that
 * is reached, and a call's time runs from when it was due.
 */
public final class SteadyLearning {

  private static final int AT_ONCE = 5;
  private static final int MOST_SAMPLES = 1 << 20;
  private static final long LONGEST_NAP = TimeUnit.MILLISECONDS.toNanos(10);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Simulation simulation;
  private final Ricordo ricordo;
  private final int rate;
  private final long[] waited = new long[MOST_SAMPLES];
  private int calls;
  private long nanos;
  private long longest;
  private volatile boolean stop;

  /**
   * @param rate events per second, 0 for none
   */
  public SteadyLearning(Simulation simulation, Ricordo ricordo, int rate) {
    this.simulation = simulation;
    this.ricordo = ricordo;
    this.rate = rate;
  }

  /** What is done meanwhile. */
  @FunctionalInterface
  public interface Work<E extends Exception> {
    void run() throws E;
  }

  /**
   * Learns until the work is done.
   *
   * @throws RicordoException if learning failed
   */
  public <E extends Exception> void during(Work<E> work) throws E {
    stop = false;
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<?> learning = thread.submit(this::learn);
    try {
      work.run();
    } finally {
      stop = true;
      thread.shutdown();
    }
    await(learning);
  }

  private void learn() {
    long start = System.nanoTime();
    int before = calls;
    while (!stop && rate > 0) {
      long due = start + (long) ((calls - before) * AT_ONCE * NANOS_PER_SECOND / rate);
      long early = due - System.nanoTime();
      if (early > 0) {
        LockSupport.parkNanos(Math.min(early, LONGEST_NAP));
      } else {
        List<Event> next = simulation.next(AT_ONCE);
        long asked = System.nanoTime();
        ricordo.observeAll(next);
        long answered = System.nanoTime();
        longest = Math.max(longest, answered - asked);
        waited[calls++ % MOST_SAMPLES] = answered - due;
      }
    }
    nanos += System.nanoTime() - start;
  }

  private static void await(Future<?> learning) {
    try {
      learning.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RicordoException("bench: interrupted", e);
    } catch (ExecutionException e) {
      throw new RicordoException("bench: learning failed", e);
    }
  }

  /** Events a second that were learned. */
  public double perSecond() {
    return calls * AT_ONCE * NANOS_PER_SECOND / nanos;
  }

  /** The longest that a call took. */
  public double longestMillis() {
    return longest / NANOS_PER_MILLI;
  }

  /** The 99th percentile of the time from when a call was due to when it returned. */
  public double p99Millis() {
    long[] sorted = Arrays.copyOf(waited, Math.min(calls, MOST_SAMPLES));
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[(int) (sorted.length * 0.99)] / NANOS_PER_MILLI;
  }
}
