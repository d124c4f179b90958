package dev.ricordo.postgres;

import dev.ricordo.migrations.Migrations;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL for all tests of this module; each test takes a tenant of its own. */
final class TestDatabase {

  private static final EmbeddedDatabase SERVER = EmbeddedDatabase.startTemporary();
  private static final AgroalDataSource POOL = pool(SERVER);
  private static final AtomicInteger TENANTS = new AtomicInteger();

  static {
    Migrations.migrate(POOL);
  }

  private TestDatabase() {}

  static AgroalDataSource pool() {
    return POOL;
  }

  static AgroalDataSource pool(EmbeddedDatabase server) {
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

  static String freshTenant() {
    return "tenant " + TENANTS.incrementAndGet();
  }
}
