package dev.ricordo.governance.cli;

import dev.ricordo.base.Base;
import dev.ricordo.event.CustomerId;
import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.governance.ForgetBenchReport;
import dev.ricordo.governance.ForgetBenchmark;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.governance.evidence.Aftermath;
import dev.ricordo.governance.evidence.Certifier;
import dev.ricordo.governance.evidence.Erased;
import dev.ricordo.governance.evidence.KeyRecord;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.verifier.Particulars;
import dev.ricordo.verifier.SweptStore;
import dev.ricordo.verifier.Times;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ricordo bench forget}. */
@Command(
    name = "forget",
    description =
        "Measures forgetting, one item's events and then everything, with and without a certificate,"
            + " while others are learned from."
            + " Works for a tenant of its own, whose rows are removed at the end. Exits with 1 if"
            + " anybody else is answered otherwise than from a fresh fold.",
    mixinStandardHelpOptions = true)
final class BenchForgetCommand implements Callable<Integer> {

  @Option(
      names = "--items",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Items of the catalogue (default: ${DEFAULT-VALUE}).")
  private int items;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "200",
      description = "Customers to forget (default: ${DEFAULT-VALUE}).")
  private int customers;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "500",
      description = "Events of each (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "500",
      description = "Events per second to learn meanwhile, 0 for none (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of weights and events (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private final TimeLimitOption limit = new TimeLimitOption();

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli parses it
  private final CertifiedDeviceOption device = new CertifiedDeviceOption();

  @Mixin private final DatabaseOptions database = new DatabaseOptions();
  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    ForgetBenchReport measured =
        database.withDatabase(
            pool -> {
              Migrations.migrate(pool);
              return new ForgetBenchmark(
                      pool,
                      BenchForgetCommand::certifying,
                      items,
                      customers,
                      events,
                      rate,
                      limit.find(),
                      seed)
                  .run(ReportOptions.progress());
            });
    report.print(measured);
    return measured.passed() ? RicordoCommand.SUCCESS : RicordoCommand.FAILED;
  }

  /** A ledger of its own. */
  private static ForgetBenchmark.Certification certifying(Path folder) {
    EvidenceLedger ledger = EvidenceLedger.open(LedgerPlace.in(folder));
    Certifier certifier = new Certifier(ledger);
    return new ForgetBenchmark.Certification() {
      @Override
      public void certify(
          CustomerId customer, Instant received, Forgotten done, List<UUID> keys, Base base) {
        certifier.certify(
            new Erased(
                "bench",
                customer,
                new Times(
                    received,
                    Optional.empty(),
                    Optional.empty(),
                    done.at(),
                    Optional.empty(),
                    Optional.empty()),
                done,
                KeyRecord.of(keys, "files"),
                List.of(new SweptStore("PostgreSQL: journal", done.passed())),
                Optional.of(base),
                Aftermath.none(Optional.of(base)),
                new Particulars("", List.of(), List.of(), "")));
      }

      @Override
      public void close() {
        ledger.close();
      }
    };
  }
}
