package dev.ricordo.postgres;

import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.panel.Panel;
import dev.ricordo.panel.PanelRules;
import dev.ricordo.spi.Panels;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;
import org.jspecify.annotations.Nullable;

/** A tenant's panels in PostgreSQL. Thread-safe, and safe beside other processes. */
/*
 * The members are locked against erasures and merges before the last position is taken, and until
 * the panel is committed. Whoever erases or merges one of them waits for that, and then sees the
 * panel; whoever did so before is seen by the second look for those who are one with a member. The
 * last position is taken as an epoch's end is: nobody may be about to use a lower one.
 */
final class PostgresPanels implements Panels {

  private static final int CUSTOMERS_PER_PAGE = 10_000;

  private static final short REFUSED =
      StandingCode.write(
          Standing.UNSAID
              .withConsent(Purpose.TRAIN, false)
              .withRestricted(true)
              .withSuspended(true));
  private static final short GRANTED =
      StandingCode.write(Standing.UNSAID.withConsent(Purpose.TRAIN, true));

  /** Of an owner {@code s}: whether all who are one with it agree. */
  private static final String MAY_TRAIN =
      """
      s.tenant = :tenant and s.owner = s.id and s.last_position > 0
        and not exists (select 1 from {h-schema}subject m
          where m.owner = s.id and m.standing & cast(:refused as smallint) <> 0)
        and (not :granted or exists (select 1 from {h-schema}subject m
          where m.owner = s.id and m.standing & cast(:agreed as smallint) <> 0))
        and exists (select 1 from {h-schema}subject m
          join {h-schema}event e on e.subject = m.id and e.tenant = s.tenant
            and e.accepted_at >= m.enrolled_at
          where m.owner = s.id)
      """;

  private static final String ALL =
      """
      select p.id, p.enrolledAt, p.lastPosition, p.members, p.most, p.granted, p.base,
        (select count(distinct d.person) from PanelDebt d where d.panel = p.id),
        (select min(d.since) from PanelDebt d where d.panel = p.id), p.retiredAt
      from Panel p where p.tenant = :tenant
      """;

  private static final String OWES =
      "exists (select 1 from PanelDebt o where o.panel = p.id and o.digest = :digest)";

  private final Transactions transactions;
  private final String tenant;
  private final Digests digests;
  private final Listing listing;

  PostgresPanels(Transactions transactions, Opened opened) {
    this.transactions = transactions;
    this.tenant = opened.tenant();
    this.digests = opened.digests();
    this.listing = new Listing(transactions, opened.tenant(), opened.sealing());
  }

  @Override
  public Panel enrol(PanelRules rules, Instant at) {
    UUID id = UUID.randomUUID();
    return transactions.run(
        "enrol a panel",
        session -> {
          PanelRow row = new PanelRow(tenant, Panel.enrolled(id, at, 0, 0, rules));
          session.insert(row);
          row.members =
              ofThoseWhoMay(session, row, "true")
                  .setParameter("most", rules.most())
                  .executeUpdate();
          enrolGroups(session, id);
          Positions.halt(session, tenant);
          row.lastPosition = lastPosition(session);
          session.update(row);
          return panel(session, id);
        });
  }

  @Override
  public Panel renew(UUID old, PanelRules rules, Instant at) {
    UUID id = UUID.randomUUID();
    return transactions.run(
        "renew a panel",
        session -> {
          Panel before = unretired(session, old);
          PanelRules both = rules.and(before.rules());
          PanelRow row =
              new PanelRow(tenant, Panel.enrolled(id, at, before.lastPosition(), 0, both));
          session.insert(row);
          row.members =
              ofThoseWhoMay(session, row, MEMBER)
                  .setParameter("most", both.most())
                  .setParameter("old", old)
                  .executeUpdate();
          enrolGroups(session, id);
          session.update(row);
          return panel(session, id);
        });
  }

  private static final String MEMBER =
      "exists (select 1 from {h-schema}panel_member o where o.panel = :old and o.subject = s.id)";

  private MutationQuery ofThoseWhoMay(StatelessSession session, PanelRow row, String condition) {
    return session
        .createNativeMutationQuery(
            "insert into {h-schema}panel_member (subject, panel)"
                + " select c.id, :panel from (select s.id from {h-schema}subject s where "
                + MAY_TRAIN
                + " and "
                + condition
                + " order by s.digest limit :most for key share of s) c")
        .setParameter("panel", row.id)
        .setParameter("tenant", tenant)
        .setParameter("refused", REFUSED)
        .setParameter("agreed", GRANTED)
        .setParameter("granted", row.granted);
  }

  private static void enrolGroups(StatelessSession session, UUID panel) {
    session
        .createNativeMutationQuery(
            """
            insert into {h-schema}panel_member (subject, panel)
            select s.id, m.panel from {h-schema}panel_member m
              join {h-schema}subject s on s.owner = m.subject
            where m.panel = :panel
            on conflict (subject, panel) do nothing""")
        .setParameter("panel", panel)
        .executeUpdate();
  }

  /** The last position that an event of the tenant was given. */
  private long lastPosition(StatelessSession session) {
    return session
        .createSelectionQuery(
            "select coalesce(max(s.lastPosition), 0) from Subject s where s.tenant = :tenant",
            Long.class)
        .setParameter("tenant", tenant)
        .getSingleResult();
  }

  private record Read(
      UUID id,
      Instant enrolledAt,
      long lastPosition,
      long members,
      long most,
      boolean granted,
      @Nullable String base,
      long debts,
      @Nullable Instant owingSince,
      @Nullable Instant retiredAt) {

    Panel panel() {
      return new Panel(
          id,
          enrolledAt,
          lastPosition,
          members,
          new PanelRules(granted, most),
          Optional.ofNullable(base),
          debts,
          Optional.ofNullable(owingSince),
          Optional.ofNullable(retiredAt));
    }
  }

  @Override
  public List<Panel> all() {
    return transactions.run(
        "read panels",
        session ->
            session
                .createSelectionQuery(ALL + " order by p.enrolledAt, p.id", Read.class)
                .setParameter("tenant", tenant)
                .getResultStream()
                .map(Read::panel)
                .toList());
  }

  private Panel panel(StatelessSession session, UUID id) {
    return session
        .createSelectionQuery(ALL + " and p.id = :id", Read.class)
        .setParameter("tenant", tenant)
        .setParameter("id", id)
        .uniqueResultOptional()
        .map(Read::panel)
        .orElseThrow(() -> new IllegalArgumentException("panel: there is no " + id));
  }

  private Panel unretired(StatelessSession session, UUID id) {
    Panel panel = panel(session, id);
    if (panel.retired()) {
      throw new IllegalArgumentException("panel: " + id + " is retired");
    }
    return panel;
  }

  /** Reads page by page, so that the consumer may use the journal and no connection waits. */
  @Override
  public void forEachMember(UUID id, Consumer<CustomerId> consumer) {
    boolean granted = transactions.run("read a panel", s -> panel(s, id)).rules().granted();
    List<Listed> page = members(id, granted, PostgresJournal.FIRST);
    while (!page.isEmpty()) {
      for (Listed member : page) {
        listing.open(member).map(Listing.Known::customer).ifPresent(consumer);
      }
      page = members(id, granted, page.get(page.size() - 1).digest());
    }
  }

  private List<Listed> members(UUID panel, boolean granted, UUID last) {
    return transactions.run(
        "list a panel's members",
        session ->
            session
                .createNativeQuery(
                    "select s.* from {h-schema}subject s where "
                        + MAY_TRAIN
                        + " and s.digest > :last and exists (select 1 from {h-schema}subject m"
                        + " join {h-schema}panel_member o on o.subject = m.id"
                        + " where m.owner = s.id and o.panel = :panel)"
                        + " order by s.digest limit "
                        + CUSTOMERS_PER_PAGE,
                    SubjectRow.class)
                .setParameter("panel", panel)
                .setParameter("tenant", tenant)
                .setParameter("refused", REFUSED)
                .setParameter("agreed", GRANTED)
                .setParameter("granted", granted)
                .setParameter("last", last)
                .getResultStream()
                .map(Listed::of)
                .toList());
  }

  @Override
  public void trained(UUID id, String base) {
    boolean noted =
        transactions.run(
            "note a base",
            session -> {
              unretired(session, id);
              return session
                      .createMutationQuery(
                          """
                          update Panel set base = :base
                          where id = :id and retiredAt is null and (base is null or base = :base)""")
                      .setParameter("base", base)
                      .setParameter("id", id)
                      .executeUpdate()
                  == 1;
            });
    if (!noted) {
      throw new IllegalArgumentException("panel: another base was trained on " + id);
    }
  }

  @Override
  public void retire(UUID id, Instant at) {
    transactions.run(
        "retire a panel",
        session -> {
          boolean first = !panel(session, id).retired();
          if (first) {
            let(session, "update Panel set retiredAt = :at where id = :id", id)
                .setParameter("at", at.truncatedTo(ChronoUnit.MICROS))
                .executeUpdate();
            let(session, "delete from PanelDebt where panel = :id", id).executeUpdate();
            session
                .createNativeMutationQuery("delete from {h-schema}panel_member where panel = :id")
                .setParameter("id", id)
                .executeUpdate();
          }
          return first;
        });
  }

  private static MutationQuery let(StatelessSession session, String statement, UUID id) {
    return session.createMutationQuery(statement).setParameter("id", id);
  }

  @Override
  public List<Panel> owing(CustomerId customer) {
    return unretired(customer, OWES);
  }

  @Override
  public List<Panel> holding(CustomerId customer) {
    return unretired(
        customer,
        "("
            + OWES
            + """
             or exists (select 1 from Subject s join PanelMember m on m.subject = s.id
               where m.panel = p.id and s.tenant = :tenant and s.digest = :digest))""");
  }

  private List<Panel> unretired(CustomerId customer, String condition) {
    UUID digest = digests.of(customer);
    return transactions.run(
        "read panels",
        session ->
            session
                .createSelectionQuery(
                    ALL
                        + " and p.retiredAt is null and "
                        + condition
                        + " order by p.enrolledAt, p.id",
                    Read.class)
                .setParameter("tenant", tenant)
                .setParameter("digest", digest)
                .getResultStream()
                .map(Read::panel)
                .toList());
  }
}
