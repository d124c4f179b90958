/**
 * Continual learning under control: simulated customers who leave interests and come back, change
 * category, gain interests one after the other and go on for 10,000 events.
 *
 * <p>Start at {@link dev.ricordo.lab.continual.Suite}, which makes one log of all customers and
 * tells it to a model; {@link dev.ricordo.lab.continual.Journey} is what one customer does, {@link
 * dev.ricordo.lab.continual.Scenarios} says which moments are asked about, {@link
 * dev.ricordo.lab.continual.Subjects} which models are compared.
 *
 * <p>The command's options, report and cache are not here but in {@code dev.ricordo.lab}.
 */
@NullMarked
package dev.ricordo.lab.continual;

import org.jspecify.annotations.NullMarked;
