package dev.ricordo.internal;

import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.JournalEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells whoever follows the journals, while there is one, what happens to them: a move to another
 * base, the sums folded anew, or the examination of an epoch. Thread-safe.
 */
final class Following implements Follower {

  private volatile @Nullable Follower follower;

  /** Hold all lanes: who changes a journal afterwards tells the follower. */
  void begin(Follower begun) {
    follower = begun;
  }

  void end() {
    follower = null;
  }

  boolean underWay() {
    return follower != null;
  }

  @Override
  public void grown(CustomerId owner) {
    Follower present = follower;
    if (present != null) {
      present.grown(owner);
    }
  }

  @Override
  public void replace(
      Map<CustomerId, List<JournalEntry>> before, Map<CustomerId, List<JournalEntry>> after) {
    Follower present = follower;
    if (present != null) {
      present.replace(before, after);
    }
  }

  @Override
  public void spoil() {
    Follower present = follower;
    if (present != null) {
      present.spoil();
    }
  }
}
