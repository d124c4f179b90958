package dev.ricordo.ledger;

import dev.ricordo.ledger.NoteVerifier.Kind;
import java.util.Arrays;

/** A key as text: name, id and, in base64, the type and 32 bytes, with a plus between. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, lives only while a key is read
record KeyText(String name, String id, Kind kind, byte[] key) {

  private static final int PARTS = 3;

  static KeyText parse(String text, String what) {
    String[] parts = text.split("\\+", PARTS);
    if (parts.length != PARTS || !parts[1].matches("[0-9a-f]{8}")) {
      throw new MalformedException(what + ": is not name, id of 8 digits and base64");
    }
    byte[] typed = StrictText.base64(parts[2], what);
    if (typed.length != 1 + Ed25519.KEY_BYTES) {
      throw new MalformedException(what + ": is not one byte of type and 32 of the key");
    }
    return StrictText.parsed(
        () -> {
          NoteSignature.requireName(parts[0]);
          byte[] key = Arrays.copyOfRange(typed, 1, typed.length);
          return new KeyText(parts[0], parts[1], Kind.of(typed[0]), key);
        });
  }
}
