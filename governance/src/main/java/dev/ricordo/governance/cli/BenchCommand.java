package dev.ricordo.governance.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ricordo bench}. */
@Command(
    name = "bench",
    description = "Measures one path, beside a reference path in the same run.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "PATH",
    subcommands = {
      BenchBaseCommand.class,
      BenchCollectiveCommand.class,
      BenchConsolidateCommand.class,
      BenchForgetCommand.class,
      BenchHttpCommand.class,
      BenchLearnCommand.class,
      BenchObserveCommand.class,
      BenchRecommendCommand.class,
      BenchRecoverCommand.class,
      BenchRestrictCommand.class,
      BenchSnapshotsCommand.class,
      BenchHistoryCommand.class,
      BenchTrainCommand.class
    })
final class BenchCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "path: is missing");
  }
}
