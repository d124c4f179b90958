package dev.ricordo.lab;

import dev.ricordo.djl.Device;
import dev.ricordo.lab.plan.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code ricordo report} is asked to do.
 *
 * @param plan what to evaluate
 * @param data folder whose subfolders hold the event logs that the plan names
 * @param out folder that gets the report
 * @param seeds instead of the plan's; empty for the plan's own
 * @param cache folder of trained bases and results
 * @param workers evaluate what the cache lacks side by side; if empty, this process does
 */
public record ReportingOptions(
    Plan plan,
    Path data,
    Path out,
    List<Long> seeds,
    Device device,
    Path cache,
    Optional<Workers> workers) {

  public ReportingOptions {
    seeds = List.copyOf(seeds);
  }
}
