package dev.ricordo.quarkus;

import dev.ricordo.Ricordo;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when a base is loaded. Says whether the journal can be read, without which hot customers
 * are still answered: taken out of service, an instance would answer nobody. Says nothing about any
 * customer.
 */
@Readiness
@Singleton
public class RicordoReadiness implements HealthCheck {

  private final RunningRicordo running;
  private final JournalProbe probe;

  @Inject
  RicordoReadiness(RunningRicordo running) {
    this.running = running;
    probe = new JournalProbe(running.store());
  }

  @Override
  public HealthCheckResponse call() {
    return describe(running.ricordo()).withData("journal", probe.state()).up().build();
  }

  private static HealthCheckResponseBuilder describe(Ricordo ricordo) {
    Ricordo.Statistics counts = ricordo.statistics();
    return HealthCheckResponse.named("Ricordo")
        .withData("base", ricordo.base().manifest().release())
        .withData("items", ricordo.catalogue().size())
        .withData("recovered", counts.recovered())
        .withData("learned", counts.learned())
        .withData("withheld", counts.withheld())
        .withData("hotMemories", counts.hotMemories());
  }
}
