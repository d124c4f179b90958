/**
 * The Quarkus extension while an application is built.
 *
 * <p>Start at {@link dev.ricordo.quarkus.deployment.RicordoProcessor}, the build steps. {@link
 * dev.ricordo.quarkus.deployment.DevDatabaseProcessor} gives dev and test mode a PostgreSQL without
 * Docker, {@link dev.ricordo.quarkus.deployment.DevUiProcessor} a card in the Dev UI. What runs in
 * the application is not here but in {@code dev.ricordo.quarkus}.
 */
@NullMarked
package dev.ricordo.quarkus.deployment;

import org.jspecify.annotations.NullMarked;
