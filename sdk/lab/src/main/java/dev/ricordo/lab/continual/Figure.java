package dev.ricordo.lab.continual;

/**
 * One measured number.
 *
 * @param scenario what the customers did
 * @param at the point on the scenario's axis, for example the length of an absence
 * @param measure what was measured
 * @param value mean over the cases
 */
public record Figure(String scenario, String at, String measure, double value, long cases) {

  /** Whether it is of a return to an interest that was left 40 or more events ago, at HR@2. */
  public boolean ofLongReturn() {
    return scenario.equals(Scenarios.RETURN)
        && at.equals(Scenarios.LONG_AWAY)
        && measure.equals("hr@2");
  }
}
