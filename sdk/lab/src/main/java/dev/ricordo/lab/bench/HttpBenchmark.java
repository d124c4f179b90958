package dev.ricordo.lab.bench;

import dev.ricordo.RicordoException;
import dev.ricordo.event.ItemId;
import dev.ricordo.lab.Code;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Loads a server with events and questions, both at a constant rate, and says how long they took:
 * {@code ricordo bench http}.
 */
public final class HttpBenchmark {

  private static final double NANOS_PER_SECOND = 1e9;

  private final HttpOptions options;
  private final RestRequests requests;

  private HttpBenchmark(HttpOptions options, List<ItemId> items) {
    this.options = options;
    requests = new RestRequests(options, items);
  }

  /**
   * @param items of the server's catalogue, 100 or more
   * @throws RicordoException if the load broke off
   */
  public static HttpReport run(HttpOptions options, List<ItemId> items, Progress progress) {
    try (Progress.Bar bar = progress.start("bench http", 0)) {
      return new HttpBenchmark(options, items).load();
    }
  }

  private HttpReport load() {
    List<Schedule> schedules = schedules();
    ExecutorService threads = Executors.newFixedThreadPool(options.connections() * 2);
    long recordFrom = System.nanoTime() + options.warmUp().toNanos();
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (Schedule schedule : schedules) {
        for (int i = 0; i < options.connections(); i++) {
          running.add(threads.submit(task(schedule)));
        }
      }
      for (Future<Void> one : running) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RicordoException("bench: interrupted", e);
    } catch (ExecutionException e) {
      throw new RicordoException("bench: the load broke off", e);
    } finally {
      threads.shutdownNow();
    }
    double seconds = (System.nanoTime() - recordFrom) / NANOS_PER_SECOND;
    return new HttpReport(
        "bench http",
        Code.version(),
        Machine.here("cpu"),
        options.seed(),
        options.url().toString(),
        options.connections(),
        schedules.stream().map(schedule -> schedule.result(seconds)).toList());
  }

  private static Callable<Void> task(Schedule schedule) {
    return () -> {
      schedule.work();
      return null;
    };
  }

  private List<Schedule> schedules() {
    long start = System.nanoTime();
    List<Schedule> schedules = new ArrayList<>();
    if (options.observeRate() > 0) {
      double rate = options.observeRate() / options.batch();
      schedules.add(
          new Schedule("observe", options.batch(), rate, requests::observe, start, options));
    }
    if (options.recommendRate() > 0) {
      schedules.add(
          new Schedule(
              "recommend", 1, options.recommendRate(), requests::recommend, start, options));
    }
    return schedules;
  }
}
