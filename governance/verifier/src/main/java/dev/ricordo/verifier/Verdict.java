package dev.ricordo.verifier;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a verification found. */
public sealed interface Verdict {

  /**
   * Every check holds.
   *
   * @param file what was checked
   * @param key that signed the ledger
   * @param keyGiven whether the key came from elsewhere; if it is the one that the file names, the
   *     file is consistent with itself and anybody could have made it
   * @param customerGiven whether the certificate was found to be of the customer that was given
   * @param tenantGiven whether it was found to be of the tenant that was given
   * @param index of the entry, from 0
   * @param size of the ledger when the proof was made
   * @param cosignatures of the witnesses that were asked for, with the time that each says
   * @param completed when the last of the bases that held what was forgotten was destroyed; empty
   *     if that was not shown
   */
  record Proved(
      CertificateFile file,
      NoteKey key,
      boolean keyGiven,
      boolean customerGiven,
      boolean tenantGiven,
      long index,
      long size,
      List<Cosignature> cosignatures,
      Optional<Instant> completed)
      implements Verdict {

    public Proved {
      cosignatures = List.copyOf(cosignatures);
    }

    Proved completedAt(Instant at) {
      return new Proved(
          file,
          key,
          keyGiven,
          customerGiven,
          tenantGiven,
          index,
          size,
          cosignatures,
          Optional.of(at));
    }

    /** Whether a check was asked for and could be made. */
    boolean made(Check check) {
      return switch (check) {
        case KEY -> keyGiven;
        case CUSTOMER -> customerGiven;
        case TENANT -> tenantGiven;
        case PARTICULARS -> file.certificate().particulars().isPresent();
        case WITNESSES -> !cosignatures.isEmpty();
        case COMPLETION -> completed.isPresent();
        default -> true;
      };
    }
  }

  /**
   * A check does not hold; later ones were not made.
   *
   * @param why what is wrong with it
   */
  record Refuted(Check check, String why) implements Verdict {}

  /** The checks, in their order. */
  enum Check {
    FORMAT("the file is a certificate"),
    KEY("the key named in the file is the one given"),
    SALT("the salt is the one the certificate was made with"),
    SCOPE("what was asked for is what the certificate was made for"),
    PARTICULARS("how it was asked and decided is what the certificate was made with"),
    CUSTOMER("the certificate is of the customer given"),
    TENANT("the certificate is of the tenant given"),
    SIGNATURE("the ledger's checkpoint is signed by the key"),
    WITNESSES("the ledger's checkpoint is cosigned by every witness given"),
    INCLUSION("the certificate is an entry of the ledger"),
    COMPLETION("the trained models that held what was forgotten have been destroyed");

    private final String text;

    Check(String text) {
      this.text = text;
    }

    /** What holds if the check does. */
    public String text() {
      return text;
    }
  }
}
