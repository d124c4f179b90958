package dev.ricordo.quarkus.rest;

import io.quarkus.arc.Arc;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Checks the configuration and makes the routes when the application starts. */
@Recorder
public class RicordoRestRecorder {

  private final RuntimeValue<RicordoRestConfig> config;
  private final RuntimeValue<VertxHttpConfig> server;

  public RicordoRestRecorder(
      RuntimeValue<RicordoRestConfig> config, RuntimeValue<VertxHttpConfig> server) {
    this.config = config;
    this.server = server;
  }

  /**
   * The limits that every route keeps.
   *
   * @throws io.quarkus.runtime.configuration.ConfigurationException naming property and value
   */
  public RuntimeValue<RestLimits> limits() {
    long maxStreamBytes =
        server
            .getValue()
            .limits()
            .maxBodySize()
            .map(MemorySize::asLongValue)
            .orElse(Long.MAX_VALUE);
    return new RuntimeValue<>(RestLimits.of(config.getValue(), maxStreamBytes));
  }

  /** Looks at the size that a request announces, before the server does. */
  public Handler<RoutingContext> measure() {
    return context -> api().measure(context);
  }

  public Handler<RoutingContext> serve(Endpoint endpoint) {
    return context -> api().serve(endpoint, context);
  }

  private static RestApi api() {
    return Arc.container().instance(RestApi.class).get();
  }
}
