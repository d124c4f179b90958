package dev.ricordo.postgres;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;

/** Connection pools as a host would have them. */
final class Pools {

  private Pools() {}

  static AgroalDataSource of(EmbeddedDatabase server) {
    try {
      return AgroalDataSource.from(
          new AgroalDataSourceConfigurationSupplier()
              .connectionPoolConfiguration(
                  pool ->
                      pool.maxSize(10)
                          .exceptionSorter(new PostgreSQLExceptionSorter())
                          .acquisitionTimeout(Duration.ofSeconds(5))
                          .connectionFactoryConfiguration(
                              factory ->
                                  factory
                                      .jdbcUrl(server.jdbcUrl())
                                      .principal(new NamePrincipal(server.user()))
                                      .credential(new SimplePassword(server.password())))));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
