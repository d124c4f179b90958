package dev.ricordo.evidence;

import java.nio.charset.StandardCharsets;

/** What entries of the ledger have instead of a tenant's name. */
public final class TenantDigest {

  private TenantDigest() {}

  /** SHA-256 of the name in UTF-8, in lower hexadecimal. */
  public static String of(String tenant) {
    return Sha256.hex(tenant.getBytes(StandardCharsets.UTF_8));
  }
}
