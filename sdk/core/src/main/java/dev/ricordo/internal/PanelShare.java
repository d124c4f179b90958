package dev.ricordo.internal;

import dev.ricordo.event.CustomerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Who is in the panel by which epochs are judged: a share of the customers, by a digest of their
 * ids and nothing else, so that it is the same in every process and at any time.
 *
 * <pre>
 *   member(c)  iff  SHA-256("ricordo-panel " + c), its first 8 bytes unsigned mod 100 < percent
 * </pre>
 */
final class PanelShare {

  private static final String PURPOSE = "ricordo-panel ";

  private PanelShare() {}

  /**
   * @param percent 0 for nobody, 100 for everybody
   */
  static boolean holds(CustomerId customer, int percent) {
    byte[] digest = sha256().digest((PURPOSE + customer.value()).getBytes(StandardCharsets.UTF_8));
    return Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(), 100) < percent;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
