package dev.ricordo.migrations;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database's schema {@code ricordo} up to date.
 *
 * <p>Everything lives in that schema, Flyway's own history table {@code ricordo_schema_history}
 * too, so the host's tables and migrations are left alone. Safe to call from several processes at
 * once.
 */
/*
 * The files are listed rather than searched for: class path scanning depends on the class loader of
 * the host (Quarkus, plain jar, native image), a list does not. A test holds list and folder equal.
 */
public final class Migrations {

  /** The schema that all tables live in. */
  public static final String SCHEMA = "ricordo";

  static final String FOLDER = "db/ricordo";
  static final List<String> FILES =
      List.of(
          "V1__journal.sql",
          "V2__merges.sql",
          "V3__sealed_partitioned_journal.sql",
          "V6__epochs.sql",
          "V7__rights.sql",
          "V8__ledger.sql",
          "V9__panels.sql",
          "V10__consolidation_rules.sql",
          "V11__changes.sql",
          "V12__shares.sql",
          "V13__suspended.sql",
          "V14__standings.sql",
          "V15__functions.sql");

  private static final String HISTORY = "ricordo_schema_history";

  private Migrations() {}

  /**
   * Applies what is missing.
   *
   * @return how many files were applied, 0 if the schema was up to date
   * @throws FlywayException if the database cannot be reached, or a landed file has changed
   */
  public static int migrate(DataSource database) {
    return configuration().dataSource(database).load().migrate().migrationsExecuted;
  }

  private static FluentConfiguration configuration() {
    return Flyway.configure(Migrations.class.getClassLoader())
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .table(HISTORY)
        .resourceProvider(new Listed());
  }

  /** The files of {@link #FILES}, whose names start with {@code V}. */
  private static final class Listed implements ResourceProvider {

    @Override
    public @Nullable LoadableResource getResource(String path) {
      String file = path.substring(path.lastIndexOf('/') + 1);
      return FILES.contains(file) ? new OnClassPath(file) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      return FILES.stream()
          .filter(file -> file.startsWith(prefix))
          .<LoadableResource>map(OnClassPath::new)
          .toList();
    }
  }

  private static final class OnClassPath extends LoadableResource {

    private final String file;

    OnClassPath(String file) {
      this.file = file;
    }

    @Override
    public Reader read() {
      InputStream in = Migrations.class.getClassLoader().getResourceAsStream(getAbsolutePath());
      if (in == null) {
        throw new FlywayException("migration: " + getAbsolutePath() + " is not on the class path");
      }
      return new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
      return FOLDER + "/" + file;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return getAbsolutePath();
    }

    @Override
    public String getFilename() {
      return file;
    }

    @Override
    public String getRelativePath() {
      return file;
    }
  }
}
