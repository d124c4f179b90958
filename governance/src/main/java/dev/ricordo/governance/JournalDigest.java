package dev.ricordo.governance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricordo.evidence.Canonical;
import dev.ricordo.evidence.Sha256;
import dev.ricordo.spi.JournalEntry;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What events are, whose, and at which positions, as one number: SHA-256 over a salt and a line of
 * canonical JSON for each. Two lists have the same digest if they are equal.
 */
public final class JournalDigest {

  private JournalDigest() {}

  /**
   * The digest in hexadecimal.
   *
   * @param salt secret: who has it can try events until they fit
   */
  public static String of(String salt, List<JournalEntry> entries) {
    MessageDigest sha256 = Sha256.digest();
    sha256.update((salt + "\n").getBytes(UTF_8));
    for (int i = 0; i < entries.size(); i++) {
      sha256.update(line(i + 1, entries.get(i)));
      sha256.update((byte) '\n');
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static byte[] line(int number, JournalEntry entry) {
    return Canonical.json(
        Map.of(
            "customer",
            entry.event().customer().value(),
            "event",
            LevelBytes.line(number, entry),
            "position",
            entry.position()));
  }
}
