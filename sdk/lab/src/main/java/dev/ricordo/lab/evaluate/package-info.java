/**
 * What a model may see and when, and how well it then answers.
 *
 * <p>A {@link dev.ricordo.lab.evaluate.Split} cuts an event log by one of the protocols into events
 * to train on and two {@link dev.ricordo.lab.evaluate.Script}s: one chooses settings, one tests.
 * The {@link dev.ricordo.lab.evaluate.Examiner} plays a script to a {@link
 * dev.ricordo.lab.evaluate.Respondent} and a {@link dev.ricordo.lab.evaluate.Scoreboard} counts.
 * All models meet the same script, so all have the same information.
 */
@NullMarked
package dev.ricordo.lab.evaluate;

import org.jspecify.annotations.NullMarked;
