package dev.ricordo.postgres;

import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Epochs;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;

/**
 * A tenant's calendar in PostgreSQL. Thread-safe, and safe beside other processes on the same
 * tables: whoever closes or decides counts a change of the tenant's, which the others see.
 */
/*
 * An epoch ends at the last position that was given. While it is closed nobody may be about to use a
 * lower one, so the tenant's positions are halted: the lock waits until those who took some have
 * ended, and the next for it, for a moment. So do changes of what is in an epoch, see EpochChanges.
 */
final class PostgresEpochs implements Epochs {

  private final Transactions transactions;
  private final String tenant;
  private final Sealing sealing;
  private final ChangeWatch watch;

  PostgresEpochs(Transactions transactions, Opened opened, ChangeWatch watch) {
    this.transactions = transactions;
    this.tenant = opened.tenant();
    this.sealing = opened.sealing();
    this.watch = watch;
  }

  /** A change of the calendar, and the number of it among the tenant's changes. */
  private record Changed<T>(T result, long number) {}

  @Override
  public List<Epoch> all() {
    return transactions.run("read epochs", this::all);
  }

  private List<Epoch> all(StatelessSession session) {
    List<EpochRow> rows =
        session
            .createSelectionQuery(
                "from Epoch where tenant = :tenant order by number", EpochRow.class)
            .setParameter("tenant", tenant)
            .getResultList();
    List<Epoch> epochs = new ArrayList<>(rows.size());
    long first = 1;
    for (EpochRow row : rows) {
      epochs.add(EpochFormat.read(row, first));
      first = row.lastPosition + 1;
    }
    return epochs;
  }

  @Override
  public boolean stale() {
    return transactions.run(
        "look for stale epochs", session -> staleBefore(session, Long.MAX_VALUE));
  }

  @Override
  public Optional<Epoch> close(Instant at) {
    return change("close an epoch", session -> close(session, at.truncatedTo(ChronoUnit.MICROS)));
  }

  private Optional<Epoch> close(StatelessSession session, Instant at) {
    Positions.halt(session, tenant);
    List<Epoch> closed = all(session);
    long first = closed.isEmpty() ? 1 : closed.get(closed.size() - 1).lastPosition() + 1;
    long last = lastPosition(session, first);
    if (last < first) {
      return Optional.empty();
    }
    Epoch epoch = Epoch.closed(closed.size() + 1L, first, last, at);
    session.insert(new EpochRow(tenant, epoch));
    return Optional.of(epoch);
  }

  /** The last position that the tenant has an event at. */
  private long lastPosition(StatelessSession session, long first) {
    return session
        .createSelectionQuery(
            """
            select coalesce(max(s.lastPosition), 0) from Subject s
            where s.tenant = :tenant and s.lastPosition >= :first""",
            Long.class)
        .setParameter("tenant", tenant)
        .setParameter("first", first)
        .getSingleResult();
  }

  @Override
  public boolean update(Epoch before, Epoch now) {
    return change("decide about an epoch", session -> update(session, before, now));
  }

  /** Under the lock of the row, which whoever counts a change of the epoch takes too. */
  private boolean update(StatelessSession session, Epoch before, Epoch now) {
    EpochRow row =
        session.get(
            EpochRow.class, new EpochRow.Place(tenant, now.number()), LockMode.PESSIMISTIC_WRITE);
    if (row == null) {
      throw new IllegalArgumentException("epoch: there is none numbered " + now.number());
    }
    Epoch present = EpochFormat.read(row, now.firstPosition());
    Epoch updated = now.withChanges(present.changes());
    if (!present.decidedLike(before)
        || (updated.promotedAfter(present) && staleUpTo(session, updated))) {
      return false;
    }
    row.become(updated);
    session.update(row);
    return true;
  }

  private boolean staleUpTo(StatelessSession session, Epoch epoch) {
    return epoch.stale() || staleBefore(session, epoch.number());
  }

  private boolean staleBefore(StatelessSession session, long number) {
    return session
            .createSelectionQuery(
                """
                select count(*) from Epoch
                where tenant = :tenant and number < :number and changes <> examined""",
                Long.class)
            .setParameter("tenant", tenant)
            .setParameter("number", number)
            .getSingleResult()
        > 0;
  }

  @Override
  public Optional<ConsolidationRules> rules() {
    return transactions.run("read rules", this::rules);
  }

  private Optional<ConsolidationRules> rules(StatelessSession session) {
    return session
        .createNativeQuery(
            "select rules from {h-schema}tenant where name = :tenant and rules is not null",
            String.class)
        .setParameter("tenant", tenant)
        .getResultStream()
        .findFirst()
        .map(RulesFormat::read);
  }

  @Override
  public boolean putRules(Optional<ConsolidationRules> before, ConsolidationRules now) {
    return transactions.run("put rules", session -> putRules(session, before, now));
  }

  /** Under the lock of the tenant's row. */
  private boolean putRules(
      StatelessSession session, Optional<ConsolidationRules> before, ConsolidationRules now) {
    session
        .createNativeQuery(
            "select name from {h-schema}tenant where name = :tenant for update", String.class)
        .setParameter("tenant", tenant)
        .getSingleResult();
    if (!rules(session).equals(before)) {
      return false;
    }
    session
        .createNativeMutationQuery(
            "update {h-schema}tenant set rules = :rules where name = :tenant")
        .setParameter("rules", RulesFormat.write(now))
        .setParameter("tenant", tenant)
        .executeUpdate();
    if (before.isPresent()) {
      session
          .createNativeMutationQuery(
              "update {h-schema}epoch set changes = changes + 1 where tenant = :tenant")
          .setParameter("tenant", tenant)
          .executeUpdate();
    }
    return true;
  }

  private <T> T change(String operation, Function<StatelessSession, T> work) {
    return watch
        .own(
            () ->
                transactions.run(
                    operation,
                    session -> {
                      T done = work.apply(session);
                      return new Changed<>(done, Groups.count(session, tenant));
                    }),
            Changed::number)
        .result();
  }

  @Override
  public void forEachContributor(Epoch epoch, Consumer<CustomerId> consumer) {
    Map<String, Object> bounds = Map.of("from", epoch.firstPosition(), "to", epoch.lastPosition());
    new CustomerPages(transactions, tenant, sealing)
        .forEach("list an epoch's customers", "e.position between :from and :to", bounds, consumer);
  }
}
