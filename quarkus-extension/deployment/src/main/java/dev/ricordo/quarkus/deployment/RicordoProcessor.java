package dev.ricordo.quarkus.deployment;

import dev.ricordo.Ricordo;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.quarkus.JournalKind;
import dev.ricordo.quarkus.LenientStaticInit;
import dev.ricordo.quarkus.RicordoBuildConfig;
import dev.ricordo.quarkus.RicordoRecorder;
import dev.ricordo.quarkus.RunningRicordo;
import dev.ricordo.spi.Sweeper;
import io.quarkus.agroal.spi.JdbcDataSourceBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.datasource.common.runtime.DatabaseKind;
import io.quarkus.deployment.Capabilities;
import io.quarkus.deployment.Capability;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.builditem.StaticInitConfigBuilderBuildItem;
import io.quarkus.deployment.logging.LogCleanupFilterBuildItem;
import io.quarkus.deployment.metrics.MetricsCapabilityBuildItem;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.metrics.MetricsFactory;
import io.quarkus.smallrye.health.deployment.spi.HealthBuildItem;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.jandex.ClassType;
import org.jboss.jandex.ParameterizedType;
import org.jboss.jandex.Type;

/** The build steps: beans, health and metrics. */
class RicordoProcessor {

  static final String FEATURE = "ricordo";

  /** By name: the class is loaded only where the health extension is. */
  private static final String READINESS = "dev.ricordo.quarkus.RicordoReadiness";

  /** After the application's own start-up observers, unless one of them uses it earlier. */
  private static final int STARTUP_PRIORITY = Interceptor.Priority.PLATFORM_AFTER;

  @BuildStep
  FeatureBuildItem feature() {
    return new FeatureBuildItem(FEATURE);
  }

  @BuildStep
  StaticInitConfigBuilderBuildItem lenientStaticInit() {
    return new StaticInitConfigBuilderBuildItem(LenientStaticInit.class);
  }

  @BuildStep
  @Record(ExecutionTime.RUNTIME_INIT)
  void beans(
      RicordoRecorder recorder,
      RicordoBuildConfig config,
      Optional<MetricsCapabilityBuildItem> metrics,
      List<JdbcDataSourceBuildItem> datasources,
      ShutdownContextBuildItem shutdown,
      BuildProducer<SyntheticBeanBuildItem> beans) {
    boolean metered =
        config.metrics().enabled()
            && metrics.map(m -> m.metricsSupported(MetricsFactory.MICROMETER)).orElse(false);
    SyntheticBeanBuildItem.ExtendedBeanConfigurator running =
        SyntheticBeanBuildItem.configure(RunningRicordo.class)
            .scope(Singleton.class)
            .setRuntimeInit()
            .unremovable()
            .startup(STARTUP_PRIORITY)
            .addInjectionPoint(instanceOf(Catalogue.class))
            .addInjectionPoint(instanceOf(Clock.class))
            .addInjectionPoint(instanceOf(Sweeper.class))
            .createWith(recorder.start(recorder.configure(), metered, shutdown));
    if (config.journal() == JournalKind.POSTGRES) {
      requirePostgres(datasources);
      running.addInjectionPoint(ClassType.create(DataSource.class));
    }
    beans.produce(running.done());
    beans.produce(
        SyntheticBeanBuildItem.configure(Ricordo.class)
            .scope(Singleton.class)
            .setRuntimeInit()
            .unremovable()
            .addInjectionPoint(ClassType.create(RunningRicordo.class))
            .createWith(recorder.ricordo())
            .done());
  }

  private static Type instanceOf(Class<?> type) {
    return ParameterizedType.create(Instance.class, ClassType.create(type));
  }

  /** The store starts a Hibernate of its own: what that says of itself is of no use to a shop. */
  @BuildStep
  void quietStore(BuildProducer<LogCleanupFilterBuildItem> filters) {
    filters.produce(
        new LogCleanupFilterBuildItem("org.hibernate.orm.core", "HHH000001", "HHH000490"));
    filters.produce(new LogCleanupFilterBuildItem("org.hibernate.orm.beans", "HHH10005002"));
    filters.produce(
        new LogCleanupFilterBuildItem("org.hibernate.orm.connections.pooling", "HHH10001005"));
    filters.produce(new LogCleanupFilterBuildItem("org.hibernate.orm.jdbc.batch", "HHH100501"));
  }

  @BuildStep
  void readiness(
      RicordoBuildConfig config, Capabilities capabilities, BuildProducer<HealthBuildItem> checks) {
    if (capabilities.isPresent(Capability.SMALLRYE_HEALTH)) {
      checks.produce(new HealthBuildItem(READINESS, config.health().enabled()));
    }
  }

  /**
   * Checks that the journal has a database to be in.
   *
   * @throws ConfigurationException naming the property and the value that keep it from having one
   */
  private static void requirePostgres(List<JdbcDataSourceBuildItem> datasources) {
    String kind =
        datasources.stream()
            .filter(JdbcDataSourceBuildItem::isDefault)
            .map(JdbcDataSourceBuildItem::getDbKind)
            .findFirst()
            .orElse("not configured");
    if (!DatabaseKind.isPostgreSQL(kind)) {
      throw new ConfigurationException(
          "ricordo.journal: \"postgres\" needs quarkus.datasource.db-kind=postgresql, is \""
              + kind
              + "\"; set ricordo.journal=memory to do without",
          Set.of("ricordo.journal", "quarkus.datasource.db-kind"));
    }
  }
}
