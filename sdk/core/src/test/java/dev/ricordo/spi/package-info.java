/**
 * What every store must do: extend {@link dev.ricordo.spi.JournalContract}, {@link
 * dev.ricordo.spi.ErasingContract}, {@link dev.ricordo.spi.LeavingContract}, {@link
 * dev.ricordo.spi.EpochsContract} and {@link dev.ricordo.spi.PanelsContract}.
 */
@NullMarked
package dev.ricordo.spi;

import org.jspecify.annotations.NullMarked;
