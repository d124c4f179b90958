package dev.ricordo.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * One signature line of a {@link Note}, not yet verified.
 *
 * @param name the signer's name: not empty, no spaces, no plus
 * @param base64 the key's id (4 bytes, big-endian) and the signature, 1 byte at least
 */
public record NoteSignature(String name, String base64) {

  private static final String DASH = "\u2014 ";
  private static final int KEY_ID_BYTES = 4;
  private static final int NEXT_LINE = 0x85;

  public NoteSignature {
    requireName(name);
    if (StrictText.base64(base64, "note signature").length <= KEY_ID_BYTES) {
      throw new MalformedException("note signature: holds no signature behind the key's id");
    }
  }

  static NoteSignature of(String name, int keyId, byte[] signature) {
    byte[] bytes =
        ByteBuffer.allocate(KEY_ID_BYTES + signature.length).putInt(keyId).put(signature).array();
    return new NoteSignature(name, Base64.getEncoder().encodeToString(bytes));
  }

  static NoteSignature parse(String line) {
    int space = line.indexOf(' ', DASH.length());
    if (!line.startsWith(DASH) || space < 0) {
      throw new MalformedException("note signature: the line is not \"\u2014 name base64\"");
    }
    String name = line.substring(DASH.length(), space);
    return StrictText.parsed(() -> new NoteSignature(name, line.substring(space + 1)));
  }

  static void requireName(String name) {
    if (name.isEmpty() || name.codePoints().anyMatch(NoteSignature::notInNames)) {
      throw new IllegalArgumentException(
          "key name: is empty or holds a space, a plus or a control character");
    }
  }

  private static boolean notInNames(int c) {
    return c == '+'
        || c < ' '
        || c == NEXT_LINE
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.SURROGATE;
  }

  /** Which of the keys of this name is meant to have signed. */
  public int keyId() {
    return ByteBuffer.wrap(decoded()).getInt();
  }

  byte[] signature() {
    byte[] decoded = decoded();
    return Arrays.copyOfRange(decoded, KEY_ID_BYTES, decoded.length);
  }

  private byte[] decoded() {
    return StrictText.base64(base64, "note signature");
  }

  /** The line as it stands in a note, with its line feed. */
  public String line() {
    return DASH + name + " " + base64 + "\n";
  }
}
