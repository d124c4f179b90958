package dev.ricordo.postgres;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A tenant's journal in PostgreSQL. Thread-safe, and safe beside other processes on the same
 * tables.
 */
final class PostgresJournal implements Journal {

  private static final int CUSTOMERS_PER_PAGE = 10_000;
  private static final UUID FIRST = new UUID(0, 0);

  @SuppressWarnings("ArrayRecordComponent") // a row on its way, compared by nobody
  private record Enrolled(UUID id, short format, byte[] customer) {}

  private final Transactions transactions;
  private final String tenant;
  private final Digests digests;
  private final ErasureWatch watch;
  private final Clock clock;
  private final Runnable onClose;

  PostgresJournal(
      Transactions transactions, String tenant, Digests digests, Clock clock, Runnable onClose) {
    this.transactions = transactions;
    this.tenant = tenant;
    this.digests = digests;
    this.clock = clock;
    this.onClose = onClose;
    this.watch = new ErasureWatch(this::erasures);
  }

  @Override
  public List<Appended> append(List<Event> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    List<Delivery> deliveries = events.stream().map(e -> Delivery.of(e, digests)).toList();
    Instant now = clock.instant();
    return transactions.run("append", session -> new Append(session, tenant, now).all(deliveries));
  }

  @Override
  public List<JournalEntry> read(CustomerId customer, long fromPosition) {
    UUID digest = digests.of(customer);
    return transactions
        .run(
            "read",
            session ->
                session
                    .createSelectionQuery(
                        """
                        select e.position, e.format, e.payload
                        from Event e join Subject s on e.subject = s.id
                        where s.tenant = :tenant and s.digest = :digest and e.position >= :from
                        order by e.position""",
                        EventRow.Line.class)
                    .setParameter("tenant", tenant)
                    .setParameter("digest", digest)
                    .setParameter("from", fromPosition)
                    .getResultList())
        .stream()
        .map(line -> entry(customer, line))
        .toList();
  }

  private static JournalEntry entry(CustomerId customer, EventRow.Line line) {
    return new JournalEntry(
        line.position(), EventFormat.read(customer, line.format(), line.payload()));
  }

  /** Reads page by page, so that the consumer may use this journal and no connection waits. */
  @Override
  public void forEachCustomer(Consumer<CustomerId> consumer) {
    List<Enrolled> page = customersAfter(FIRST);
    while (!page.isEmpty()) {
      for (Enrolled enrolled : page) {
        consumer.accept(SubjectRow.customer(enrolled.format(), enrolled.customer()));
      }
      page = customersAfter(page.get(page.size() - 1).id());
    }
  }

  private List<Enrolled> customersAfter(UUID last) {
    return transactions.run(
        "list customers",
        session ->
            session
                .createSelectionQuery(
                    """
                    select id, format, customer from Subject
                    where tenant = :tenant and id > :last order by id""",
                    Enrolled.class)
                .setParameter("tenant", tenant)
                .setParameter("last", last)
                .setMaxResults(CUSTOMERS_PER_PAGE)
                .getResultList());
  }

  @Override
  public long erase(CustomerId customer, Instant at) {
    UUID digest = digests.of(customer);
    return watch
        .own(() -> transactions.run("erase", s -> new Erase(s, tenant, digest).at(at)))
        .events();
  }

  private long erasures() {
    return transactions.run("look for erasures", session -> Erase.erasures(session, tenant));
  }

  /** {@inheritDoc} The listener runs on a thread of the journal, about half a second later. */
  @Override
  public void onForeignErasure(Runnable listener) {
    watch.tell(listener);
  }

  @Override
  public void close() {
    watch.close();
    onClose.run();
  }
}
