package dev.ricordo.governance.cli;

import dev.ricordo.RicordoException;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Option;

/** Which database. By default that of the demo shop. */
final class ConnectionOptions {

  private static final String PASSWORD_VARIABLE = "RICORDO_DB_PASSWORD";
  private static final String EMBEDDED_PASSWORD = "postgres";
  private static final int CONNECTIONS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:RICORDO_DB_URL:-jdbc:postgresql://127.0.0.1:15432/postgres}",
      description = "JDBC URL, else $$RICORDO_DB_URL, else the demo shop's database.")
  private String url = "";

  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = "${env:RICORDO_DB_USER:-postgres}",
      description = "Database user, else $$RICORDO_DB_USER, else postgres.")
  private String user = "";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "File that holds the password, else $$RICORDO_DB_PASSWORD.")
  private @Nullable Path passwordFile;

  /**
   * Gives a pool of connections to the work and closes it afterwards.
   *
   * @throws IllegalArgumentException naming the option whose value is wrong
   * @throws RicordoException if the database cannot be used
   */
  <T> T withDatabase(Function<DataSource, T> work) {
    String password = password();
    requireReachable(password);
    try (AgroalDataSource pool = AgroalDataSource.from(configuration(password))) {
      return work.apply(pool);
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  private String password() {
    if (passwordFile == null) {
      return Objects.requireNonNullElse(System.getenv(PASSWORD_VARIABLE), EMBEDDED_PASSWORD);
    }
    try {
      return Files.readString(passwordFile).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException("--password-file: " + passwordFile + " cannot be read", e);
    }
  }

  private void requireReachable(String password) {
    PGSimpleDataSource once = new PGSimpleDataSource();
    try {
      once.setURL(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--url: \"" + shownUrl() + "\" is no JDBC URL of PostgreSQL", e);
    }
    once.setUser(user);
    once.setPassword(password);
    once.setLoginTimeout((int) PATIENCE.toSeconds());
    try (Connection connection = once.getConnection()) {
      connection.isValid((int) PATIENCE.toSeconds());
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  private RicordoException unreachable(SQLException cause) {
    return new RicordoException(
        String.format(
            "--url: %s cannot be used as \"%s\", SQLSTATE %s; is the shop running?",
            shownUrl(), user, cause.getSQLState()));
  }

  /** Without its parameters, one of which may be a password. */
  private String shownUrl() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  private AgroalDataSourceConfigurationSupplier configuration(String password) {
    return new AgroalDataSourceConfigurationSupplier()
        .connectionPoolConfiguration(
            pool ->
                pool.maxSize(CONNECTIONS)
                    .acquisitionTimeout(PATIENCE)
                    .connectionFactoryConfiguration(
                        factory ->
                            factory
                                .jdbcUrl(url)
                                .principal(new NamePrincipal(user))
                                .credential(new SimplePassword(password))));
  }
}
