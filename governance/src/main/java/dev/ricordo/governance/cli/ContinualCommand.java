package dev.ricordo.governance.cli;

import dev.ricordo.lab.ContinualLearning;
import dev.ricordo.lab.ContinualOptions;
import dev.ricordo.lab.ContinualReport;
import dev.ricordo.lab.EvaluationOptions;
import dev.ricordo.lab.continual.Suite;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo continual}. */
@Command(
    name = "continual",
    description =
        "Trains models on simulated customers and measures what they keep: returns to an old"
            + " interest, changes of category, interests one after the other, long journeys.",
    mixinStandardHelpOptions = true)
final class ContinualCommand implements Callable<Integer> {

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
      description = "One run each (default: ${DEFAULT-VALUE}).")
  private List<Long> seeds = List.of();

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Folder of trained bases and results, by default ~/.cache/ricordo.")
  private @Nullable Path cache;

  @Option(
      names = "--check",
      description = "Exits with 1 if a wanted ratio is missed or was not measured.")
  private boolean check;

  @Mixin private final DeviceOption device = new DeviceOption();
  @Mixin private final EpochsOption epochs = new EpochsOption();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    ContinualOptions options =
        new ContinualOptions(
            Objects.requireNonNullElseGet(models, ContinualLearning::models),
            seeds,
            device.get(),
            epochs.get(),
            Suite.Size.FULL,
            Objects.requireNonNullElseGet(cache, EvaluationOptions::defaultCache));
    ContinualReport measured = ContinualLearning.run(options, ReportOptions.progress());
    report.print(measured);
    return check && !measured.allMet() ? RicordoCommand.FAILED : RicordoCommand.SUCCESS;
  }
}
