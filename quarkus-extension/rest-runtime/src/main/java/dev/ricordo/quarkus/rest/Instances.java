package dev.ricordo.quarkus.rest;

import dev.ricordo.Ricordo;
import io.vertx.ext.web.RoutingContext;

/**
 * Decides which instance serves a request: the application's only one. Whoever serves several
 * tenants, or some callers only, decides here. Thread-safe.
 */
final class Instances {

  private final Ricordo only;

  Instances(Ricordo only) {
    this.only = only;
  }

  @SuppressWarnings("UnusedVariable") // what a choice is made by
  Ricordo serving(RoutingContext request) {
    return only;
  }
}
