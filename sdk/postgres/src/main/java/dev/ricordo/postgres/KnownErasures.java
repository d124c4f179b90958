package dev.ricordo.postgres;

/**
 * How many erasures of a tenant are written down, on either side. Both only grow, unless a side
 * came back from a backup: then the other one brings it into step.
 *
 * @param inTables subjects that the database says were erased
 * @param inVault keys that the vault says it destroyed
 */
public record KnownErasures(long inTables, long inVault) {

  public KnownErasures {
    if (inTables < 0 || inVault < 0) {
      throw new IllegalArgumentException(
          "known: must not be negative, is " + inTables + " and " + inVault);
    }
  }
}
