/**
 * Ricordo over HTTP: events in, recommendations and explanations out.
 *
 * <p>Start at {@link dev.ricordo.quarkus.rest.RestApi}, which takes a request from its method to
 * its answer. {@link dev.ricordo.quarkus.rest.LineStream} takes a body of lines while it arrives,
 * to learn from or to answer, {@link dev.ricordo.quarkus.rest.LiveStream} answers anew after each
 * change of a memory. What a body may say is in {@link dev.ricordo.quarkus.rest.EventReader} and
 * {@link dev.ricordo.quarkus.rest.Question}; whatever is wrong with it becomes a {@link
 * dev.ricordo.quarkus.rest.Problem}. {@link dev.ricordo.quarkus.rest.Gate} and {@link
 * dev.ricordo.quarkus.rest.ClientRates} hold back what is too much. Which instance serves a request
 * is decided in {@link dev.ricordo.quarkus.rest.Instances} alone.
 *
 * <p>The interface is described in {@code docs/rest.md}. Routes and the OpenAPI document are not
 * here but in {@code dev.ricordo.quarkus.rest.deployment}.
 */
@NullMarked
package dev.ricordo.quarkus.rest;

import org.jspecify.annotations.NullMarked;
