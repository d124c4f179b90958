package dev.ricordo.quarkus.deployment;

import dev.ricordo.quarkus.JournalKind;
import dev.ricordo.quarkus.RicordoBuildConfig;
import io.quarkus.deployment.IsDevServicesSupportedByLaunchMode;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import io.quarkus.deployment.builditem.LaunchModeBuildItem;
import io.quarkus.deployment.dev.devservices.DevServicesConfig;
import io.quarkus.deployment.pkg.builditem.OutputTargetBuildItem;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;

/** The Dev Service: a PostgreSQL for dev and test mode that needs no Docker. */
/*
 * In dev mode the database is kept under the project and its port is the same at each start, so that
 * what the shop learned survives a restart and a database client can stay connected. In tests it is
 * new each time. Quarkus' own Dev Service for datasources, which needs Docker, is switched off by this
 * module's microprofile-config.properties; an application that switches it on again gets that one.
 */
@BuildSteps(onlyIf = {IsDevServicesSupportedByLaunchMode.class, DevServicesConfig.Enabled.class})
class DevDatabaseProcessor {

  /** The port in dev mode, if it is free: PostgreSQL's own, moved away from an installed one. */
  static final int DEV_PORT = 15432;

  private static final String DEV_FOLDER = ".ricordo/pg";
  private static final String JDBC_URL = "quarkus.datasource.jdbc.url";
  private static final String VAULT = "ricordo.vault.folder";
  private static final String HOLDS = "ricordo.holds.folder";
  private static final String OTHER_SERVICE = "quarkus.datasource.devservices.enabled";

  @BuildStep
  void database(
      RicordoBuildConfig config,
      LaunchModeBuildItem mode,
      OutputTargetBuildItem output,
      BuildProducer<DevServicesResultBuildItem> services) {
    if (!wanted(config)) {
      return;
    }
    DevDatabase.Place place = place(config.devservices(), mode.getLaunchMode(), output);
    services.produce(
        DevServicesResultBuildItem.<DevDatabase>owned()
            .description("PostgreSQL, embedded")
            .feature(RicordoProcessor.FEATURE)
            .serviceName(RicordoProcessor.FEATURE)
            .serviceConfig(place)
            .startable(() -> new DevDatabase(place))
            .configProvider(configuration())
            .build());
  }

  private static Map<String, Function<DevDatabase, String>> configuration() {
    Map<String, Function<DevDatabase, String>> values = new HashMap<>();
    values.put(JDBC_URL, DevDatabase::getConnectionInfo);
    values.put("quarkus.datasource.username", database -> database.running().user());
    values.put("quarkus.datasource.password", database -> database.running().password());
    if (!ConfigUtils.isPropertyNonEmpty(VAULT)) {
      values.put(VAULT, database -> database.vault().toString());
    }
    if (!ConfigUtils.isPropertyNonEmpty(HOLDS)) {
      values.put(HOLDS, database -> database.holds().toString());
    }
    return values;
  }

  private static boolean wanted(RicordoBuildConfig config) {
    return config.devservices().enabled()
        && config.journal() == JournalKind.POSTGRES
        && !ConfigUtils.isPropertyNonEmpty(JDBC_URL)
        && !ConfigProvider.getConfig().getOptionalValue(OTHER_SERVICE, Boolean.class).orElse(false);
  }

  private static DevDatabase.Place place(
      RicordoBuildConfig.Devservices config, LaunchMode mode, OutputTargetBuildItem output) {
    Path project = Objects.requireNonNull(output.getOutputDirectory().toAbsolutePath().getParent());
    boolean kept = mode == LaunchMode.DEVELOPMENT;
    Optional<Path> folder =
        config
            .dataDirectory()
            .or(() -> kept ? Optional.of(DEV_FOLDER) : Optional.empty())
            .map(project::resolve);
    OptionalInt preferred = kept ? OptionalInt.of(DEV_PORT) : OptionalInt.empty();
    return new DevDatabase.Place(folder, config.port(), preferred);
  }
}
