/**
 * What is written into the ledger of a shop and where that is; in {@code hold}, what legal holds
 * keep.
 *
 * <p>Start at {@link dev.ricordo.evidence.EvidenceLedger}, which has the key and the checkpoints;
 * {@link dev.ricordo.evidence.LedgerPlace} says where the entries are, and which {@link
 * dev.ricordo.evidence.Witness} cosigns them. {@link dev.ricordo.evidence.WatchedStore} and {@link
 * dev.ricordo.evidence.ErasureMark} find a store that is older than its ledger. {@link
 * dev.ricordo.evidence.RecordedConsolidation} tells of every decision about an epoch, {@link
 * dev.ricordo.evidence.EpochRecorder} writes it down as an {@link dev.ricordo.evidence.EpochEntry},
 * with what {@link dev.ricordo.evidence.WrittenEpochs} finds that nobody wrote, and {@link
 * dev.ricordo.evidence.EpochChain} derives from the entries alone what the sums were made of. The
 * bytes are explained in {@code docs/formats/ledger.md}.
 *
 * <p>Not here: the log itself, {@code dev.ricordo.ledger}; certificates of erasure, which are
 * governance's.
 */
@NullMarked
package dev.ricordo.evidence;

import org.jspecify.annotations.NullMarked;
