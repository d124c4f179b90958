package dev.ricordo.postgres;

import dev.ricordo.RicordoException;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.Epochs;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Leaving;
import dev.ricordo.spi.Panels;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongBiFunction;
import java.util.function.UnaryOperator;
import org.hibernate.StatelessSession;

/**
 * A tenant's journal in PostgreSQL. Thread-safe, and safe beside other processes on the same
 * tables.
 */
final class PostgresJournal implements Journal {

  private static final int CUSTOMERS_PER_PAGE = 10_000;
  static final UUID FIRST = new UUID(0, 0);

  private final Transactions transactions;
  private final String tenant;
  private final Digests digests;
  private final Sealing sealing;
  private final Listing listing;
  private final Erasures erasures;
  private final Months months;
  private final GroupCommit commits;
  private final ChangeWatch watch;
  private final Epochs epochs;
  private final Panels panels;
  private final ChangeWatch standingWatch;
  private final Clock clock;
  private final Runnable onClose;

  PostgresJournal(
      Transactions transactions, Opened opened, Erasures erasures, Clock clock, Runnable onClose) {
    this.transactions = transactions;
    this.tenant = opened.tenant();
    this.digests = opened.digests();
    this.sealing = opened.sealing();
    this.listing = new Listing(transactions, opened.tenant(), opened.sealing());
    this.erasures = erasures;
    this.months = new Months(transactions);
    this.clock = clock;
    this.onClose = onClose;
    this.commits = new GroupCommit(GroupCommit.LEADS, this::commit);
    this.watch = new ChangeWatch(() -> counted(Groups::changes));
    this.standingWatch = new ChangeWatch(() -> counted(Groups::standings));
    this.epochs = new PostgresEpochs(transactions, opened, watch);
    this.panels = new PostgresPanels(transactions, opened);
  }

  @Override
  public List<Appended> append(List<Event> events) {
    if (events.isEmpty()) {
      return List.of();
    }
    return commits.append(events.stream().map(event -> Delivery.of(event, digests)).toList());
  }

  private List<Appended> commit(List<Delivery> deliveries) {
    Instant now = preparedNow();
    Append.NewIds newIds = new Append.NewIds();
    try {
      return transactions.run(
          "append", session -> new Append(session, tenant, sealing, newIds, now).all(deliveries));
    } catch (RicordoException e) {
      months.forget(); // their partitions may be what is missing
      throw e;
    }
  }

  /** The time as PostgreSQL keeps it, to the microsecond; its partitions are there. */
  private Instant preparedNow() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    months.prepare(now);
    return now;
  }

  @Override
  public List<JournalEntry> read(CustomerId customer, long fromPosition) {
    UUID digest = digests.of(customer);
    return read(List.of(digest), fromPosition).getOrDefault(digest, List.of());
  }

  @Override
  public Map<CustomerId, List<JournalEntry>> readAll(Collection<CustomerId> customers) {
    Map<UUID, CustomerId> asked = new HashMap<>();
    customers.forEach(customer -> asked.put(digests.of(customer), customer));
    Map<CustomerId, List<JournalEntry>> journals = new HashMap<>();
    for (List<UUID> some : Chunks.of(asked.keySet())) {
      Map<UUID, List<JournalEntry>> read = read(some, 1);
      some.forEach(
          digest ->
              journals.put(
                  Objects.requireNonNull(asked.get(digest)), read.getOrDefault(digest, List.of())));
    }
    return journals;
  }

  /** Reads once more if somebody's key was destroyed meanwhile, who may have another id by now. */
  private Map<UUID, List<JournalEntry>> read(List<UUID> asked, long fromPosition) {
    Set<UUID> destroyed = new HashSet<>();
    Map<UUID, List<JournalEntry>> journals;
    int before;
    do {
      before = destroyed.size();
      journals =
          transactions
              .run("read", session -> Reading.of(session, tenant, asked, fromPosition))
              .opened(sealing, destroyed::add);
    } while (destroyed.size() > before);
    return journals;
  }

  @Override
  public void forEachCustomer(Consumer<CustomerId> consumer) {
    new CustomerPages(transactions, tenant, sealing)
        .forEach("list customers", "true", Map.of(), consumer);
  }

  @Override
  public boolean merge(CustomerId visitor, CustomerId into, Instant at) {
    Merge.Customer one = new Merge.Customer(visitor, digests.of(visitor));
    Merge.Customer other = new Merge.Customer(into, digests.of(into));
    if (one.equals(other)) {
      return false;
    }
    Instant now = preparedNow();
    Append.NewIds newIds = new Append.NewIds();
    return watch
        .own(
            () -> transactions.run("merge", s -> merging(s, newIds).merge(one, other, now)),
            Merge.Merged::number)
        .changed();
  }

  @Override
  public boolean unmerge(CustomerId visitor, Instant at) {
    UUID digest = digests.of(visitor);
    Append.NewIds nobodyNew = new Append.NewIds();
    return watch
        .own(
            () -> transactions.run("unmerge", s -> merging(s, nobodyNew).unmerge(digest)),
            Merge.Merged::number)
        .changed();
  }

  private Merge merging(StatelessSession session, Append.NewIds newIds) {
    return new Merge(session, tenant, sealing, newIds);
  }

  @SuppressWarnings("ArrayRecordComponent") // a row on its way, compared by nobody
  private record MergedPair(
      UUID visitorDigest,
      UUID visitorId,
      short visitorFormat,
      byte[] visitorCustomer,
      short visitorStanding,
      UUID intoDigest,
      UUID intoId,
      short intoFormat,
      byte[] intoCustomer,
      short intoStanding) {

    Listed visitor() {
      return new Listed(visitorDigest, visitorId, visitorFormat, visitorCustomer, visitorStanding);
    }

    Listed into() {
      return new Listed(intoDigest, intoId, intoFormat, intoCustomer, intoStanding);
    }
  }

  @Override
  public void forEachMerged(BiConsumer<CustomerId, CustomerId> visitorAndInto) {
    List<MergedPair> pairs =
        transactions.run(
            "list merges",
            session ->
                session
                    .createSelectionQuery(
                        """
                        select v.digest, v.id, v.format, v.customer, v.standing,
                          i.digest, i.id, i.format, i.customer, i.standing
                        from Subject v join Subject i on v.mergedInto = i.id
                        where v.tenant = :tenant""",
                        MergedPair.class)
                    .setParameter("tenant", tenant)
                    .getResultList());
    for (MergedPair pair : pairs) {
      Optional<Listing.Known> visitor = listing.open(pair.visitor());
      Optional<Listing.Known> into = listing.open(pair.into());
      visitor.ifPresent(
          v -> into.ifPresent(i -> visitorAndInto.accept(v.customer(), i.customer())));
    }
  }

  @Override
  public Set<CustomerId> oneWith(CustomerId customer) {
    Set<CustomerId> everyone = new HashSet<>(Set.of(customer));
    for (Listed one : group(digests.of(customer))) {
      listing.open(one).map(Listing.Known::customer).ifPresent(everyone::add);
    }
    return everyone;
  }

  private List<Listed> group(UUID customer) {
    return transactions.run(
        "list who is one",
        session ->
            session
                .createSelectionQuery(
                    """
                    select digest, id, format, customer, standing from Subject where owner =
                      (select s.owner from Subject s
                       where s.tenant = :tenant and s.digest = :digest)""",
                    Listed.class)
                .setParameter("tenant", tenant)
                .setParameter("digest", customer)
                .getResultList());
  }

  @Override
  public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
    return watch.own(() -> erasures.erase(customer, at, before), Erase.Erased::number).events();
  }

  @Override
  public long erase(
      CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
    return watch
        .own(() -> erasures.erase(customer, events, at, before), Erase.Erased::number)
        .events();
  }

  @Override
  public boolean replace(Event right, Instant at, Consumer<Leaving> before) {
    return watch.own(() -> erasures.replace(right, at, before), Erase.Erased::number).number() > 0;
  }

  @Override
  public Epochs epochs() {
    return epochs;
  }

  @Override
  public Panels panels() {
    return panels;
  }

  @Override
  public Map<CustomerId, Standing> standings(Collection<CustomerId> customers) {
    Map<CustomerId, Standing> standings = new HashMap<>();
    for (List<UUID> some : Chunks.of(customers.stream().map(digests::of).toList())) {
      List<Listed> said = transactions.run("read standings", session -> said(session, some));
      said.forEach(one -> opened(one, standings::put));
    }
    return standings;
  }

  private List<Listed> said(StatelessSession session, List<UUID> asked) {
    return session
        .createSelectionQuery(
            """
            select m.digest, m.id, m.format, m.customer, m.standing
            from Subject s join Subject m on m.owner = s.owner
            where s.tenant = :tenant and s.digest in (:digests) and m.standing <> 0""",
            Listed.class)
        .setParameter("tenant", tenant)
        .setParameterList("digests", asked)
        .getResultList();
  }

  private void opened(Listed row, BiConsumer<CustomerId, Standing> consumer) {
    listing
        .open(row)
        .filter(known -> !known.said().equals(Standing.UNSAID))
        .ifPresent(known -> consumer.accept(known.customer(), known.said()));
  }

  /** Reads page by page, as {@link #forEachCustomer}. */
  @Override
  public void forEachStanding(BiConsumer<CustomerId, Standing> consumer) {
    List<Listed> page = saidAfter(FIRST);
    while (!page.isEmpty()) {
      page.forEach(said -> opened(said, consumer));
      page = saidAfter(page.get(page.size() - 1).digest());
    }
  }

  private List<Listed> saidAfter(UUID last) {
    return transactions.run(
        "list standings",
        session ->
            session
                .createSelectionQuery(
                    """
                    select digest, id, format, customer, standing from Subject
                    where tenant = :tenant and digest > :last and standing <> 0 order by digest""",
                    Listed.class)
                .setParameter("tenant", tenant)
                .setParameter("last", last)
                .setMaxResults(CUSTOMERS_PER_PAGE)
                .getResultList());
  }

  @Override
  public Standing stand(CustomerId customer, UnaryOperator<Standing> change, Instant at) {
    Merge.Customer known = new Merge.Customer(customer, digests.of(customer));
    Instant now = preparedNow();
    Append.NewIds newIds = new Append.NewIds();
    return standingWatch
        .own(
            () ->
                watch.own(
                    () ->
                        transactions.run(
                            "stand",
                            s ->
                                Stand.in(
                                    s,
                                    tenant,
                                    merging(s, newIds).present(known, now),
                                    known.digest(),
                                    change,
                                    now)),
                    Stand.Stood::change),
            Stand.Stood::number)
        .now();
  }

  private long counted(ToLongBiFunction<StatelessSession, String> count) {
    return transactions.run("look for changes", session -> count.applyAsLong(session, tenant));
  }

  /** {@inheritDoc} The listener runs on a thread of the journal, about half a second later. */
  @Override
  public void onForeignChange(Consumer<Predicate<CustomerId>> listener) {
    watch.tell(span -> listener.accept(changed(span)));
  }

  private Predicate<CustomerId> changed(ChangeWatch.Span span) {
    if (span.isOpen()) {
      return customer -> true;
    }
    Set<UUID> changed =
        transactions.run("look for changes", session -> Groups.changed(session, tenant, span));
    return customer -> changed.contains(digests.of(customer));
  }

  /** {@inheritDoc} The listener runs on a thread of the journal, about half a second later. */
  @Override
  public void onForeignStanding(Runnable listener) {
    standingWatch.tell(span -> listener.run());
  }

  @Override
  public void close() {
    watch.close();
    standingWatch.close();
    onClose.run();
  }
}
