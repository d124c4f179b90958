package dev.ricordo.quarkus.rest;

import io.vertx.core.http.HttpMethod;

/** A path that is answered, under {@code ricordo.rest.path}. */
public enum Endpoint {
  EVENTS("events", false),
  RECOMMENDATIONS("recommendations", true),
  LIVE("recommendations/live", true),
  BECAUSE("because", true);

  private final String path;
  private final boolean question;

  Endpoint(String path, boolean question) {
    this.path = path;
    this.question = question;
  }

  /** Relative, without a slash at either end. */
  public String path() {
    return path;
  }

  /** A question may be asked by GET too; what changes something may not. */
  boolean knows(HttpMethod method) {
    return method.equals(HttpMethod.POST) || (question && method.equals(HttpMethod.GET));
  }

  /** The methods it knows, as the header {@code Allow} lists them. */
  String allowed() {
    return question ? "GET, POST" : "POST";
  }
}
