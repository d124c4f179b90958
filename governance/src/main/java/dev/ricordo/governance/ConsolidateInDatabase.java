package dev.ricordo.governance;

import dev.ricordo.RicordoException;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.bench.ConsolidateBenchmark;
import dev.ricordo.lab.bench.ConsolidateOptions;
import dev.ricordo.lab.bench.ConsolidateReport;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Measures decisions about epochs on PostgreSQL: {@code ricordo bench consolidate --database}.
 * Works for a tenant of its own, whose rows are removed at the end.
 */
public final class ConsolidateInDatabase {

  private final DataSource database;
  private final ConsolidateOptions options;

  /**
   * @param database whose schema is up to date
   */
  public ConsolidateInDatabase(DataSource database, ConsolidateOptions options) {
    this.database = database;
    this.options = options;
  }

  /**
   * @throws RicordoException if the database cannot be used
   */
  public ConsolidateReport run(Progress progress) {
    try (BenchTenant tenant = new BenchTenant(database)) {
      return ConsolidateBenchmark.run(
              options,
              tenant.store().journal(),
              Optional.of(epoch -> count(tenant, epoch)),
              progress)
          .from("PostgreSQL, sealed rows");
    }
  }

  /** What plain SQL can say of an epoch: how many events of how many customers. */
  private static void count(BenchTenant tenant, Epoch epoch) {
    tenant.number(
        String.format(
            "select count(*) + count(distinct subject) from ricordo.event"
                + " where tenant = '%s' and position between %d and %d",
            tenant.name(), epoch.firstPosition(), epoch.lastPosition()));
  }
}
