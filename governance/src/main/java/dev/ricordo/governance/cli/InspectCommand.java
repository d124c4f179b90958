package dev.ricordo.governance.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricordo.base.Base;
import dev.ricordo.governance.InspectCustomer;
import dev.ricordo.governance.InspectionReport;
import dev.ricordo.governance.MemoryLevel;
import dev.ricordo.governance.page.InspectionPage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo inspect}. */
@Command(
    name = "inspect",
    description =
        "Shows what is remembered of a customer, level by level, down to the events, and how it came"
            + " to be: strength over the events, where it pointed, and what that rests on.",
    mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {

  @Mixin private final CustomerOption customer = new CustomerOption();

  @Option(
      names = "--level",
      paramLabel = "L0..L4",
      description = "Shows one level only: ${COMPLETION-CANDIDATES}.")
  private @Nullable MemoryLevel level;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes a page for people, with pictures, readable by its owner only.")
  private @Nullable Path html;

  @Mixin private final BaseOption base = new BaseOption();
  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    Set<MemoryLevel> levels = level == null ? EnumSet.allOf(MemoryLevel.class) : EnumSet.of(level);
    Optional<NewFile> page = NewFile.of("--html", Optional.ofNullable(html));
    Optional<Base> release = base.find();
    InspectionReport found =
        database.withJournal(
            journal ->
                new InspectCustomer(journal, release)
                    .of(customer.id(), levels, ReportOptions.progress()));
    report.print(found);
    page.ifPresent(file -> file.write(InspectionPage.of(found, Instant.now()).getBytes(UTF_8)));
    return RicordoCommand.SUCCESS;
  }
}
