package dev.ricordo.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text with signatures, as in {@code c2sp.org/signed-note}. Who may sign is not its matter: the
 * text is worth nothing until a {@link NoteVerifier} has agreed.
 *
 * @param text ends with a line feed, which is its only control character
 * @param signatures 1 to 100
 */
public record Note(String text, List<NoteSignature> signatures) {

  /** The longest note that is read, in bytes. */
  public static final int MAX_BYTES = 1_000_000;

  private static final int MAX_SIGNATURES = 100;

  public Note {
    signatures = List.copyOf(signatures);
    if (!text.endsWith("\n") || text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new IllegalArgumentException(
          "note text: does not end with a line feed or holds another control character");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("note text: holds half of a surrogate pair");
    }
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException(
          "note signatures: are " + signatures.size() + ", not 1.." + MAX_SIGNATURES);
    }
  }

  /**
   * Reads a note and verifies nothing.
   *
   * @throws MalformedException if the bytes are none
   */
  public static Note parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedException("note: is longer than " + MAX_BYTES + " bytes");
    }
    String all = StrictText.utf8(bytes, "note");
    int blank = all.lastIndexOf("\n\n");
    if (blank < 0 || !all.endsWith("\n")) {
      throw new MalformedException("note: has no blank line, or no line feed at its end");
    }
    String signatures = all.substring(blank + 2);
    return StrictText.parsed(() -> new Note(all.substring(0, blank + 1), parseLines(signatures)));
  }

  /** Reads signature lines, each with a line feed at its end. */
  static List<NoteSignature> parseLines(String lines) {
    List<NoteSignature> signatures = new ArrayList<>();
    for (int start = 0; start < lines.length(); ) {
      int end = lines.indexOf('\n', start);
      if (end < 0 || signatures.size() == MAX_SIGNATURES) {
        throw new MalformedException(
            "note signatures: the last has no line feed, or there are more than " + MAX_SIGNATURES);
      }
      signatures.add(NoteSignature.parse(lines.substring(start, end)));
      start = end + 1;
    }
    return signatures;
  }

  /** The note as it is stored and sent. */
  public byte[] bytes() {
    StringBuilder all = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> all.append(signature.line()));
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }
}
