/**
 * Checks a certificate of erasure offline: no database, no network, no code of whoever wrote it.
 * Only the formats are shared ({@code docs/formats/certificate.md}, {@code
 * docs/formats/ledger.md}).
 *
 * <p>Start at {@link dev.ricordo.verifier.Verifier}; {@link dev.ricordo.verifier.Verdict} is what
 * it says, {@link dev.ricordo.verifier.CertificateFile} and {@link
 * dev.ricordo.verifier.Certificate} are what it reads, {@link dev.ricordo.verifier.CertificatePage}
 * shows both to a person, {@link dev.ricordo.verifier.VerifierProgram} is the program of its own.
 * Inside, {@code Json} reads, {@code Members} insists on what an object has, {@code SaltedDigest}
 * opens what is closed.
 *
 * <p>Depends on the ledger's formats and on a canonicaliser of JSON (RFC 8785), nothing else.
 */
@NullMarked
package dev.ricordo.verifier;

import org.jspecify.annotations.NullMarked;
