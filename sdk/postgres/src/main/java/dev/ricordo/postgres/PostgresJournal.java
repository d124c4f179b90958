package dev.ricordo.postgres;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.hibernate.StatelessSession;

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
  private final GroupCommit commits;
  private final ChangeWatch watch;
  private final Clock clock;
  private final Runnable onClose;

  PostgresJournal(
      Transactions transactions, String tenant, Digests digests, Clock clock, Runnable onClose) {
    this.transactions = transactions;
    this.tenant = tenant;
    this.digests = digests;
    this.clock = clock;
    this.onClose = onClose;
    this.commits = new GroupCommit(this::commit);
    this.watch = new ChangeWatch(this::changes);
  }

  @Override
  public List<Appended> append(List<Event> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    return commits.append(events.stream().map(event -> Delivery.of(event, digests)).toList());
  }

  private List<Appended> commit(List<Delivery> deliveries) {
    Instant now = clock.instant();
    return transactions.run("append", session -> new Append(session, tenant, now).all(deliveries));
  }

  @Override
  public List<JournalEntry> read(CustomerId customer, long fromPosition) {
    UUID digest = digests.of(customer);
    return transactions
        .run("read", session -> lines(session, List.of(digest), fromPosition))
        .stream()
        .map(PostgresJournal::entry)
        .toList();
  }

  @Override
  public Map<CustomerId, List<JournalEntry>> readAll(Collection<CustomerId> customers) {
    Map<UUID, CustomerId> asked = new HashMap<>();
    Map<CustomerId, List<JournalEntry>> journals = new HashMap<>();
    for (CustomerId customer : customers) {
      asked.put(digests.of(customer), customer);
      journals.put(customer, new ArrayList<>());
    }
    for (List<UUID> some : Chunks.of(asked.keySet())) {
      for (EventRow.Line line : transactions.run("read", s -> lines(s, some, 1))) {
        CustomerId customer = Objects.requireNonNull(asked.get(line.asked()));
        Objects.requireNonNull(journals.get(customer)).add(entry(line));
      }
    }
    return journals;
  }

  /** The journals of the owners of these customers, each in its order. */
  private List<EventRow.Line> lines(StatelessSession session, List<UUID> asked, long from) {
    return session
        .createSelectionQuery(
            """
            select s.digest, m.format, m.customer, e.position, e.format, e.payload
            from Subject s
              join Subject m on m.owner = s.owner
              join Event e on e.subject = m.id
            where s.tenant = :tenant and s.digest in (:digests) and e.position >= :from
            order by e.position""",
            EventRow.Line.class)
        .setParameter("tenant", tenant)
        .setParameterList("digests", asked)
        .setParameter("from", from)
        .getResultList();
  }

  private static JournalEntry entry(EventRow.Line line) {
    CustomerId customer = SubjectRow.customer(line.customerFormat(), line.customer());
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
                    select id, format, customer from Subject s
                    where tenant = :tenant and id > :last and owner = id and exists
                      (select 1 from Event e join Subject m on e.subject = m.id
                       where m.owner = s.id)
                    order by id""",
                    Enrolled.class)
                .setParameter("tenant", tenant)
                .setParameter("last", last)
                .setMaxResults(CUSTOMERS_PER_PAGE)
                .getResultList());
  }

  @Override
  public boolean merge(CustomerId visitor, CustomerId into, Instant at) {
    Merge.Customer one = new Merge.Customer(visitor, digests.of(visitor));
    Merge.Customer other = new Merge.Customer(into, digests.of(into));
    if (one.equals(other)) {
      return false;
    }
    return watch
        .own(
            () -> transactions.run("merge", s -> new Merge(s, tenant).merge(one, other, at)),
            Merge.Merged::number)
        .changed();
  }

  @Override
  public boolean unmerge(CustomerId visitor, Instant at) {
    UUID digest = digests.of(visitor);
    return watch
        .own(
            () -> transactions.run("unmerge", s -> new Merge(s, tenant).unmerge(digest)),
            Merge.Merged::number)
        .changed();
  }

  @SuppressWarnings("ArrayRecordComponent") // a row on its way, compared by nobody
  private record MergedPair(short format, byte[] visitor, short intoFormat, byte[] into) {}

  @Override
  public void forEachMerged(BiConsumer<CustomerId, CustomerId> visitorAndInto) {
    List<MergedPair> pairs =
        transactions.run(
            "list merges",
            session ->
                session
                    .createSelectionQuery(
                        """
                        select v.format, v.customer, i.format, i.customer
                        from Subject v join Subject i on v.mergedInto = i.id
                        where v.tenant = :tenant""",
                        MergedPair.class)
                    .setParameter("tenant", tenant)
                    .getResultList());
    for (MergedPair pair : pairs) {
      visitorAndInto.accept(
          SubjectRow.customer(pair.format(), pair.visitor()),
          SubjectRow.customer(pair.intoFormat(), pair.into()));
    }
  }

  @Override
  public long erase(CustomerId customer, Instant at) {
    UUID digest = digests.of(customer);
    return watch
        .own(
            () -> transactions.run("erase", s -> new Erase(s, tenant, digest).at(at)),
            Erase.Erased::number)
        .events();
  }

  private long changes() {
    return transactions.run("look for changes", session -> Groups.changes(session, tenant));
  }

  /** {@inheritDoc} The listener runs on a thread of the journal, about half a second later. */
  @Override
  public void onForeignChange(Runnable listener) {
    watch.tell(listener);
  }

  @Override
  public void close() {
    watch.close();
    onClose.run();
  }
}
