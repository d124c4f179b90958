package dev.ricordo.postgres;

import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import java.util.Optional;
import java.util.UUID;

/** Says whose rows a list has read. Thread-safe. */
/*
 * Lists hold no locks. An erasure of some events, or a correction, that comes between the reading of a
 * row and its turn gives the customer another id and destroys the key of the one before: whoever does
 * not open is looked for once more by the digest, which stays.
 */
final class Listing {

  private final Transactions transactions;
  private final String tenant;
  private final Sealing sealing;

  Listing(Transactions transactions, String tenant, Sealing sealing) {
    this.transactions = transactions;
    this.tenant = tenant;
    this.sealing = sealing;
  }

  /** A customer, and what was said for the customer alone. */
  record Known(CustomerId customer, Standing said) {}

  /**
   * Who a row is of; empty if the customer was erased.
   *
   * @throws dev.ricordo.RicordoException if a key is lost
   */
  Optional<Known> open(Listed row) {
    return opened(row).or(() -> renamed(row).flatMap(this::open));
  }

  private Optional<Listed> renamed(Listed row) {
    return present(row.digest()).filter(now -> !now.id().equals(row.id()));
  }

  private Optional<Known> opened(Listed row) {
    return sealing
        .customer(row.id(), row.format(), row.customer())
        .map(customer -> new Known(customer, StandingCode.read(row.standing())));
  }

  private Optional<Listed> present(UUID digest) {
    return transactions.run(
        "list customers",
        session ->
            session
                .createSelectionQuery(
                    """
                    select digest, id, format, customer, standing from Subject
                    where tenant = :tenant and digest = :digest""",
                    Listed.class)
                .setParameter("tenant", tenant)
                .setParameter("digest", digest)
                .uniqueResultOptional());
  }
}
