package dev.ricordo.quarkus.rest.deployment;

import dev.ricordo.quarkus.rest.Endpoint;
import dev.ricordo.quarkus.rest.RestLimits;
import dev.ricordo.quarkus.rest.RicordoRestBuildConfig;
import dev.ricordo.quarkus.rest.RicordoRestRecorder;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.smallrye.openapi.deployment.spi.AddToOpenAPIDefinitionBuildItem;
import io.quarkus.vertx.http.deployment.HttpRootPathBuildItem;
import io.quarkus.vertx.http.deployment.RouteBuildItem;
import io.quarkus.vertx.http.runtime.RouteConstants;
import jakarta.inject.Singleton;
import java.util.function.BooleanSupplier;

/** The build steps: routes, beans and the OpenAPI document. */
/*
 * Each path is a route of its own: whatever else the application has under the same root stays the
 * application's.
 */
@BuildSteps(onlyIf = RicordoRestProcessor.Enabled.class)
class RicordoRestProcessor {

  private static final String FEATURE = "ricordo-rest";

  /** By name: they are seen by nobody outside their package. */
  private static final String API = "dev.ricordo.quarkus.rest.RestApi";

  private static final String STREAMS = "dev.ricordo.quarkus.rest.LiveStreams";

  /** After authentication, before the server turns down large bodies without a word. */
  private static final int BEFORE_UPLOAD_LIMIT = RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1;

  /** Whether there is anything to do. */
  static final class Enabled implements BooleanSupplier {

    private final RicordoRestBuildConfig config;

    Enabled(RicordoRestBuildConfig config) {
      this.config = config;
    }

    @Override
    public boolean getAsBoolean() {
      return config.enabled();
    }
  }

  @BuildStep
  FeatureBuildItem feature() {
    return new FeatureBuildItem(FEATURE);
  }

  @BuildStep
  AdditionalBeanBuildItem beans() {
    return AdditionalBeanBuildItem.builder().addBeanClasses(API, STREAMS).setUnremovable().build();
  }

  @BuildStep
  @Record(ExecutionTime.RUNTIME_INIT)
  SyntheticBeanBuildItem limits(RicordoRestRecorder recorder) {
    return SyntheticBeanBuildItem.configure(RestLimits.class)
        .scope(Singleton.class)
        .setRuntimeInit()
        .runtimeValue(recorder.limits())
        .done();
  }

  @BuildStep
  @Record(ExecutionTime.RUNTIME_INIT)
  void routes(
      RicordoRestRecorder recorder,
      RicordoRestBuildConfig config,
      HttpRootPathBuildItem root,
      BuildProducer<RouteBuildItem> routes) {
    for (Endpoint endpoint : Endpoint.values()) {
      String path = path(root, config, endpoint);
      routes.produce(
          root.routeBuilder()
              .orderedRoute(path, BEFORE_UPLOAD_LIMIT)
              .handler(recorder.measure())
              .build());
      routes.produce(root.routeBuilder().route(path).handler(recorder.serve(endpoint)).build());
    }
  }

  @BuildStep
  AddToOpenAPIDefinitionBuildItem document(
      RicordoRestBuildConfig config, HttpRootPathBuildItem root) {
    return new AddToOpenAPIDefinitionBuildItem(
        new ApiDocument(endpoint -> path(root, config, endpoint)), null);
  }

  private static String path(
      HttpRootPathBuildItem root, RicordoRestBuildConfig config, Endpoint endpoint) {
    return root.relativePath(config.path() + "/" + endpoint.path());
  }
}
