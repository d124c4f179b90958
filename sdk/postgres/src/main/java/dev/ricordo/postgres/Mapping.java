package dev.ricordo.postgres;

import dev.ricordo.migrations.Migrations;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistry;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.bytecode.internal.none.BytecodeProviderImpl;
import org.hibernate.bytecode.spi.BytecodeProvider;
import org.hibernate.cfg.AvailableSettings;

/** How the tables become rows in Java. */
/*
 * Bootstrapped by hand, from a DataSource and a few classes: no persistence.xml that a host would
 * pick up, nothing it could override by accident. No bytecode is generated: there are no lazy
 * references to make proxies for, and it makes Hibernate start alike in a plain JVM and inside a
 * Quarkus application, which takes Hibernate's Byte Buddy provider away when it has its own units.
 */
final class Mapping {

  private static final int BATCH = 256;
  private static final List<Class<?>> ROWS =
      List.of(
          TenantRow.class,
          SubjectRow.class,
          EventRow.class,
          SnapshotRow.class,
          TombstoneRow.class,
          ErasedRow.class,
          EpochRow.class,
          RequestRow.class,
          PanelRow.class,
          PanelMemberRow.class,
          PanelDebtRow.class);

  private Mapping() {}

  /**
   * @throws dev.ricordo.RicordoException if the database cannot be reached
   */
  static SessionFactory sessionFactory(DataSource database) {
    BootstrapServiceRegistry bootstrap =
        new BootstrapServiceRegistryBuilder()
            .applyClassLoader(Mapping.class.getClassLoader())
            .build();
    StandardServiceRegistry registry =
        new StandardServiceRegistryBuilder(bootstrap)
            .applySettings(settings(database))
            .addService(BytecodeProvider.class, new BytecodeProviderImpl())
            .build();
    try {
      MetadataSources sources = new MetadataSources(registry);
      ROWS.forEach(sources::addAnnotatedClass);
      return sources.buildMetadata().buildSessionFactory();
    } catch (RuntimeException e) {
      StandardServiceRegistryBuilder.destroy(registry);
      throw Failures.translated("open", e);
    }
  }

  private static Map<String, Object> settings(DataSource database) {
    return Map.of(
        AvailableSettings.JAKARTA_NON_JTA_DATASOURCE,
        database,
        AvailableSettings.DEFAULT_SCHEMA,
        Migrations.SCHEMA,
        AvailableSettings.TRANSACTION_COORDINATOR_STRATEGY,
        "jdbc",
        AvailableSettings.STATEMENT_BATCH_SIZE,
        BATCH,
        AvailableSettings.IN_CLAUSE_PARAMETER_PADDING,
        true,
        AvailableSettings.JAKARTA_VALIDATION_MODE,
        "none",
        // Hibernate would log the server's message, and with it values of the row.
        AvailableSettings.LOG_JDBC_ERRORS,
        false);
  }
}
