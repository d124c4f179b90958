package dev.ricordo.governance.cli;

import dev.ricordo.base.Base;
import dev.ricordo.governance.ActReport;
import dev.ricordo.governance.CustomerExport;
import dev.ricordo.governance.ExportCustomer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo export}. */
@Command(
    name = "export",
    description = "Writes down for a customer what is remembered: events, consent, inferences.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

  @Mixin private final CustomerOption customer = new CustomerOption();

  @Option(
      names = "--format",
      defaultValue = "json",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private ExportFormat format = ExportFormat.json;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file to write, readable by its owner only.")
  private Path out = Path.of("");

  @Mixin private final BaseOption base = new BaseOption();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    NewFile file = NewFile.of("--out", Optional.of(out)).orElseThrow();
    Optional<Base> release = base.find();
    CustomerExport export =
        Busy.with(
            "exporting",
            () ->
                database.withJournal(
                    journal ->
                        new ExportCustomer(journal, release, Clock.systemUTC()).of(customer.id())));
    file.write(format.of(export));
    report.print(
        ActReport.of(
            "export",
            null,
            Map.of("file", out.toString(), "events", export.events().size()),
            out + ": " + export.events().size() + " events"));
    return RicordoCommand.SUCCESS;
  }
}
