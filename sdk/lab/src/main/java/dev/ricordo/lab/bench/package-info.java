/**
 * How fast answers, recovery, shared sums, epochs and the REST API are, each beside a reference in
 * the same run.
 *
 * <p>Start at {@link dev.ricordo.lab.bench.RecommendBenchmark}. {@link
 * dev.ricordo.lab.bench.RecoverBenchmark} replays journals, {@link
 * dev.ricordo.lab.bench.CollectiveBenchmark} lets the shared sums grow, {@link
 * dev.ricordo.lab.bench.ConsolidateBenchmark} decides about epochs, {@link
 * dev.ricordo.lab.bench.HttpBenchmark} drives a server by a schedule. What is measured on is made
 * by {@link dev.ricordo.lab.bench.SimulatedCrowd} and {@link dev.ricordo.lab.bench.SimulatedBase};
 * {@link dev.ricordo.lab.Timing} takes the times, {@link dev.ricordo.lab.bench.SteadyLearning}
 * learns meanwhile. Learning and training have their benchmarks in {@code dev.ricordo.lab}.
 */
@NullMarked
package dev.ricordo.lab.bench;

import org.jspecify.annotations.NullMarked;
