package dev.ricordo.governance.cli;

import dev.ricordo.lab.Training;
import dev.ricordo.lab.TrainingOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo train}. */
@Command(
    name = "train",
    description = "Trains a base on an event log. The same seed on the CPU gives the same bytes.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Gets weights, manifest, model card and learning curves.")
  private Path out = Path.of("");

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the random numbers (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private final LogOptions log = new LogOptions();
  @Mixin private final DeviceOption device = new DeviceOption();
  @Mixin private final EpochsOption epochs = new EpochsOption();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    TrainingOptions options =
        new TrainingOptions(log.events(), log.items(), out, seed, device.get(), epochs.get());
    report.print(Training.run(options, ReportOptions.progress()));
    return RicordoCommand.SUCCESS;
  }
}
