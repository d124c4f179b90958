package dev.ricordo.evidence.hold;

import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Leaving;
import java.util.Set;
import java.util.UUID;

/**
 * Where legal holds keep copies of what would otherwise be gone. Customers come as sets: all the
 * ids of one person.
 *
 * <p>Whatever cannot be looked up or kept is a {@link dev.ricordo.RicordoException}: nobody is
 * taken for free of holds because a folder cannot be read.
 */
public interface Evidence {

  /** Whether a hold is on one of these customers. */
  boolean holds(Set<CustomerId> customers);

  /**
   * Keeps the events for every hold on somebody who is leaving, beside what it keeps already. Twice
   * the same is once. On the disk when it returns. Events of whom no hold is on are not read.
   *
   * @return whether there is such a hold
   */
  boolean keep(Leaving leaving);

  /**
   * Notes with every hold on one of these customers that a request is done in part as long as it
   * keeps its copies.
   *
   * @param request its random id
   */
  void note(Set<CustomerId> customers, UUID request);

  /** Nobody is held. */
  static Evidence none() {
    return new Evidence() {
      @Override
      public boolean holds(Set<CustomerId> customers) {
        return false;
      }

      @Override
      public boolean keep(Leaving leaving) {
        return false;
      }

      @Override
      public void note(Set<CustomerId> customers, UUID request) {}
    };
  }
}
