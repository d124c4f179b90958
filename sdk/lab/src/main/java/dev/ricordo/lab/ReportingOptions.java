package dev.ricordo.lab;

import dev.ricordo.djl.Device;
import dev.ricordo.lab.plan.Plan;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code ricordo report} is asked to do.
 *
 * @param plan what to evaluate
 * @param data folder whose subfolders hold the event logs that the plan names
 * @param out folder that gets the report
 * @param seeds instead of the plan's; empty for the plan's own
 * @param cache folder of trained bases and results
 */
public record ReportingOptions(
    Plan plan, Path data, Path out, List<Long> seeds, Device device, Path cache) {

  public ReportingOptions {
    seeds = List.copyOf(seeds);
  }
}
