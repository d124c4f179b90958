package dev.ricordo.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A name and a public key that someone trusts, written {@code name+id+base64}. Either of a log (a
 * signature of the note's text) or of a witness (a cosignature, which tells its time).
 *
 * <p>Immutable, thread-safe.
 */
public final class NoteVerifier {

  /** What a key signs. */
  public enum Kind {
    /** The note's text; signature type 1 of {@code c2sp.org/signed-note}. */
    LOG(1, "ledger"),
    /** The time and the note's text; {@code cosignature/v1}, signature type 4. */
    WITNESS(4, "witness");

    final byte type;
    private final String whose;

    Kind(int type, String whose) {
      this.type = (byte) type;
      this.whose = whose;
    }

    static Kind of(byte type) {
      for (Kind kind : values()) {
        if (kind.type == type) {
          return kind;
        }
      }
      throw new MalformedException("key: signature type " + type + " is not known");
    }
  }

  private static final int HEX_DIGITS = 8;

  private final String name;
  private final Kind kind;
  private final PublicKey key;
  private final String encoded;
  private final int keyId;

  private NoteVerifier(String name, Kind kind, PublicKey key, byte[] encodedKey) {
    this.name = name;
    this.kind = kind;
    this.key = key;
    byte[] typed = typed(kind, encodedKey);
    this.keyId = keyId(name, typed);
    this.encoded = written(name, keyId, typed);
  }

  static NoteVerifier of(String name, Kind kind, PublicKey key) {
    NoteSignature.requireName(name);
    return new NoteVerifier(name, kind, key, Ed25519.encode(key));
  }

  /**
   * Reads {@code name+id+base64}.
   *
   * @throws MalformedException if the text is none, or the id is not that of the name and the key
   */
  public static NoteVerifier parse(String text) {
    KeyText parts = KeyText.parse(text, "verifier key");
    PublicKey key = Ed25519.decode(parts.key());
    NoteVerifier verifier = new NoteVerifier(parts.name(), parts.kind(), key, parts.key());
    if (!verifier.encoded.equals(text)) {
      throw new MalformedException("verifier key: the id is not that of the name and the key");
    }
    return verifier;
  }

  /**
   * Reads a key from a file of one line.
   *
   * @throws LedgerException if the file cannot be read or holds no key of this kind
   */
  public static NoteVerifier load(Path file, Kind kind) {
    String text;
    try {
      text = Files.readString(file).strip();
    } catch (IOException e) {
      throw new LedgerException("key: " + file + " cannot be read", e);
    }
    NoteVerifier key = parse(text);
    if (key.kind != kind) {
      throw new LedgerException("key: " + file + " holds no key of a " + kind.whose);
    }
    return key;
  }

  private static byte[] typed(Kind kind, byte[] key) {
    return ByteBuffer.allocate(1 + key.length).put(kind.type).put(key).array();
  }

  private static int keyId(String name, byte[] typed) {
    MessageDigest digest = Hash.sha256();
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest.digest(typed)).getInt();
  }

  static String written(String name, int keyId, byte[] typed) {
    String id = HexFormat.of().toHexDigits(keyId, HEX_DIGITS);
    return name + "+" + id + "+" + Base64.getEncoder().encodeToString(typed);
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  /** The first 4 bytes of SHA-256 of name, line feed, type and key. */
  public int keyId() {
    return keyId;
  }

  /** Whether a signature line claims to be of this key: then it must verify. */
  public boolean claims(NoteSignature signature) {
    return signature.keyId() == keyId && signature.name().equals(name);
  }

  /** Whether a signature line is of this key and for this text. */
  public boolean verifies(String text, NoteSignature signature) {
    if (!claims(signature)) {
      return false;
    }
    byte[] bytes = signature.signature();
    if (kind == Kind.LOG) {
      return Ed25519.verify(key, text.getBytes(StandardCharsets.UTF_8), bytes);
    }
    return Cosigner.hasTime(bytes)
        && Ed25519.verify(key, Cosigner.message(text, bytes), Cosigner.signature(bytes));
  }

  /**
   * When a witness says that it signed, to the second.
   *
   * @param signature one that {@link #verifies} for a key of kind {@link Kind#WITNESS}
   */
  public Instant time(NoteSignature signature) {
    if (kind != Kind.WITNESS || !claims(signature) || !Cosigner.hasTime(signature.signature())) {
      throw new IllegalArgumentException("signature: is no cosignature of " + name);
    }
    return Cosigner.time(signature.signature());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteVerifier verifier && encoded.equals(verifier.encoded);
  }

  @Override
  public int hashCode() {
    return Objects.hash(encoded);
  }

  /** As {@link #parse} reads it; public, to be published. */
  @Override
  public String toString() {
    return encoded;
  }
}
