package dev.ricordo.evidence;

import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.ledger.NoteVerifier.Kind;
import java.net.URI;
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
}
