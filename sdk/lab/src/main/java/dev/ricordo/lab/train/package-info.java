/**
 * Makes a base from an event log: {@link dev.ricordo.lab.train.BaseTraining} prepares histories,
 * trains with {@code dev.ricordo.djl}, validates with the certified memory and chooses the mix by
 * {@link dev.ricordo.lab.train.MixSearch}; {@link dev.ricordo.lab.train.LearningCurves} and {@link
 * dev.ricordo.lab.train.ModelCard} say how it went.
 */
@NullMarked
package dev.ricordo.lab.train;

import org.jspecify.annotations.NullMarked;
