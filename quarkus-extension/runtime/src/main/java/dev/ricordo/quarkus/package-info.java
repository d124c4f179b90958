/**
 * The Quarkus extension at run time: one dependency gives {@code @Inject Ricordo}.
 *
 * <p>Start at {@link dev.ricordo.quarkus.RunningRicordo}, a plain class that opens the base, the
 * journal and the engine from {@link dev.ricordo.quarkus.RicordoConfig} and {@link
 * dev.ricordo.quarkus.RicordoBuildConfig}, and closes them. {@link
 * dev.ricordo.quarkus.RicordoRecorder} makes beans of it; {@link
 * dev.ricordo.quarkus.DecisionLedger} writes down what is decided about epochs; {@link
 * dev.ricordo.quarkus.MemoryChanged} tells other beans whose memory moved. {@link
 * dev.ricordo.quarkus.RicordoReadiness} and {@link dev.ricordo.quarkus.MeteredRicordo} are loaded
 * only where the application has the health and the Micrometer extension.
 *
 * <p>Every property is described in {@code docs/quarkus.md}. Build steps and the Dev Service are
 * not here but in {@code dev.ricordo.quarkus.deployment}.
 */
@NullMarked
package dev.ricordo.quarkus;

import org.jspecify.annotations.NullMarked;
