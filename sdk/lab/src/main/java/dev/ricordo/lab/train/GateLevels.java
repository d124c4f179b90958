package dev.ricordo.lab.train;

import dev.ricordo.base.Gate;
import dev.ricordo.rank.GateNetwork;

/**
 * Which levels a gate may use, for ablations.
 *
 * @param own the net
 * @param collective transition counts and popularity
 * @param habits the customer's own history
 */
public record GateLevels(boolean own, boolean collective, boolean habits) {

  public static final GateLevels ALL = new GateLevels(true, true, true);

  /** Sets to 0 the gradients of the weights that must stay where they started: at nothing. */
  void mask(double[] gradient) {
    if (!own) {
      gradient[GateNetwork.OWN] = 0;
    }
    if (!collective) {
      gradient[GateNetwork.COLLECTIVE] = 0;
      gradient[GateNetwork.POPULARITY] = 0;
      gradient[GateNetwork.COLD_COLLECTIVE] = 0;
    }
    for (int m = 0; m < Gate.HABITS && !habits; m++) {
      gradient[GateNetwork.FIRST_HABIT + m] = 0;
    }
  }
}
