package dev.ricordo.governance.cli;

import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.lab.bench.HttpBenchmark;
import dev.ricordo.lab.bench.HttpOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo bench http}. */
@Command(
    name = "http",
    description =
        "Loads a server with events and questions at constant rates. Times run from when a request"
            + " was due, so waiting for a slow server counts.",
    mixinStandardHelpOptions = true)
final class BenchHttpCommand implements Callable<Integer> {

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://localhost:8080",
      description = "The server, which must answer from the same base (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private URI url;

  @Option(
      names = "--observe-rate",
      paramLabel = "R",
      defaultValue = "1000",
      description = "Events per second, 0 for none (default: ${DEFAULT-VALUE}).")
  private double observeRate;

  @Option(
      names = "--recommend-rate",
      paramLabel = "R",
      defaultValue = "500",
      description = "Questions per second, 0 for none (default: ${DEFAULT-VALUE}).")
  private double recommendRate;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1",
      description = "Events in one request (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "Requests of each kind under way at once (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Customers who take turns (default: ${DEFAULT-VALUE}).")
  private int customers;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      defaultValue = "5",
      description = "Seconds before anything is recorded (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Mixin private final BenchOptions bench = new BenchOptions();
  @Mixin private final BaseOption base = new BaseOption();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    Base shared =
        base.find().orElseThrow(() -> new RicordoException("--base: none given, none shipped"));
    HttpOptions options =
        new HttpOptions(
            url,
            observeRate,
            recommendRate,
            connections,
            Duration.ofSeconds(warmUp),
            bench.duration(),
            batch,
            customers,
            bench.seed());
    report.print(HttpBenchmark.run(options, shared.items(), ReportOptions.progress()));
    return RicordoCommand.SUCCESS;
  }
}
