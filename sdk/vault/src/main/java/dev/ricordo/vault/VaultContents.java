package dev.ricordo.vault;

/**
 * How much a vault holds, of all its tenants together.
 *
 * @param tenants who have a key of their own
 * @param keys of subjects, that open
 * @param destroyed marks of keys that were destroyed
 * @param damaged slots whose checksum is wrong: keys that are lost
 */
public record VaultContents(long tenants, long keys, long destroyed, long damaged) {

  static final VaultContents NOTHING = new VaultContents(0, 0, 0, 0);

  VaultContents plus(VaultContents other) {
    return new VaultContents(
        tenants + other.tenants,
        keys + other.keys,
        destroyed + other.destroyed,
        damaged + other.damaged);
  }
}
