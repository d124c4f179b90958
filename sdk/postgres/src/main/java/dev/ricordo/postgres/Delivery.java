package dev.ricordo.postgres;

import dev.ricordo.event.Event;
import java.time.Instant;
import java.util.UUID;

/**
 * An event made ready for the tables, outside of any transaction.
 *
 * @param customer digest of the customer's id
 * @param digest digest of the event's id
 * @param payload in the format of {@link EventFormat}, not sealed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, handed from one method to the next
record Delivery(Event event, UUID customer, UUID digest, byte[] payload) {

  static Delivery of(Event event, Digests digests) {
    return new Delivery(
        event, digests.of(event.customer()), digests.of(event.id()), EventFormat.write(event));
  }

  Instant at() {
    return event.at();
  }
}
