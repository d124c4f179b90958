package dev.ricordo.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name and a public key of Ed25519, written {@code name+id+base64}: of a log, or of a witness.
 * The id is the beginning of the digest of both, so that a name cannot be given to another's key.
 *
 * <p>Immutable, thread-safe.
 */
public final class NoteKey {

  /** What a key signs. */
  public enum Kind {
    /** The text of a note: signature type 1 of {@code c2sp.org/signed-note}. */
    LOG(1),
    /** A time and the text: {@code cosignature/v1}, type 4. */
    WITNESS(4);

    private final int type;

    Kind(int type) {
      this.type = type;
    }
  }

  private static final Pattern TEXT =
      Pattern.compile("(" + SignedNote.NAME + ")\\+([0-9a-f]{8})\\+(.+)");
  private static final String ALGORITHM = "Ed25519";
  private static final int KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;
  private static final int ID_DIGITS = 8;

  /** What stands before the 32 bytes of a key of Ed25519 in X.509 (RFC 8410). */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String text;
  private final String name;
  private final String id;
  private final Kind kind;
  private final PublicKey key;

  private NoteKey(String text, String name, String id, Kind kind, PublicKey key) {
    this.text = text;
    this.name = name;
    this.id = id;
    this.kind = kind;
    this.key = key;
  }

  /**
   * Reads a key.
   *
   * @throws MalformedException if the text is none, or its id not that of the name and the key
   */
  public static NoteKey parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new MalformedException("key: is not name, id of 8 digits and base64, with + between");
    }
    String name = parts.group(1);
    byte[] typed = Text.base64(parts.group(3), "key");
    if (typed.length != 1 + KEY_BYTES) {
      throw new MalformedException("key: is not a byte of type and 32 of Ed25519");
    }
    String id = HexFormat.of().formatHex(Sha256.of((name + "\n").getBytes(UTF_8), typed));
    if (!id.startsWith(parts.group(2))) {
      throw new MalformedException("key: the id is not that of the name and the key");
    }
    return new NoteKey(text, name, id.substring(0, ID_DIGITS), kind(typed[0]), key(typed));
  }

  private static Kind kind(int type) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.type == type)
        .findFirst()
        .orElseThrow(() -> new MalformedException("key: signature type " + type + " is not known"));
  }

  private static PublicKey key(byte[] typed) {
    byte[] encoded =
        ByteBuffer.allocate(X509.length + KEY_BYTES).put(X509).put(typed, 1, KEY_BYTES).array();
    try {
      PublicKey key =
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
      Signature.getInstance(ALGORITHM).initVerify(key);
      return key;
    } catch (GeneralSecurityException e) {
      throw new MalformedException("key: its 32 bytes are no point of Ed25519's curve");
    }
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether a signature claims to be of this key. */
  boolean isNamedBy(SignedNote.Signature signature) {
    return signature.name().equals(name) && signature.keyId().equals(id);
  }

  /** Whether a signature is that of a log's key for this text. */
  boolean signed(String note, SignedNote.Signature signature) {
    return kind == Kind.LOG && verifies(note, signature.bytes());
  }

  /** When a witness says that it signed this text; empty if that is no signature of it. */
  Optional<Instant> cosigned(String note, SignedNote.Signature signature) {
    byte[] bytes = signature.bytes();
    if (kind != Kind.WITNESS || bytes.length != Long.BYTES + SIGNATURE_BYTES) {
      return Optional.empty();
    }
    long second = ByteBuffer.wrap(bytes).getLong();
    String message = "cosignature/v1\ntime " + second + "\n" + note;
    return second >= 0
            && second <= Instant.MAX.getEpochSecond()
            && verifies(message, Arrays.copyOfRange(bytes, Long.BYTES, bytes.length))
        ? Optional.of(Instant.ofEpochSecond(second))
        : Optional.empty();
  }

  private boolean verifies(String message, byte[] signature) {
    try {
      Signature verification = Signature.getInstance(ALGORITHM);
      verification.initVerify(key);
      verification.update(message.getBytes(UTF_8));
      return verification.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // of a wrong form: none
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoteKey that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return text;
  }
}
