package dev.ricordo.postgres;

import dev.ricordo.migrations.Migrations;
import io.agroal.api.AgroalDataSource;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL for all tests of this module; each test takes a tenant of its own. */
final class TestDatabase {

  private static final EmbeddedDatabase SERVER = EmbeddedDatabase.startTemporary();
  private static final AgroalDataSource POOL = Pools.of(SERVER);
  private static final AtomicInteger TENANTS = new AtomicInteger();

  static {
    Migrations.migrate(POOL);
  }

  private TestDatabase() {}

  static AgroalDataSource pool() {
    return POOL;
  }

  static String freshTenant() {
    return "tenant " + TENANTS.incrementAndGet();
  }
}
