package dev.ricordo.evidence;

import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.ledger.NoteVerifier.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Somebody else who cosigns what a ledger signs, and remembers it: {@code c2sp.org/tlog-witness}.
 *
 * @param prefix where it is asked: {@code http} or {@code https}, without slash at the end
 * @param key what it signs with, of kind {@link Kind#WITNESS}
 */
public record Witness(URI prefix, NoteVerifier key) {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  public Witness {
    if (!SCHEMES.contains(String.valueOf(prefix.getScheme())) || prefix.getHost() == null) {
      throw new IllegalArgumentException("witness: is no URL of http or https");
    }
    if (prefix.getRawUserInfo() != null
        || prefix.getRawQuery() != null
        || prefix.getRawFragment() != null) {
      throw new IllegalArgumentException("witness: its URL must be host and path alone");
    }
    if (prefix.toString().endsWith("/")) {
      throw new IllegalArgumentException("witness: \"" + prefix + "\" ends with a slash");
    }
    if (key.kind() != Kind.WITNESS) {
      throw new IllegalArgumentException("witness: its key is not of kind " + Kind.WITNESS);
    }
  }

  /**
   * A witness's public key from a file of one line.
   *
   * @throws LedgerException if it cannot be read or holds no key of a witness
   */
  public static NoteVerifier readKey(Path file) {
    try {
      NoteVerifier key =
          NoteVerifier.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip());
      if (key.kind() != Kind.WITNESS) {
        throw new LedgerException("key: " + file + " holds no key of a witness");
      }
      return key;
    } catch (IOException e) {
      throw new LedgerException("key: " + file + " cannot be read", e);
    }
  }
}
