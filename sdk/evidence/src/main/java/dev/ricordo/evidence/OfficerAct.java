package dev.ricordo.evidence;

import dev.ricordo.consolidation.Names;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * What people decided about a legal hold or a request, and why. The ledger keeps it without a name
 * or a word: see {@code docs/formats/ledger.md}.
 *
 * @param id random, of the hold or the request
 * @param reason why
 * @param people who decided
 * @param salt 64 digits of lower hexadecimal, which close the digests; kept where the reason is
 */
public record OfficerAct(
    Kind kind, UUID id, String reason, List<String> people, String salt, Instant at) {

  /** What an entry of this kind has as its format. */
  public static final String FORMAT = "ricordo-act";

  private static final int VERSION = 1;
  private static final int SALT_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What was decided. */
  public enum Kind {
    HOLD_PLACED,
    /** What a hold keeps was written out in the clear. */
    HOLD_READ,
    HOLD_RELEASED,
    REQUEST_REFUSED,
    REQUEST_EXTENDED;

    /** For people, for example {@code hold read}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  public OfficerAct {
    people = List.copyOf(people);
  }

  /** A salt that was never used. */
  public static String newSalt() {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return HexFormat.of().formatHex(salt);
  }

  /**
   * The entry of the ledger.
   *
   * @param software which program writes, with its version
   */
  public byte[] entry(String software) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("format", FORMAT);
    entry.put("version", VERSION);
    entry.put("at", at.toString());
    entry.put("act", kind.text());
    entry.put("id", id.toString());
    entry.put("reason", digest("reason", reason));
    entry.put("people", people.stream().map(name -> digest("person", Names.folded(name))).toList());
    entry.put("software", software);
    return Canonical.json(entry);
  }

  /** SHA-256 over what the text is, the salt and the text. */
  private String digest(String what, String text) {
    return Sha256.hex(
        ("ricordo act 1 " + what + "\n").getBytes(StandardCharsets.UTF_8),
        HexFormat.of().parseHex(salt),
        text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "OfficerAct[" + kind + ", " + id + "]";
  }
}
