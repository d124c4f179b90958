/**
 * What the core needs from the outside world, as interfaces that a store implements.
 *
 * <p>Start at {@link dev.ricordo.spi.Journal}: a customer's memory is a pure fold over it, so the
 * journal is the only thing that must survive. {@link dev.ricordo.spi.Snapshots} is a cache that
 * makes the fold short. {@link dev.ricordo.spi.KeyVault} holds the keys that a store seals with. A
 * {@link dev.ricordo.spi.Sweeper} is what a host gives to have its own caches swept after erasures.
 * A journal proves itself by extending {@code JournalContract} and {@code ErasingContract} from
 * this module's test jar, its {@link dev.ricordo.spi.Panels} by {@code PanelsContract}, its {@link
 * dev.ricordo.spi.Epochs}, the calendar of consolidation, by {@code EpochsContract}, what it shows
 * of an erasure, {@link dev.ricordo.spi.Leaving}, by {@code LeavingContract}, and what an instance
 * makes of it by {@code ConsentContract} and {@code CorrectionContract}.
 */
@NullMarked
package dev.ricordo.spi;

import org.jspecify.annotations.NullMarked;
