/**
 * How the API is made to work. Not for use outside this module.
 *
 * <p>Start at {@link dev.ricordo.internal.Engine}, which folds the journal into memories and shared
 * sums. {@link dev.ricordo.internal.Fold} is the fold of one customer, {@link
 * dev.ricordo.internal.Lanes} the single writer of each; {@link dev.ricordo.internal.Memories}
 * holds the hot ones ({@link dev.ricordo.internal.HotMemories}) and has the others' snapshots
 * written ({@link dev.ricordo.internal.SnapshotWriter}, {@link
 * dev.ricordo.internal.SnapshotFormat}); of long journals it keeps what the sums hold, too ({@link
 * dev.ricordo.internal.KeptShares}). {@link dev.ricordo.internal.CollectiveLevel} and {@link
 * dev.ricordo.internal.Consolidator} keep what customers share, {@link
 * dev.ricordo.internal.JournalRewrites} forgets and merges, {@link dev.ricordo.internal.Recovery}
 * starts, {@link dev.ricordo.internal.Releases} changes the base, {@link
 * dev.ricordo.internal.Following} hears of other processes, {@link dev.ricordo.internal.Answers}
 * ranks and {@link dev.ricordo.internal.Counterfactual} explains.
 */
@NullMarked
package dev.ricordo.internal;

import org.jspecify.annotations.NullMarked;
