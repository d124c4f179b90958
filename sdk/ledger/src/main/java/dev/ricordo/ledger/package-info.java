/**
 * An append-only log that is signed, and whatever a stranger needs to check it offline. Uses the
 * JDK and nothing else.
 *
 * <p>Start at {@link dev.ricordo.ledger.Ledger} to write, at {@link dev.ricordo.ledger.LedgerView}
 * to read and to make proofs, at {@link dev.ricordo.ledger.Audit} to check a whole log.
 *
 * <ul>
 *   <li>Tree (RFC 6962): {@link dev.ricordo.ledger.Hash}, {@link
 *       dev.ricordo.ledger.InclusionProof}, {@link dev.ricordo.ledger.ConsistencyProof}; inside,
 *       {@code Frontier} is the edge that grows and {@code Subtrees} cuts ranges into complete
 *       subtrees.
 *   <li>Signatures (c2sp.org): {@link dev.ricordo.ledger.Note}, {@link
 *       dev.ricordo.ledger.NoteSigner}, {@link dev.ricordo.ledger.NoteVerifier}, {@link
 *       dev.ricordo.ledger.Cosigner}; {@link dev.ricordo.ledger.Checkpoint} is what is signed,
 *       {@link dev.ricordo.ledger.Trust} who is believed; {@link dev.ricordo.ledger.WitnessClient}
 *       asks others to sign too.
 *   <li>Proofs to give away: {@link dev.ricordo.ledger.LogProof}.
 *   <li>Audit: {@link dev.ricordo.ledger.Finding} is what can be wrong; inside, {@code TreeWalk}
 *       builds the tree again and {@code LeafRow} compares 256 entries at a time.
 *   <li>Storage: {@link dev.ricordo.ledger.LedgerStore} is what a database implements, {@link
 *       dev.ricordo.ledger.TiledStore} keeps the log in tiles, {@link
 *       dev.ricordo.ledger.FolderTiles} keeps tiles in a folder, {@link
 *       dev.ricordo.ledger.CheckpointFile} what was signed, outside of the store.
 * </ul>
 *
 * <p>Letters: size = number of entries, index = place of an entry from 0, root = hash of the tree
 * with {@code size} entries, node = complete subtree, path = hashes beside the way to the root.
 *
 * <p>Not here: what entries mean, and which of them belong together. The bytes are explained in
 * {@code docs/formats/ledger.md}.
 */
@NullMarked
package dev.ricordo.ledger;

import org.jspecify.annotations.NullMarked;
