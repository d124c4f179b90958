/**
 * Measures: imports event logs, trains bases, evaluates models side by side, and times the memory.
 *
 * <p>Start at {@link dev.ricordo.lab.Training}, {@link dev.ricordo.lab.Evaluation}, {@link
 * dev.ricordo.lab.Reporting} and {@link dev.ricordo.lab.LearnBenchmark}: what the commands {@code
 * train}, {@code evaluate}, {@code report} and {@code bench learn} do, each from a record of
 * options to a {@link dev.ricordo.lab.Report}. Below them {@code log} reads event logs, {@code
 * evaluate} says what a model may see and counts its hits, {@code models} holds the models, {@code
 * train} makes a base and chooses its mix, {@code compare} says how sure a difference is, {@code
 * plan} what a report is made of, {@code report} how it looks, {@code continual} simulates
 * customers for {@link dev.ricordo.lab.ContinualLearning}, {@code membership} attacks what is
 * published.
 *
 * <p>Parsing of command lines is not here but in governance.
 */
@NullMarked
package dev.ricordo.lab;

import org.jspecify.annotations.NullMarked;
