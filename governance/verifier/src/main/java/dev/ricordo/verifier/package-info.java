/**
 * Checks a certificate of erasure offline: no database, no network, no code of whoever wrote it.
 * Only the formats are shared ({@code docs/formats/certificate.md}, {@code
 * docs/formats/ledger.md}); notes, proofs and the tree of hashes are read here a second time (ADR
 * 46).
 *
 * <p>Start at {@link dev.ricordo.verifier.Verifier}; {@link dev.ricordo.verifier.Verdict} is what
 * it says, {@link dev.ricordo.verifier.CertificateFile} and {@link
 * dev.ricordo.verifier.Certificate} are what it reads, {@link dev.ricordo.verifier.CertificatePage}
 * shows both to a person, {@link dev.ricordo.verifier.VerifierProgram} is the program of its own.
 * Inside, {@code Json} reads, {@code Members} insists on what an object has, {@code SaltedDigest}
 * opens what is closed; {@code EntryProof} reads a proof, with {@code SignedNote} and {@code
 * Checkpoint} in it, asks a {@link dev.ricordo.verifier.NoteKey} about signatures and {@code
 * MerkleTree} about the root.
 *
 * <p>Depends on a canonicaliser of JSON (RFC 8785), nothing else.
 */
@NullMarked
package dev.ricordo.verifier;

import org.jspecify.annotations.NullMarked;
