package dev.ricordo.lab.bench;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Sends one kind of request at a constant rate and records how long each took from the moment it
 * was due. Thread-safe: as many threads as there are connections call {@link #work}.
 */
/*
 * Request n is due n periods after the start, whatever became of those before. A request that waits for
 * a connection, because the server is slow with others, has been waited for all that time by whoever
 * would have sent it: to measure from the sending would leave out just the worst (coordinated omission).
 */
final class Schedule {

  private static final String NOT_SENT = "not sent";
  private static final long HIGHEST_MICROS = 3_600_000_000L;
  private static final int DIGITS = 3;
  private static final int FIRST_ERROR = 400;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long NANOS_PER_MICRO = 1_000;

  private final String path;
  private final int batch;
  private final double rate;
  private final URI server;
  private final LongFunction<HttpConnection.Post> requests;
  private final long start;
  private final long recordFrom;
  private final long end;
  private final AtomicLong next = new AtomicLong();
  private final ConcurrentHistogram micros = new ConcurrentHistogram(HIGHEST_MICROS, DIGITS);
  private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();

  /**
   * @param rate requests per second
   * @param requests makes the n-th request
   * @param start by {@link System#nanoTime}
   */
  Schedule(
      String path,
      int batch,
      double rate,
      LongFunction<HttpConnection.Post> requests,
      long start,
      HttpOptions options) {
    this.path = path;
    this.batch = batch;
    this.rate = rate;
    server = options.url();
    this.requests = requests;
    this.start = start;
    recordFrom = start + options.warmUp().toNanos();
    end = recordFrom + options.duration().toNanos();
  }

  /**
   * Sends what is due over a connection of its own, until the time is over. What was due by then
   * and not sent is an error.
   *
   * @throws InterruptedException if the thread is interrupted
   * @throws IOException if the connection does not close
   */
  void work() throws InterruptedException, IOException {
    try (HttpConnection connection = new HttpConnection(server)) {
      for (long n = next.getAndIncrement(); due(n) < end; n = next.getAndIncrement()) {
        HttpConnection.Post request = requests.apply(n);
        await(due(n));
        String error = System.nanoTime() < end ? send(connection, request) : NOT_SENT;
        long now = System.nanoTime();
        if (due(n) >= recordFrom) {
          record(error, now - due(n));
        }
      }
    }
  }

  private long due(long n) {
    return start + (long) (n * (NANOS_PER_SECOND / rate));
  }

  private static void await(long due) throws InterruptedException {
    long left = due - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while waiting for the next request");
      }
      left = due - System.nanoTime();
    }
  }

  /** The error, or an empty text. */
  private static String send(HttpConnection connection, HttpConnection.Post request) {
    try {
      int status = connection.send(request);
      return status < FIRST_ERROR ? "" : Integer.toString(status);
    } catch (IOException e) {
      return "failed";
    }
  }

  private void record(String error, long nanos) {
    if (error.isEmpty()) {
      micros.recordValue(Math.min(HIGHEST_MICROS, nanos / NANOS_PER_MICRO));
    } else {
      errors.computeIfAbsent(error, e -> new LongAdder()).increment();
    }
  }

  /**
   * @param seconds that were recorded
   */
  HttpReport.Result result(double seconds) {
    Map<String, Long> counts = new TreeMap<>();
    errors.forEach((error, count) -> counts.put(error, count.sum()));
    long requests = micros.getTotalCount();
    return new HttpReport.Result(
        path,
        batch,
        rate * batch,
        requests * batch / seconds,
        requests,
        millis(50),
        millis(99),
        millis(99.9),
        millis(100),
        counts);
  }

  private double millis(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1e3;
  }
}
