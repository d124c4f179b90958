package dev.ricordo.lab.models;

/**
 * Which levels a gate may use, for ablations.
 *
 * @param own the net
 * @param collective transition counts and popularity
 * @param habits the customer's own history
 */
public record GateLevels(boolean own, boolean collective, boolean habits) {

  public static final GateLevels ALL = new GateLevels(true, true, true);
}
