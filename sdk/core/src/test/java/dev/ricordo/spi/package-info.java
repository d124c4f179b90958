/** What every store must do: extend {@link dev.ricordo.spi.JournalContract}. */
@NullMarked
package dev.ricordo.spi;

import org.jspecify.annotations.NullMarked;
