package dev.ricordo.postgres;

import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.vault.Seal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's customers asked for by right: texts of whoever handles the requests, which this
 * store keeps and does not read. Thread-safe, and safe beside other processes.
 *
 * <p>What a state says can be read by whoever reads the database, so it names nobody. The details
 * do; they are sealed under a key of the request's own, and go when the customer is erased, in the
 * same step.
 */
public final class Docket {

  private final Transactions transactions;
  private final String tenant;
  private final Digests digests;
  private final Sealing sealing;

  /**
   * A request as it was read.
   *
   * @param id random
   * @param customer keyed digest of the customer's id: equal for requests of the same customer
   * @param version moves with every change of the state
   * @param details what names the customer; empty once the customer was erased, and if the key is
   *     lost
   */
  public record Entry(
      UUID id, UUID customer, long version, String state, Optional<String> details) {}

  Docket(Transactions transactions, Opened opened) {
    this.transactions = transactions;
    this.tenant = opened.tenant();
    this.digests = opened.digests();
    this.sealing = opened.sealing();
  }

  /**
   * Adds a request, unless there is one of the same reference, which is then returned as it is.
   * Durable when it returns.
   *
   * @param reference what the host calls it; kept as a keyed digest
   * @param details what names the customer
   * @throws IllegalArgumentException if the reference is that of another customer's request
   */
  public Entry add(CustomerId customer, String reference, String state, String details) {
    UUID referenceDigest = digests.ofReference(reference);
    Optional<Entry> known = findByReference(referenceDigest);
    if (known.isEmpty()) {
      UUID id = UUID.randomUUID();
      Seal seal = Objects.requireNonNull(sealing.create(List.of(id)).get(id));
      RequestRow row = new RequestRow();
      row.id = id;
      row.tenant = tenant;
      row.digest = digests.of(customer);
      row.reference = referenceDigest;
      row.version = 1;
      row.state = state;
      row.format = Sealing.REQUEST_FORMAT;
      row.details = sealing.sealRequest(seal, id, Text.write("details", details));
      known =
          Optional.of(
              transactions.run("add request", session -> opened(addedOrThere(session, row))));
    }
    Entry entry = known.orElseThrow();
    if (!isOf(entry, customer)) {
      throw new IllegalArgumentException(
          "reference: \"" + reference + "\" is that of another customer's request");
    }
    return entry;
  }

  private RequestRow addedOrThere(StatelessSession session, RequestRow row) {
    return byReference(session, row.reference)
        .orElseGet(
            () -> {
              session.insert(row);
              return row;
            });
  }

  private Optional<Entry> findByReference(UUID reference) {
    return transactions.run(
        "find request", session -> byReference(session, reference).map(this::opened));
  }

  private Optional<RequestRow> byReference(StatelessSession session, UUID reference) {
    return session
        .createSelectionQuery(
            "from Request where tenant = :tenant and reference = :reference", RequestRow.class)
        .setParameter("tenant", tenant)
        .setParameter("reference", reference)
        .uniqueResultOptional();
  }

  public Optional<Entry> find(UUID id) {
    return transactions.run(
        "find request",
        session ->
            Optional.ofNullable(session.get(RequestRow.class, id))
                .filter(row -> row.tenant.equals(tenant))
                .map(this::opened));
  }

  /** Every request, in no particular order. */
  public List<Entry> all() {
    return transactions.run(
        "list requests",
        session ->
            session
                .createSelectionQuery("from Request where tenant = :tenant", RequestRow.class)
                .setParameter("tenant", tenant)
                .getResultList()
                .stream()
                .map(this::opened)
                .toList());
  }

  /** Every request of a customer, in no particular order. */
  public List<Entry> of(CustomerId customer) {
    UUID digest = digests.of(customer);
    return transactions.run(
        "list requests",
        session ->
            session
                .createSelectionQuery(
                    "from Request where tenant = :tenant and digest = :digest", RequestRow.class)
                .setParameter("tenant", tenant)
                .setParameter("digest", digest)
                .getResultList()
                .stream()
                .map(this::opened)
                .toList());
  }

  /** Whether a request is a customer's: what can be told when nothing names anybody any more. */
  public boolean isOf(Entry entry, CustomerId customer) {
    return entry.customer().equals(digests.of(customer));
  }

  /**
   * Puts a state in place of the one that was read. Durable when it returns.
   *
   * @throws RicordoException if somebody else changed the request meanwhile; nothing changed
   */
  public Entry change(Entry read, String state) {
    int changed = transactions.run("change request", session -> changed(session, read, state));
    if (changed == 0) {
      throw new RicordoException(
          "request: " + read.id() + " was changed by somebody else meanwhile, look again");
    }
    return new Entry(read.id(), read.customer(), read.version() + 1, state, read.details());
  }

  private int changed(StatelessSession session, Entry read, String state) {
    return session
        .createMutationQuery(
            """
                update Request set state = :state, version = version + 1
                where tenant = :tenant and id = :id and version = :version""")
        .setParameter("state", state)
        .setParameter("tenant", tenant)
        .setParameter("id", read.id())
        .setParameter("version", read.version())
        .executeUpdate();
  }

  private Entry opened(RequestRow row) {
    byte @Nullable [] sealed = row.details;
    Optional<String> details =
        sealed == null
            ? Optional.empty()
            : sealing
                .findIfAny(row.id)
                .map(seal -> Text.read(sealing.request(seal, row.id, row.format, sealed)));
    return new Entry(row.id, row.digest, row.version, row.state, details);
  }
}
