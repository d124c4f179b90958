package dev.ricordo.verifier;

import dev.ricordo.verifier.Verdict.Check;
import dev.ricordo.verifier.Verdict.Refuted;
import java.util.List;
import java.util.Optional;

/**
 * Checks a certificate offline.
 *
 * <p>Immutable, thread-safe.
 *
 * @param key the ledger's public key, from somewhere that its keeper cannot change; without it the
 *     key that the file names is taken
 * @param customer the shop's id of the customer that the certificate must be of
 * @param tenant the name of the tenant that the certificate must be of
 * @param witnesses keys of witnesses, each of which must have cosigned the ledger
 */
public record Verifier(
    Optional<NoteKey> key,
    Optional<String> customer,
    Optional<String> tenant,
    List<NoteKey> witnesses) {

  public Verifier {
    witnesses = witnesses.stream().distinct().toList();
    key.ifPresent(log -> requireKind("key", log, NoteKey.Kind.LOG));
    witnesses.forEach(witness -> requireKind("witnesses", witness, NoteKey.Kind.WITNESS));
  }

  private static void requireKind(String field, NoteKey key, NoteKey.Kind kind) {
    if (key.kind() != kind) {
      throw new IllegalArgumentException(field + ": the key " + key + " is not of kind " + kind);
    }
  }

  /** Asks for nothing but the key. */
  public static Verifier of(Optional<NoteKey> key) {
    return new Verifier(key, Optional.empty(), Optional.empty(), List.of());
  }

  /** The same, which asks for these witnesses' cosignatures as well. */
  public Verifier cosignedBy(List<NoteKey> some) {
    return new Verifier(key, customer, tenant, some);
  }

  /** Makes every check until one does not hold. */
  public Verdict verify(byte[] bytes) {
    return verify(bytes, Optional.empty());
  }

  /**
   * Makes every check until one does not hold.
   *
   * @param completion file that shows that the bases that a certificate waits for were destroyed
   */
  public Verdict verify(byte[] bytes, Optional<byte[]> completion) {
    Verdict verdict = certified(bytes);
    return verdict instanceof Verdict.Proved proved && completion.isPresent()
        ? completed(proved, completion.get())
        : verdict;
  }

  private Verdict completed(Verdict.Proved proved, byte[] completion) {
    if (!proved.file().certificate().model().pending()) {
      return new Refuted(Check.COMPLETION, "the certificate waits for none");
    }
    try {
      CompletionFile file = CompletionFile.parse(completion);
      return file.refuted(proved.file().certificate(), proved.key(), witnesses)
          .<Verdict>map(why -> new Refuted(Check.COMPLETION, why))
          .orElseGet(() -> proved.completedAt(file.at()));
    } catch (MalformedException e) {
      return new Refuted(Check.COMPLETION, String.valueOf(e.getMessage()));
    }
  }

  private Verdict certified(byte[] bytes) {
    CertificateFile file;
    try {
      file = CertificateFile.parse(bytes);
    } catch (MalformedException e) {
      return new Refuted(Check.FORMAT, String.valueOf(e.getMessage()));
    }
    Optional<Refuted> refuted =
        wrongKey(file)
            .or(() -> wrongSalt(file))
            .or(() -> wrongScope(file))
            .or(() -> wrongParticulars(file))
            .or(() -> wrongName(file, Check.CUSTOMER, customer, file.certificate().subject()))
            .or(() -> wrongName(file, Check.TENANT, tenant, file.certificate().tenant()));
    return refuted.isPresent() ? refuted.get() : proof(file);
  }

  private Optional<Refuted> wrongKey(CertificateFile file) {
    return key.isEmpty() || key.get().equals(file.key())
        ? Optional.empty()
        : refuted(Check.KEY, "the file names " + file.key());
  }

  private static Optional<Refuted> wrongSalt(CertificateFile file) {
    return file.saltDigest().equals(file.certificate().saltDigest())
        ? Optional.empty()
        : refuted(Check.SALT, "its digest differs");
  }

  private static Optional<Refuted> wrongScope(CertificateFile file) {
    Optional<String> certified = file.certificate().scope();
    if (certified.isEmpty()) {
      return file.scope().isEmpty()
          ? Optional.empty()
          : refuted(Check.SCOPE, "the file names conditions, but all was forgotten");
    }
    if (file.conditions() != file.certificate().conditions()) {
      return refuted(Check.SCOPE, "the number of conditions differs");
    }
    return certified.get().equals(file.scopeDigest())
        ? Optional.empty()
        : refuted(Check.SCOPE, "its digest differs");
  }

  private static Optional<Refuted> wrongParticulars(CertificateFile file) {
    Optional<String> certified = file.certificate().particulars();
    return certified.isEmpty() || certified.get().equals(file.particularsDigest())
        ? Optional.empty()
        : refuted(Check.PARTICULARS, "their digest differs");
  }

  private static Optional<Refuted> wrongName(
      CertificateFile file, Check check, Optional<String> name, String digest) {
    String what = check == Check.CUSTOMER ? "subject" : "tenant";
    return name.isEmpty() || file.salted().of(what, name.get()).equals(digest)
        ? Optional.empty()
        : refuted(check, "it is of another");
  }

  private static Optional<Refuted> refuted(Check check, String why) {
    return Optional.of(new Refuted(check, why));
  }

  private Verdict proof(CertificateFile file) {
    NoteKey trusted = key.orElse(file.key());
    EntryProof proof = file.proof();
    return proof
        .refuted(file.entry(), trusted, witnesses)
        .<Verdict>map(refuted -> refuted)
        .orElseGet(() -> proved(file, trusted));
  }

  private Verdict.Proved proved(CertificateFile file, NoteKey trusted) {
    EntryProof proof = file.proof();
    return new Verdict.Proved(
        file,
        trusted,
        key.isPresent(),
        customer.isPresent(),
        tenant.isPresent(),
        proof.index(),
        proof.checkpoint().size(),
        proof.cosignatures(witnesses),
        Optional.empty());
  }
}
