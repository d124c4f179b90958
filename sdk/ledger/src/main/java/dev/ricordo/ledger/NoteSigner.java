package dev.ricordo.ledger;

import dev.ricordo.ledger.NoteVerifier.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A log's private key. Its name is the log's origin.
 *
 * <p>Immutable, thread-safe. Nothing gives the private key out again; it lives in its file, outside
 * of what is dumped and backed up with the database.
 */
public final class NoteSigner {

  private final SigningKey key;

  private NoteSigner(SigningKey key) {
    this.key = key;
  }

  /**
   * Makes a new key and keeps it in a new file that only its owner may read.
   *
   * @param name the log's origin, best a URL without scheme such as {@code shop.example/ledger}
   * @throws LedgerException if the file exists or cannot be written
   */
  public static NoteSigner create(Path file, String name) {
    return new NoteSigner(SigningKey.generate(name, Kind.LOG).store(file));
  }

  /**
   * Reads a key from a file.
   *
   * @throws LedgerException if it cannot be read, holds no key of a log, or others may read it
   */
  public static NoteSigner load(Path file) {
    return new NoteSigner(SigningKey.load(file, Kind.LOG));
  }

  /**
   * Reads a key that is kept elsewhere than in a file.
   *
   * @param text {@code PRIVATE+KEY+name+id+base64}
   * @throws MalformedException if it is none of a log
   */
  public static NoteSigner parse(String text) {
    return new NoteSigner(SigningKey.parse(text, Kind.LOG));
  }

  /** What to give to those who verify. */
  public NoteVerifier verifier() {
    return key.verifier();
  }

  /** Signs a note's text. The same text gives the same signature. */
  public NoteSignature sign(String text) {
    return key.sign(text.getBytes(StandardCharsets.UTF_8));
  }
}
