package dev.ricordo.governance.requests;

import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.JournalEntry;
import java.util.List;

/** Where legal holds keep copies of what would otherwise be gone. */
public interface Evidence {

  /** Whether a hold is on a customer. */
  boolean holds(CustomerId customer);

  /**
   * Keeps events of somebody who is held, beside what is kept already. Twice the same is once.
   *
   * @throws dev.ricordo.RicordoException if they cannot be kept
   */
  void keep(CustomerId customer, List<JournalEntry> entries);

  /** Nobody is held. */
  static Evidence none() {
    return new Evidence() {
      @Override
      public boolean holds(CustomerId customer) {
        return false;
      }

      @Override
      public void keep(CustomerId customer, List<JournalEntry> entries) {}
    };
  }
}
