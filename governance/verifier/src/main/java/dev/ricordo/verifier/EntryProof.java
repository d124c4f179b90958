package dev.ricordo.verifier;

import dev.ricordo.verifier.Verdict.Check;
import dev.ricordo.verifier.Verdict.Refuted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Shows that an entry is in a ledger ({@code c2sp.org/tlog-proof}): its way to the root in a signed
 * checkpoint. Nothing of it is verified until it is asked.
 *
 * @param hasExtra whether bytes go along, for which nothing vouches
 * @param index of the entry, from 0
 * @param path the hashes beside the way to the root, the entry's neighbour first
 */
record EntryProof(
    boolean hasExtra, long index, List<byte[]> path, SignedNote note, Checkpoint checkpoint) {

  private static final String WHAT = "log proof";
  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";
  private static final int MAX_PATH = 63;

  EntryProof {
    path = List.copyOf(path);
    if (index >= checkpoint.size()) {
      throw new MalformedException(
          WHAT + " index: " + index + " is not in a tree of " + checkpoint.size());
    }
    if (path.size() > MAX_PATH) {
      throw new MalformedException(WHAT + ": has more than " + MAX_PATH + " hashes");
    }
  }

  /**
   * Reads a proof and verifies nothing.
   *
   * @throws MalformedException if the text is none
   */
  static EntryProof parse(String text) {
    List<String> lines = Text.lines(text, WHAT);
    int empty = lines.indexOf("");
    if (!lines.get(0).equals(HEADER) || empty < 0) {
      throw new MalformedException(
          WHAT + ": does not begin with " + HEADER + ", or has no empty line before the note");
    }
    SignedNote note = SignedNote.parse(lines.subList(empty + 1, lines.size()));
    boolean extra = lines.get(1).startsWith(EXTRA);
    if (extra && Text.base64(lines.get(1).substring(EXTRA.length()), WHAT + " extra").length == 0) {
      throw new MalformedException(WHAT + " extra: is empty");
    }
    return new EntryProof(
        extra,
        index(lines.get(extra ? 2 : 1)),
        hashes(lines.subList(extra ? 2 : 1, empty)),
        note,
        Checkpoint.parse(note.text()));
  }

  private static long index(String line) {
    if (!line.startsWith(INDEX)) {
      throw new MalformedException(WHAT + ": has no index line where one must be");
    }
    return Text.number(line.substring(INDEX.length()), WHAT + " index");
  }

  /** The lines behind that of the index. */
  private static List<byte[]> hashes(List<String> lines) {
    return lines.stream().skip(1).map(line -> Text.hash(line, WHAT + " hash")).toList();
  }

  /**
   * Why this does not show that an entry is in the ledger; empty if it does.
   *
   * @param log whose signature the checkpoint must have
   * @param witnesses each of whom must have cosigned it
   */
  Optional<Refuted> refuted(byte[] entry, NoteKey log, List<NoteKey> witnesses) {
    return notSigned(log).or(() -> notCosigned(witnesses)).or(() -> notIncluded(entry));
  }

  private Optional<Refuted> notSigned(NoteKey log) {
    List<SignedNote.Signature> signatures = note.of(log);
    if (!checkpoint.origin().equals(log.name())) {
      return refuted(
          Check.SIGNATURE,
          "the checkpoint is of the ledger " + checkpoint.origin() + ", not of " + log.name());
    }
    if (signatures.isEmpty()) {
      return refuted(Check.SIGNATURE, "there is no signature of this key");
    }
    return signatures.stream().allMatch(signature -> log.signed(note.text(), signature))
        ? Optional.empty()
        : refuted(Check.SIGNATURE, "the signature is wrong");
  }

  private Optional<Refuted> notCosigned(List<NoteKey> witnesses) {
    for (NoteKey witness : witnesses) {
      if (!note.of(witness).stream()
          .allMatch(signature -> witness.cosigned(note.text(), signature).isPresent())) {
        return refuted(Check.WITNESSES, "the cosignature of " + witness.name() + " is wrong");
      }
    }
    int found = cosignatures(witnesses).size();
    return found == witnesses.size()
        ? Optional.empty()
        : refuted(Check.WITNESSES, found + " of " + witnesses.size() + " did");
  }

  private Optional<Refuted> notIncluded(byte[] entry) {
    return MerkleTree.root(MerkleTree.leaf(entry), index, checkpoint.size(), path)
            .filter(root -> Arrays.equals(root, checkpoint.root()))
            .isPresent()
        ? Optional.empty()
        : refuted(Check.INCLUSION, "its hash does not lead to the root that the ledger signed");
  }

  private static Optional<Refuted> refuted(Check check, String why) {
    return Optional.of(new Refuted(check, why));
  }

  /** What those of these witnesses say who cosigned the checkpoint, in their order. */
  List<Cosignature> cosignatures(List<NoteKey> witnesses) {
    List<Cosignature> cosignatures = new ArrayList<>();
    for (NoteKey witness : witnesses) {
      note.of(witness).stream()
          .flatMap(signature -> witness.cosigned(note.text(), signature).stream())
          .findFirst()
          .ifPresent(at -> cosignatures.add(new Cosignature(witness.name(), at)));
    }
    return cosignatures;
  }
}
