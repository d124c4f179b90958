package dev.ricordo.postgres;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;

/** Connection pools as a host would have them. */
public final class Pools {

  private Pools() {}

  /** A pool that its caller closes before the server. */
  public static AgroalDataSource of(EmbeddedDatabase server) {
    return of(server.jdbcUrl(), server.user(), server.password());
  }

  static AgroalDataSource of(String url, String user, String password) {
    try {
      return AgroalDataSource.from(
          new AgroalDataSourceConfigurationSupplier()
              .connectionPoolConfiguration(
                  pool ->
                      pool.maxSize(10)
                          .exceptionSorter(new PostgreSQLExceptionSorter())
                          .acquisitionTimeout(Duration.ofSeconds(30))
                          .connectionFactoryConfiguration(
                              factory ->
                                  factory
                                      .jdbcUrl(url)
                                      .principal(new NamePrincipal(user))
                                      .credential(new SimplePassword(password)))));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
