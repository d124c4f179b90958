package dev.ricordo.postgres;

import dev.ricordo.OutcomeUnknownException;
import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.spi.Leaving;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Erases rows and then their keys, and brings database and vault into step where they are not.
 * Thread-safe.
 */
/*
 * Rows and keys cannot be changed in one step, and either may come back from a backup of its own. An
 * erasure is therefore written down twice, in the table erased and in the vault's marks, and whichever
 * of the two is younger wins: a subject erased according to one is erased in the other.
 */
final class Erasures {

  private static final int ROWS_PER_PAGE = 10_000;
  private static final UUID FIRST = new UUID(0, 0);

  private final Transactions transactions;
  private final Opened opened;
  private final String tenant;
  private final Sealing sealing;

  /**
   * Whether an erasure failed that may have been committed: the next one destroys its keys. At
   * first too: the commit of a process before may be under way as the store opens.
   */
  private volatile boolean unfinished = true;

  /** How many erased subjects' keys were looked at and found, or made, to be destroyed. */
  private volatile long looked;

  Erasures(Transactions transactions, Opened opened) {
    this.transactions = transactions;
    this.opened = opened;
    this.tenant = opened.tenant();
    this.sealing = opened.sealing();
  }

  /** Erases everyone who is one with a customer; durable, in the vault too, when it returns. */
  Erase.Erased erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
    UUID digest = opened.digests().of(customer);
    return erase(
        session ->
            new Erase(session, tenant, sealing, digest)
                .at(at, () -> before.accept(new Parting(session, opened, customer, e -> true))),
        at);
  }

  /**
   * Erases some events of those who are one with a customer; durable, in the vault too, when it
   * returns.
   */
  Erase.Erased erase(
      CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
    if (events.isEmpty()) {
      finish();
      finishOthers();
      return new Erase.Erased(0, List.of(), 0);
    }
    UUID digest = opened.digests().of(customer);
    Set<UUID> ids = events.stream().map(opened.digests()::of).collect(Collectors.toSet());
    Append.NewIds newIds = new Append.NewIds();
    return erase(
        session -> {
          Leaving leaving = new Parting(session, opened, customer, events::contains);
          return new EraseSome(session, tenant, sealing, newIds)
              .erase(digest, ids, at, () -> before.accept(leaving));
        },
        at);
  }

  /** Puts an event right; durable, in the vault too, when it returns. */
  Erase.Erased replace(Event right, Instant at, Consumer<Leaving> before) {
    Delivery delivery = Delivery.of(right, opened.digests());
    Append.NewIds newIds = new Append.NewIds();
    return erase(
        session -> {
          Leaving leaving = new Parting(session, opened, right.customer(), right.id()::equals);
          return new EraseSome(session, tenant, sealing, newIds)
              .replace(delivery, at, () -> before.accept(leaving));
        },
        at);
  }

  private Erase.Erased erase(Function<StatelessSession, Erase.Erased> work, Instant at) {
    finish();
    try {
      Erase.Erased erased = transactions.run("erase", work);
      destroyKeys(erased, at);
      if (erased.subjects().isEmpty()) {
        finishOthers();
      }
      return erased;
    } catch (RuntimeException | Error e) {
      unfinished = true;
      throw e;
    }
  }

  private void destroyKeys(Erase.Erased erased, Instant at) {
    try {
      sealing.destroy(erased.subjects(), at);
    } catch (RicordoException e) {
      throw new OutcomeUnknownException(
          e.getMessage() + "; the rows are erased, the key may be there", e);
    }
  }

  /**
   * Destroys the keys that an erasure which failed may have left. One caller at a time: who comes
   * meanwhile must not report an erasure as done whose key is still there.
   */
  private synchronized void finish() {
    if (!unfinished) {
      return;
    }
    unfinished = false; // at first: an erasure that fails meanwhile says so again
    try {
      awaitCommits();
      destroyKeysOfErased();
    } catch (RuntimeException | Error e) {
      unfinished = true;
      throw e;
    }
  }

  /**
   * Destroys the keys of an erasure that another process made and did not live to end: whoever
   * repeats it finds nobody to erase, and is told that all is gone. Looks at all there are only if
   * more were written down since it did.
   */
  private synchronized void finishOthers() {
    awaitCommits();
    if (inTables() != looked) {
      destroyKeysOfErased();
    }
  }

  /**
   * Waits until every commit of an erasure that has reached the database is done, or undone: whose
   * connection was lost may be under way for long, behind a slow replica say, and what it erased is
   * not to be seen until then. Each holds the tenant's row, see {@link Groups#count}.
   */
  private void awaitCommits() {
    transactions.run(
        "wait for erasures",
        session ->
            session
                .createNativeQuery(
                    "select name from {h-schema}tenant where name = :tenant for share",
                    String.class)
                .setParameter("tenant", tenant)
                .getSingleResult());
  }

  /** Completes every erasure that either side knows of. */
  void reconcile() {
    destroyKeysOfErased();
    Map<UUID, Instant> destroyed = new HashMap<>();
    sealing.forEachDestroyed(destroyed::put);
    for (SubjectRow subject : survivors(destroyed)) {
      Instant at = destroyed.getOrDefault(subject.id, Instant.EPOCH);
      sealing.destroy(eraseAlone(subject, at).subjects(), at);
    }
  }

  /** How many erasures either side knows of. */
  KnownErasures known() {
    LongAdder inVault = new LongAdder();
    sealing.forEachDestroyed((subject, at) -> inVault.increment());
    return new KnownErasures(inTables(), inVault.sum());
  }

  private long inTables() {
    return transactions.run(
        "count erased",
        session ->
            session
                .createSelectionQuery(
                    "select count(*) from Erased where tenant = :tenant", Long.class)
                .setParameter("tenant", tenant)
                .getSingleResult());
  }

  private Erase.Erased eraseAlone(SubjectRow subject, Instant at) {
    Append.NewIds nobodyNew = new Append.NewIds();
    return transactions.run(
        "erase",
        session ->
            new Erase(session, tenant, sealing, subject.digest)
                .alone(at, new Merge(session, tenant, sealing, nobodyNew)));
  }

  /*
   * A mark that is there may not be on the disk: whoever wrote it may have died, or failed, before it
   * waited for that. Destroying one of these keys again waits for all of them.
   */
  private void destroyKeysOfErased() {
    long seen = 0;
    @Nullable ErasedRow marked = null;
    @Nullable UUID last = FIRST;
    while (last != null) {
      List<ErasedRow> page = erasedAfter(last);
      seen += page.size();
      for (ErasedRow row : page) {
        if (sealing.isDestroyed(row.subject)) {
          marked = row;
        } else {
          sealing.destroy(List.of(row.subject), row.erasedAt);
        }
      }
      last = page.isEmpty() ? null : page.get(page.size() - 1).subject;
    }
    if (marked != null) {
      sealing.destroy(List.of(marked.subject), marked.erasedAt);
    }
    looked = seen;
  }

  private List<ErasedRow> erasedAfter(UUID last) {
    return transactions.run(
        "list erased",
        session ->
            session
                .createSelectionQuery(
                    "from Erased where tenant = :tenant and subject > :last order by subject",
                    ErasedRow.class)
                .setParameter("tenant", tenant)
                .setParameter("last", last)
                .setMaxResults(ROWS_PER_PAGE)
                .getResultList());
  }

  /** Subjects that have rows though the vault destroyed their keys. */
  private List<SubjectRow> survivors(Map<UUID, Instant> destroyed) {
    return Chunks.of(destroyed.keySet()).stream()
        .flatMap(some -> transactions.run("list subjects", s -> present(s, some)).stream())
        .toList();
  }

  private static List<SubjectRow> present(StatelessSession session, List<UUID> ids) {
    return session
        .createNativeQuery(
            "select s.* from {h-schema}subject s where s.id = any(:ids)", SubjectRow.class)
        .setParameter("ids", ids.toArray(UUID[]::new))
        .getResultList();
  }

  /**
   * Erases every subject whose key is lost: its rows can never be read again. Nor can the details
   * of requests whose keys are lost, which are cleared.
   *
   * @return how many subjects there were
   */
  long eraseUnreadable(Instant at) {
    sealing.destroy(clearUnreadableRequests(at), at);
    long erased = 0;
    @Nullable UUID last = FIRST;
    while (last != null) {
      List<SubjectRow> page = subjectsAfter(last);
      for (SubjectRow subject : page) {
        if (sealing.isMissing(subject.id)) {
          sealing.destroy(eraseAlone(subject, at).subjects(), at);
          erased++;
        }
      }
      last = page.isEmpty() ? null : page.get(page.size() - 1).id;
    }
    return erased;
  }

  /** Clears details that nobody can read any more and says of which requests. */
  private List<UUID> clearUnreadableRequests(Instant at) {
    return transactions.run(
        "clear requests",
        session -> {
          List<UUID> lost =
              session
                  .createSelectionQuery(
                      "select id from Request where tenant = :tenant and details is not null",
                      UUID.class)
                  .setParameter("tenant", tenant)
                  .getResultList()
                  .stream()
                  .filter(sealing::isMissing)
                  .toList();
          session
              .createNativeMutationQuery(
                  "update {h-schema}request set details = null where id = any(:lost)")
              .setParameter("lost", lost.toArray(UUID[]::new))
              .executeUpdate();
          session.insertMultiple(lost.stream().map(id -> new ErasedRow(id, tenant, at)).toList());
          return lost;
        });
  }

  private List<SubjectRow> subjectsAfter(UUID last) {
    return transactions.run(
        "list subjects",
        session ->
            session
                .createSelectionQuery(
                    "from Subject where tenant = :tenant and id > :last order by id",
                    SubjectRow.class)
                .setParameter("tenant", tenant)
                .setParameter("last", last)
                .setMaxResults(ROWS_PER_PAGE)
                .getResultList());
  }
}
