package dev.ricordo.internal;

import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.JournalEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the move to another base, while there is one, what happens meanwhile. Thread-safe. */
final class Moving {

  private volatile @Nullable BaseMove move;

  /** Hold all lanes: who changes a journal afterwards tells the move. */
  void begin(BaseMove begun) {
    move = begun;
  }

  void end() {
    move = null;
  }

  boolean underWay() {
    return move != null;
  }

  /** See {@link BaseMove#grown}. */
  void grown(CustomerId owner) {
    BaseMove present = move;
    if (present != null) {
      present.grown(owner);
    }
  }

  /** See {@link BaseMove#replace}. */
  void replace(
      Map<CustomerId, List<JournalEntry>> before, Map<CustomerId, List<JournalEntry>> after) {
    BaseMove present = move;
    if (present != null) {
      present.replace(before, after);
    }
  }

  /** See {@link BaseMove#spoil}. */
  void spoil() {
    BaseMove present = move;
    if (present != null) {
      present.spoil();
    }
  }
}
