package dev.ricordo.governance.cli;

import dev.ricordo.lab.Progress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Says on the standard error that work goes on whose steps nobody can count. */
final class Busy {

  private static final Duration TICK = Duration.ofMillis(200);

  private Busy() {}

  /**
   * Does the work, and shows for how long it has been going on.
   *
   * @param task what is done, for example {@code examining epochs}
   */
  static <T> T with(String task, Supplier<T> work) {
    return with(ReportOptions.progress(), TICK, task, work);
  }

  /**
   * @param tick how often the bar goes on
   */
  static <T> T with(Progress progress, Duration tick, String task, Supplier<T> work) {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Busy::daemon);
    Progress.Bar bar = progress.start(task, 0);
    long[] ticks = new long[1];
    ScheduledFuture<?> ticking =
        clock.scheduleAtFixedRate(
            () -> bar.advance(++ticks[0]), tick.toNanos(), tick.toNanos(), TimeUnit.NANOSECONDS);
    try {
      return work.get();
    } finally {
      ticking.cancel(false);
      end(clock, bar);
    }
  }

  /** The bar is one thread's: it is cleared there, and nothing is printed before it is. */
  private static void end(ExecutorService clock, Progress.Bar bar) {
    clock.execute(bar::close);
    clock.shutdown();
    try {
      clock.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "ricordo-busy");
    thread.setDaemon(true);
    return thread;
  }
}
