package dev.ricordo.ledger;

import dev.ricordo.ledger.NoteVerifier.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/**
 * A witness's private key: says that a checkpoint was seen at a time ({@code cosignature/v1} of
 * {@code c2sp.org/tlog-cosignature}). Whoever uses it must first have checked that the checkpoint
 * continues the last one that it cosigned.
 *
 * <p>Immutable, thread-safe.
 */
public final class Cosigner {

  private static final int SIGNED_BYTES = Long.BYTES + Ed25519.SIGNATURE_BYTES;
  private static final long MAX_SECONDS = Instant.MAX.getEpochSecond();

  private final SigningKey key;

  private Cosigner(SigningKey key) {
    this.key = key;
  }

  /** As {@link NoteSigner#create}. */
  public static Cosigner create(Path file, String name) {
    return new Cosigner(SigningKey.generate(name, Kind.WITNESS).store(file));
  }

  /** As {@link NoteSigner#load}. */
  public static Cosigner load(Path file) {
    return new Cosigner(SigningKey.load(file, Kind.WITNESS));
  }

  /** As {@link NoteSigner#parse}. */
  public static Cosigner parse(String text) {
    return new Cosigner(SigningKey.parse(text, Kind.WITNESS));
  }

  /** What to give to those who verify. */
  public NoteVerifier verifier() {
    return key.verifier();
  }

  /**
   * Signs a checkpoint.
   *
   * @param at not before 1970; cut to the second
   */
  public NoteSignature cosign(Checkpoint checkpoint, Instant at) {
    if (at.getEpochSecond() < 0) {
      throw new IllegalArgumentException("at: " + at + " is before 1970");
    }
    byte[] time = ByteBuffer.allocate(Long.BYTES).putLong(at.getEpochSecond()).array();
    byte[] signature = key.raw(message(checkpoint.text(), time));
    byte[] timed = ByteBuffer.allocate(SIGNED_BYTES).put(time).put(signature).array();
    return NoteSignature.of(verifier().name(), verifier().keyId(), timed);
  }

  static byte[] message(String text, byte[] timed) {
    String head = "cosignature/v1\ntime " + ByteBuffer.wrap(timed).getLong() + "\n";
    return (head + text).getBytes(StandardCharsets.UTF_8);
  }

  static boolean hasTime(byte[] timed) {
    return timed.length == SIGNED_BYTES && seconds(timed) >= 0 && seconds(timed) <= MAX_SECONDS;
  }

  private static long seconds(byte[] timed) {
    return ByteBuffer.wrap(timed).getLong();
  }

  static Instant time(byte[] timed) {
    return Instant.ofEpochSecond(seconds(timed));
  }

  static byte[] signature(byte[] timed) {
    return Arrays.copyOfRange(timed, Long.BYTES, timed.length);
  }
}
