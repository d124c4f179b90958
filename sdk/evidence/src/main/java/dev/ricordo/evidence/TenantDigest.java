package dev.ricordo.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What entries of the ledger have instead of a tenant's name. */
public final class TenantDigest {

  private TenantDigest() {}

  /** SHA-256 of the name in UTF-8, in lower hexadecimal. */
  public static String of(String tenant) {
    try {
      byte[] bytes = tenant.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
