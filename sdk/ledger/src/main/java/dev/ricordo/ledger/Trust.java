package dev.ricordo.ledger;

import dev.ricordo.ledger.NoteVerifier.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Whose checkpoints someone accepts.
 *
 * @param origin the log's name
 * @param logKeys keys of which one must have signed; several while keys change
 * @param witnesses keys whose cosignatures count
 * @param quorum how many different witnesses must have cosigned, 0 if none need to
 */
public record Trust(
    String origin, List<NoteVerifier> logKeys, List<NoteVerifier> witnesses, int quorum) {

  public Trust {
    logKeys = List.copyOf(logKeys);
    witnesses = List.copyOf(witnesses);
    requireKeys("logKeys", logKeys, Kind.LOG);
    requireKeys("witnesses", witnesses, Kind.WITNESS);
    if (logKeys.isEmpty()) {
      throw new IllegalArgumentException("logKeys: are none");
    }
    if (quorum < 0 || quorum > witnesses.size()) {
      throw new IllegalArgumentException("quorum: " + quorum + " is not in 0.." + witnesses.size());
    }
  }

  private static void requireKeys(String field, List<NoteVerifier> keys, Kind kind) {
    if (new HashSet<>(keys).size() < keys.size()) {
      throw new IllegalArgumentException(field + ": a key is there twice");
    }
    if (keys.stream().anyMatch(key -> key.kind() != kind)) {
      throw new IllegalArgumentException(field + ": a key is not of kind " + kind);
    }
  }

  /** Trusts one key, whose name is the log's origin, and asks for no witness. */
  public static Trust of(NoteVerifier log) {
    return new Trust(log.name(), List.of(log), List.of(), 0);
  }

  /** The same without asking for witnesses: what the log itself needs. */
  Trust withoutQuorum() {
    return new Trust(origin, logKeys, witnesses, 0);
  }

  /** Whether a checkpoint is to be believed. Signatures of unknown keys are ignored. */
  public Verdict check(SignedCheckpoint signed) {
    String origin = signed.checkpoint().origin();
    if (!origin.equals(this.origin)) {
      return new Verdict.OtherOrigin(origin, this.origin);
    }
    Optional<NoteVerifier> refuted = firstRefuted(signed);
    if (refuted.isPresent()) {
      return new Verdict.WrongSignature(refuted.get().toString());
    }
    if (logKeys.stream().noneMatch(key -> signatureOf(key, signed).isPresent())) {
      return new Verdict.NotSigned();
    }
    List<Cosignature> cosignatures = cosignatures(signed);
    return cosignatures.size() < quorum
        ? new Verdict.TooFewWitnesses(cosignatures.size(), quorum)
        : new Verdict.Trusted(cosignatures);
  }

  private Optional<NoteVerifier> firstRefuted(SignedCheckpoint signed) {
    List<NoteVerifier> known = new ArrayList<>(logKeys);
    known.addAll(witnesses);
    String text = signed.checkpoint().text();
    return known.stream()
        .filter(
            key ->
                signed.signatures().stream()
                    .anyMatch(line -> key.claims(line) && !key.verifies(text, line)))
        .findFirst();
  }

  private static Optional<NoteSignature> signatureOf(NoteVerifier key, SignedCheckpoint signed) {
    return signed.signatures().stream().filter(key::claims).findFirst();
  }

  private List<Cosignature> cosignatures(SignedCheckpoint signed) {
    List<Cosignature> found = new ArrayList<>();
    for (NoteVerifier witness : witnesses) {
      signatureOf(witness, signed)
          .ifPresent(line -> found.add(new Cosignature(witness.name(), witness.time(line))));
    }
    return found;
  }

  /** A witness's word that it saw the checkpoint, verified. */
  public record Cosignature(String witness, Instant at) {}

  /** What a check found. */
  public sealed interface Verdict {

    /** The log signed, and enough witnesses did. */
    record Trusted(List<Cosignature> cosignatures) implements Verdict {

      public Trusted {
        cosignatures = List.copyOf(cosignatures);
      }
    }

    /** It is of another log. */
    record OtherOrigin(String found, String wanted) implements Verdict {}

    /** A known key is claimed to have signed, and did not sign this. */
    record WrongSignature(String key) implements Verdict {}

    /** No known key of the log is claimed to have signed. */
    record NotSigned() implements Verdict {}

    /** Fewer known witnesses cosigned than are asked for. */
    record TooFewWitnesses(int found, int wanted) implements Verdict {}
  }
}
