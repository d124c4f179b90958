package dev.ricordo.governance.requests;

import dev.ricordo.event.CustomerId;
import dev.ricordo.governance.Forgotten;
import java.time.Instant;
import java.util.UUID;

/** What leaves the house when a request is executed. Each may be asked for twice, after a crash. */
public interface Handover {

  /**
   * Writes down for the customer what is remembered.
   *
   * @throws dev.ricordo.RicordoException if that fails
   */
  void export(CustomerId customer);

  /** Whether an erasure of this time destroyed anybody's keys: of another, another act did. */
  boolean destroyedKeys(Instant at);

  /**
   * Certifies an erasure.
   *
   * @throws dev.ricordo.RicordoException if that fails
   */
  void certify(UUID request, CustomerId customer, Request asked, Forgotten done);
}
