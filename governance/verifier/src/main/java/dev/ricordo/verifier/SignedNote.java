package dev.ricordo.verifier;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with signatures ({@code c2sp.org/signed-note}), of which none is verified yet.
 *
 * @param text ends with a line feed
 * @param signatures 1 to 100
 */
record SignedNote(String text, List<Signature> signatures) {

  /** A name: not empty; no space of Unicode, no plus, no control character. */
  static final String NAME = "[^+\\p{Z}\\x00-\\x1f\\x85\\p{Cs}]+";

  private static final Pattern LINE = Pattern.compile("\u2014 (" + NAME + ") (.+)");
  private static final int MAX_SIGNATURES = 100;
  private static final int ID_BYTES = 4;

  /**
   * One line below the text.
   *
   * @param name of the key that it claims to be of
   * @param keyId of that key, 8 digits of hexadecimal
   * @param bytes what is behind the id, 1 at least
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Signature(String name, String keyId, byte[] bytes) {

    static Signature parse(String line) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new MalformedException("note signature: the line is not \"\u2014 name base64\"");
      }
      byte[] bytes = Text.base64(parts.group(2), "note signature");
      if (bytes.length <= ID_BYTES) {
        throw new MalformedException("note signature: holds no signature behind the key's id");
      }
      return new Signature(
          parts.group(1),
          HexFormat.of().formatHex(bytes, 0, ID_BYTES),
          Arrays.copyOfRange(bytes, ID_BYTES, bytes.length));
    }
  }

  SignedNote {
    signatures = List.copyOf(signatures);
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new MalformedException(
          "note: has " + signatures.size() + " signatures, not 1 to " + MAX_SIGNATURES);
    }
  }

  /** Reads the lines of a note: the text, an empty line, the signatures. */
  static SignedNote parse(List<String> lines) {
    int empty = lines.lastIndexOf("");
    if (empty < 0) {
      throw new MalformedException("note: has no empty line between its text and signatures");
    }
    return new SignedNote(
        String.join("\n", lines.subList(0, empty)) + "\n",
        lines.subList(empty + 1, lines.size()).stream().map(Signature::parse).toList());
  }

  /** The signatures that claim to be of a key: each of them must be. */
  List<Signature> of(NoteKey key) {
    return signatures.stream().filter(key::isNamedBy).toList();
  }
}
