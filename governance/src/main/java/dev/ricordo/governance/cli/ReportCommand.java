package dev.ricordo.governance.cli;

import dev.ricordo.RicordoException;
import dev.ricordo.lab.EvaluationOptions;
import dev.ricordo.lab.PlanReport;
import dev.ricordo.lab.Reporting;
import dev.ricordo.lab.ReportingOptions;
import dev.ricordo.lab.Workers;
import dev.ricordo.lab.plan.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo report}. */
@Command(
    name = "report",
    description = {
      "Evaluates a plan over several event logs and writes report.html, report.json and pictures.",
      "Cut off, it goes on where it stopped when started again."
    },
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description =
          "Folder of event logs: subfolders, named as in the plan, each with events.csv.gz and"
              + " items.csv.gz.")
  private Path data = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Gets the report.")
  private Path out = Path.of("");

  @Option(
      names = "--plan",
      paramLabel = "FILE|quick|full",
      defaultValue = "full",
      description = "What to evaluate (default: ${DEFAULT-VALUE}); quick is a first look.")
  private String plan = "full";

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "1,2,...",
      description = "One evaluation each, by default as the plan says.")
  private @Nullable List<Long> seeds;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Folder of trained bases and results, by default ~/.cache/ricordo.")
  private @Nullable Path cache;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = {
        "Evaluates what the cache lacks in N processes side by side; by default one after the other."
      })
  private @Nullable Integer jobs;

  @Option(
      names = "--check",
      description = "Exits with 1 if a bar is missed or could not be measured.")
  private boolean check;

  @Mixin private final DeviceOption device = new DeviceOption();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    if (!Files.isDirectory(data)) {
      throw new RicordoException("--data: " + data + " is no folder");
    }
    ReportingOptions options =
        new ReportingOptions(
            Plan.of(plan),
            data,
            out,
            Objects.requireNonNullElse(seeds, List.of()),
            device.get(),
            Objects.requireNonNullElseGet(cache, EvaluationOptions::defaultCache),
            Optional.ofNullable(jobs).map(count -> Workers.java(count, RicordoCommand.class)));
    PlanReport written = Reporting.run(options, ReportOptions.progress());
    report.print(written);
    return check && !written.allMet() ? RicordoCommand.FAILED : RicordoCommand.SUCCESS;
  }
}
