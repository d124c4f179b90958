package dev.ricordo.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * A checkpoint with signatures that nobody has verified yet: {@link Trust#check} does.
 *
 * @param checkpoint what is signed
 * @param signatures the log's and those of witnesses, 1 to 100, in the order of the file
 */
public record SignedCheckpoint(Checkpoint checkpoint, List<NoteSignature> signatures) {

  public SignedCheckpoint {
    signatures = new Note(checkpoint.text(), signatures).signatures();
  }

  static SignedCheckpoint sign(Checkpoint checkpoint, NoteSigner signer) {
    return new SignedCheckpoint(checkpoint, List.of(signer.sign(checkpoint.text())));
  }

  /**
   * Reads a note and verifies nothing.
   *
   * @throws MalformedException if it is no note or its text no checkpoint
   */
  public static SignedCheckpoint parse(byte[] bytes) {
    Note note = Note.parse(bytes);
    return new SignedCheckpoint(Checkpoint.parse(note.text()), note.signatures());
  }

  /** The same with more signatures; those that are there already are not added again. */
  public SignedCheckpoint with(List<NoteSignature> more) {
    List<NoteSignature> all = new ArrayList<>(signatures);
    more.stream().filter(signature -> !all.contains(signature)).forEach(all::add);
    return new SignedCheckpoint(checkpoint, all);
  }

  /** The note as it is stored and sent. */
  public byte[] bytes() {
    return new Note(checkpoint.text(), signatures).bytes();
  }
}
