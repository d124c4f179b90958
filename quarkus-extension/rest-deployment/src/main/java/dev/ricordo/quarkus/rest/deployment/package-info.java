/**
 * Ricordo over HTTP while an application is built.
 *
 * <p>Start at {@link dev.ricordo.quarkus.rest.deployment.RicordoRestProcessor}, the build steps;
 * {@link dev.ricordo.quarkus.rest.deployment.ApiDocument} adds the interface to the application's
 * OpenAPI document. What answers is not here but in {@code dev.ricordo.quarkus.rest}.
 */
@NullMarked
package dev.ricordo.quarkus.rest.deployment;

import org.jspecify.annotations.NullMarked;
