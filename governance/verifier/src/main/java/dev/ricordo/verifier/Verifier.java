package dev.ricordo.verifier;

import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.LogProof;
import dev.ricordo.ledger.NoteVerifier;
import dev.ricordo.ledger.Trust;
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
    Optional<NoteVerifier> key,
    Optional<String> customer,
    Optional<String> tenant,
    List<NoteVerifier> witnesses) {

  public Verifier {
    witnesses = List.copyOf(witnesses);
  }

  /** Asks for nothing but the key. */
  public static Verifier of(Optional<NoteVerifier> key) {
    return new Verifier(key, Optional.empty(), Optional.empty(), List.of());
  }

  /** The same, which asks for these witnesses' cosignatures as well. */
  public Verifier cosignedBy(List<NoteVerifier> some) {
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
      return file.refuted(proved.file().certificate(), trust(proved.key()))
          .<Verdict>map(why -> new Refuted(Check.COMPLETION, why))
          .orElseGet(() -> proved.completedAt(file.at()));
    } catch (LedgerException e) {
      return new Refuted(Check.COMPLETION, String.valueOf(e.getMessage()));
    }
  }

  private Verdict certified(byte[] bytes) {
    CertificateFile file;
    try {
      file = CertificateFile.parse(bytes);
    } catch (LedgerException e) {
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
    NoteVerifier trusted = key.orElse(file.key());
    LogProof.Verdict verdict = file.proof().check(file.entry(), trust(trusted));
    if (verdict instanceof LogProof.Verdict.NotTrusted not) {
      return not.why() instanceof Trust.Verdict.TooFewWitnesses few
          ? new Refuted(Check.WITNESSES, few.found() + " of " + few.wanted() + " did")
          : new Refuted(Check.SIGNATURE, words(not.why()));
    }
    if (verdict instanceof LogProof.Verdict.Included in) {
      return new Verdict.Proved(
          file,
          trusted,
          key.isPresent(),
          customer.isPresent(),
          tenant.isPresent(),
          in.index(),
          in.size(),
          in.cosignatures(),
          Optional.empty());
    }
    return new Refuted(
        Check.INCLUSION, "its hash does not lead to the root that the ledger signed");
  }

  private Trust trust(NoteVerifier log) {
    return new Trust(log.name(), List.of(log), witnesses, witnesses.size());
  }

  private static String words(Trust.Verdict why) {
    if (why instanceof Trust.Verdict.OtherOrigin other) {
      return "the checkpoint is of the ledger " + other.found() + ", not of " + other.wanted();
    }
    return why instanceof Trust.Verdict.WrongSignature
        ? "the signature is wrong"
        : "there is no signature of this key";
  }
}
