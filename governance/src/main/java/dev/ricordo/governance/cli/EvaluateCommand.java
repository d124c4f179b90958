package dev.ricordo.governance.cli;

import dev.ricordo.lab.Evaluation;
import dev.ricordo.lab.EvaluationOptions;
import dev.ricordo.lab.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo evaluate}. */
@Command(
    name = "evaluate",
    description = "Trains and evaluates models side by side on an event log.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {

  @Option(
      names = "--protocol",
      required = true,
      paramLabel = "leave-one-out|prequential",
      description = "How they are compared.")
  private Protocol protocol = Protocol.LEAVE_ONE_OUT;

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "a,b,...",
      description = "Which models, by default all.")
  private @Nullable List<String> models;

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "1,2,...",
      defaultValue = "1",
      description = "One evaluation each (default: ${DEFAULT-VALUE}).")
  private List<Long> seeds = List.of();

  @Option(
      names = "--max-events",
      paramLabel = "N",
      description = "Only the first events of the log.")
  private @Nullable Long maxEvents;

  @Option(
      names = "--refit",
      description =
          "With leave-one-out: trains everything again on training and validation before the test.")
  private boolean refit;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Folder of trained bases and results, by default ~/.cache/ricordo.")
  private @Nullable Path cache;

  @Mixin private final LogOptions log = new LogOptions();
  @Mixin private final DeviceOption device = new DeviceOption();
  @Mixin private final EpochsOption epochs = new EpochsOption();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    EvaluationOptions options =
        new EvaluationOptions(
            log.events(),
            log.items(),
            protocol,
            Objects.requireNonNullElseGet(models, Evaluation::models),
            seeds,
            device.get(),
            limit(),
            refit,
            epochs.get(),
            Objects.requireNonNullElseGet(cache, EvaluationOptions::defaultCache));
    report.print(Evaluation.run(options, ReportOptions.progress()));
    return RicordoCommand.SUCCESS;
  }

  private OptionalLong limit() {
    if (maxEvents == null) {
      return OptionalLong.empty();
    }
    if (maxEvents < 1) {
      throw new IllegalArgumentException("--max-events: must be at least 1, is " + maxEvents);
    }
    return OptionalLong.of(maxEvents);
  }
}
