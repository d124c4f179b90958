package dev.ricordo.governance.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.governance.evidence.AuditInstallation;
import dev.ricordo.governance.evidence.AuditInstallation.SignedLedger;
import dev.ricordo.governance.evidence.InstallationPage;
import dev.ricordo.governance.evidence.InstallationReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo audit installation}. */
@Command(
    name = "installation",
    description =
        "Looks whether vault, tables and ledger of an installation say the same of what was erased,"
            + " whether everything opens and nothing can be read. Exits with 1 if something does not"
            + " hold, with 0 if all does that could be looked at: what could not is listed as not"
            + " checked. Reads every event of the tenant.",
    mixinStandardHelpOptions = true)
final class AuditInstallationCommand implements Callable<Integer> {

  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final LedgerOption ledger = new LedgerOption();
  @Mixin private final LedgerKeyOption key = new LedgerKeyOption();
  @Mixin private final BaseOption base = new BaseOption();

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "20",
      description = "Customers that are looked at one by one (default: ${DEFAULT-VALUE}).")
  private int sample;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the sample (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--html", paramLabel = "FILE", description = "Writes a page for people.")
  private @Nullable Path html;

  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    if (sample < 0) {
      throw new IllegalArgumentException("--sample: must not be negative, is " + sample);
    }
    Optional<NewFile> page = NewFile.of("--html", Optional.ofNullable(html));
    InstallationReport found =
        database.withDatabaseAndVault(
            (pool, keys) ->
                ledger.withPlace(
                    database.connection(),
                    place ->
                        new AuditInstallation(
                                pool, keys, database.tenant(), base.find(), sample, seed)
                            .run(signed(place), ReportOptions.progress())));
    report.print(found);
    page.ifPresent(file -> file.write(InstallationPage.of(found, Instant.now()).getBytes(UTF_8)));
    return found.passed() ? RicordoCommand.SUCCESS : RicordoCommand.FAILED;
  }

  private Optional<SignedLedger> signed(LedgerPlace place) {
    return ledger.wasNamed() || key.wasNamed() || place.hasTraces()
        ? Optional.of(new SignedLedger(place, key.of(place)))
        : Optional.empty();
  }
}
