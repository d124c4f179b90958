package dev.ricordo.consolidation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The gates: pure functions of an epoch's figures and of those of the last promoted epoch before
 * it, in whole numbers, without memory of earlier outcomes.
 */
public final class Gates {

  private static final long MILLION = 1_000_000;
  private static final long PERCENT = 10_000;
  private static final String PPM = "ppm";

  private final GateRules rules;

  public Gates(GateRules rules) {
    this.rules = rules;
  }

  /**
   * What every gate finds.
   *
   * @param before the last promoted epoch's; without one nothing can have risen, drifted or fallen
   */
  public List<Finding> examine(EpochFigures now, Optional<EpochFigures> before) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding(
            "contributors",
            now.contributors() >= rules.minimumContributors(),
            now.contributors(),
            rules.minimumContributors(),
            "customers"));
    findings.add(atMost("largest share", share(now.largest(), now.events()), rules.largestShare()));
    findings.add(atMost("floods", share(now.floods(), now.events()), rules.floodShare()));
    findings.add(atMost("haste", share(now.haste(), now.events()), rules.hasteShare()));
    findings.add(atMost("exposure", share(now.pushed(), now.events()), rules.exposure()));
    before.ifPresent(
        then -> {
          findings.add(atMost("brand rise", brandRise(now, then), rules.brandRise()));
          findings.add(atMost("drift", drift(now, then), rules.drift()));
          findings.add(atMost("panel loss", panelLoss(now, then), rules.panelLoss()));
        });
    return findings;
  }

  private static Finding atMost(String gate, long ppm, int percent) {
    return new Finding(gate, ppm <= percent * PERCENT, ppm, percent * PERCENT, PPM);
  }

  private static long share(long part, long whole) {
    return whole == 0 ? 0 : Math.multiplyExact(part, MILLION) / whole;
  }

  /** By how much the share of the brand that rose most rose. */
  private static long brandRise(EpochFigures now, EpochFigures then) {
    return now.brands().entrySet().stream()
        .mapToLong(
            brand ->
                share(brand.getValue(), now.events())
                    - share(then.brands().getOrDefault(brand.getKey(), 0L), then.events()))
        .max()
        .orElse(0);
  }

  private static long drift(EpochFigures now, EpochFigures then) {
    Set<String> names = new TreeSet<>(now.categories().keySet());
    names.addAll(then.categories().keySet());
    long differences = 0;
    for (String name : names) {
      differences += Math.abs(part(now.categories(), name) - part(then.categories(), name));
    }
    return differences / 2;
  }

  private static long part(Map<String, Long> counts, String name) {
    long whole = counts.values().stream().mapToLong(Long::longValue).sum();
    return share(counts.getOrDefault(name, 0L), whole);
  }

  /** What of the share of hits is lost; 0 where it has risen, or too few steps tell. */
  private long panelLoss(EpochFigures now, EpochFigures then) {
    long before = share(then.panelHits(), then.panelCases());
    long cases = Math.min(now.panelCases(), then.panelCases());
    if (before == 0 || cases < rules.panelCases()) {
      return 0;
    }
    return Math.max(0, share(before - share(now.panelHits(), now.panelCases()), before));
  }
}
