/**
 * Certificates of erasure and the ledger that they are entries of.
 *
 * <p>Start at {@link dev.ricordo.governance.evidence.Certifier}, which says what was done, of what
 * {@link dev.ricordo.governance.evidence.AskedStores} found in the stores afterwards; {@link
 * dev.ricordo.evidence.EvidenceLedger} is what it is written down in, {@link
 * dev.ricordo.evidence.LedgerPlace} where that is. {@link
 * dev.ricordo.governance.evidence.LedgerReport}, {@link
 * dev.ricordo.governance.evidence.LedgerAuditReport} and {@link
 * dev.ricordo.governance.evidence.VerificationReport} are what the commands print; {@code
 * ReleaseChain} follows the entries of releases. {@link
 * dev.ricordo.governance.evidence.AuditInstallation} puts an auditor's questions to a database, a
 * vault and a ledger. The bytes are explained in {@code docs/formats/certificate.md}.
 *
 * <p>Not here: checking a certificate, which is {@code dev.ricordo.verifier}'s and shares no code
 * with what is here, so that one finds the other's mistakes. Each certificate is verified before it
 * is handed out.
 */
@NullMarked
package dev.ricordo.governance.evidence;

import org.jspecify.annotations.NullMarked;
