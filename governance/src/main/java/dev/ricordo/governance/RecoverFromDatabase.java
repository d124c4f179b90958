package dev.ricordo.governance;

import dev.ricordo.RicordoException;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.bench.RecoverBenchmark;
import dev.ricordo.lab.bench.RecoverOptions;
import dev.ricordo.lab.bench.RecoverReport;
import javax.sql.DataSource;

/**
 * Measures a start from sealed rows in PostgreSQL: {@code ricordo bench recover --database}. Works
 * for a tenant of its own, whose rows are removed at the end.
 */
public final class RecoverFromDatabase {

  private final DataSource database;
  private final RecoverOptions options;

  /**
   * @param database whose schema is up to date
   */
  public RecoverFromDatabase(DataSource database, RecoverOptions options) {
    this.database = database;
    this.options = options;
  }

  /**
   * @throws RicordoException if the database cannot be used
   */
  public RecoverReport run(Progress progress) {
    try (BenchTenant tenant = new BenchTenant(database)) {
      return RecoverBenchmark.run(options, tenant.store().journal(), progress)
          .from("PostgreSQL, sealed rows");
    }
  }
}
