package dev.ricordo.lab;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;

/**
 * Times of a call: the median of five rounds for each figure, for a machine that does other work
 * too.
 *
 * @param p50Micros median time of a call
 * @param p99Micros 99th percentile
 * @param callsPerSecond one after the other
 * @param allocatedBytes on the Java heap, per call
 */
public record Timing(
    double p50Micros, double p99Micros, double callsPerSecond, double allocatedBytes) {

  private static final int ROUNDS = 5;
  private static final int MAX_SAMPLES = 1 << 20;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * Calls in five rounds, after a warm-up as long as one.
   *
   * @param duration of all rounds together
   * @param call is given 0, 1, 2 ... in each round
   */
  public static Timing of(Duration duration, IntConsumer call) {
    long[] samples = new long[MAX_SAMPLES];
    long nanos = duration.toNanos() / ROUNDS;
    round(samples, nanos, call);
    List<Timing> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(round(samples, nanos, call));
    }
    return new Timing(
        median(rounds, Timing::p50Micros),
        median(rounds, Timing::p99Micros),
        median(rounds, Timing::callsPerSecond),
        median(rounds, Timing::allocatedBytes));
  }

  private static double median(List<Timing> rounds, ToDoubleFunction<Timing> figure) {
    return rounds.stream().mapToDouble(figure).sorted().toArray()[rounds.size() / 2];
  }

  private static Timing round(long[] samples, long nanos, IntConsumer call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long allocated = threads.getThreadAllocatedBytes(thread);
    long start = System.nanoTime();
    long before = start;
    int size = 0;
    do {
      call.accept(size);
      long after = System.nanoTime();
      samples[size++] = after - before;
      before = after;
    } while (size < MAX_SAMPLES && before - start < nanos);
    double bytes = threads.getThreadAllocatedBytes(thread) - allocated;
    Arrays.sort(samples, 0, size);
    return new Timing(
        samples[size / 2] / NANOS_PER_MICRO,
        samples[(int) (size * 0.99)] / NANOS_PER_MICRO,
        size * NANOS_PER_SECOND / (before - start),
        bytes / size);
  }
}
