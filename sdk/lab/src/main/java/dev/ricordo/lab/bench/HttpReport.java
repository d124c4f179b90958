package dev.ricordo.lab.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What whoever calls the REST API waits for.
 *
 * @param machine that the load comes from
 */
public record HttpReport(
    String command,
    String version,
    Machine machine,
    long seed,
    String url,
    int connections,
    List<Result> results)
    implements Report {

  /**
   * One kind of request. Times run from the moment that the schedule had foreseen, whether or not a
   * connection was free then, to the end of the answer.
   *
   * @param path {@code observe} or {@code recommend}
   * @param batch events or questions in one request
   * @param asked events or questions per second that the schedule foresaw
   * @param reached events or questions per second that were answered without an error
   * @param requests that were answered without an error
   * @param errors answers with a status of 400 or more by their status, {@code failed} connections,
   *     and what was {@code not sent} before the time was over
   */
  public record Result(
      String path,
      int batch,
      double asked,
      double reached,
      long requests,
      double p50Millis,
      double p99Millis,
      @JsonProperty("p99.9Millis") double p999Millis,
      double maxMillis,
      Map<String, Long> errors) {

    public Result {
      errors = Map.copyOf(errors);
    }
  }

  public HttpReport {
    results = List.copyOf(results);
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "load on %s, %d connections; from %d cores, %s, seed %d",
            url, connections, machine.cores(), machine.jdk(), seed));
    lines.add(
        String.format(
            "%-10s %6s %9s %9s %9s %9s %9s %9s %9s  %s",
            "path",
            "batch",
            "asked/s",
            "reached/s",
            "requests",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "max ms",
            "errors"));
    results.forEach(result -> lines.add(line(result)));
    return lines;
  }

  private static String line(Result r) {
    return String.format(
        Locale.ROOT,
        "%-10s %6d %9.0f %9.0f %9d %9.2f %9.2f %9.2f %9.2f  %s",
        r.path(),
        r.batch(),
        r.asked(),
        r.reached(),
        r.requests(),
        r.p50Millis(),
        r.p99Millis(),
        r.p999Millis(),
        r.maxMillis(),
        r.errors().isEmpty() ? "none" : r.errors());
  }
}
