package dev.ricordo.postgres;

import dev.ricordo.event.CustomerId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.StatelessSession;
import org.hibernate.query.NativeQuery;

/**
 * A tenant's owners who have events of some kind, page by page, so that the consumer may use the
 * journal meanwhile and no connection waits. Thread-safe.
 */
/*
 * A page is cut from the index of digests before anything is asked of its customers, and each is asked
 * for by itself, which lateral and limit make sure of. Left to choose, the database looks for the events
 * of everybody who is left, for each page anew: having no statistics of two equal columns, it takes next
 * to nobody for an owner. Of the database's work in a start over 60,000 customers that was seven tenths,
 * and it grew with the square of their number.
 */
final class CustomerPages {

  private static final int PAGE = 10_000;

  private final Transactions transactions;
  private final String tenant;
  private final Listing listing;

  CustomerPages(Transactions transactions, String tenant, Sealing sealing) {
    this.transactions = transactions;
    this.tenant = tenant;
    this.listing = new Listing(transactions, tenant, sealing);
  }

  /** One after the other in the order of digests, and who of them is listed. */
  private record Page(List<Listed> rows, Set<UUID> listed) {}

  /**
   * Gives those with an event to the consumer.
   *
   * @param what is done, in words
   * @param events of which at least one is asked for, as a condition on {@code e} in SQL
   * @param values of the condition's parameters
   */
  void forEach(
      String what, String events, Map<String, Object> values, Consumer<CustomerId> consumer) {
    Page page = after(PostgresJournal.FIRST, what, events, values);
    while (!page.rows().isEmpty()) {
      for (Listed row : page.rows()) {
        if (page.listed().contains(row.id())) {
          listing.open(row).map(Listing.Known::customer).ifPresent(consumer);
        }
      }
      page = after(page.rows().get(page.rows().size() - 1).digest(), what, events, values);
    }
  }

  private Page after(UUID last, String what, String events, Map<String, Object> values) {
    return transactions.run(
        what,
        session -> {
          List<Listed> rows = rows(session, last);
          return new Page(rows, listed(session, rows, events, values));
        });
  }

  private List<Listed> rows(StatelessSession session, UUID last) {
    return session
        .createSelectionQuery(
            """
            select digest, id, format, customer, standing from Subject
            where tenant = :tenant and digest > :last order by digest""",
            Listed.class)
        .setParameter("tenant", tenant)
        .setParameter("last", last)
        .setMaxResults(PAGE)
        .getResultList();
  }

  /** Those of a page who own a group with such an event. */
  private Set<UUID> listed(
      StatelessSession session, List<Listed> rows, String events, Map<String, Object> values) {
    NativeQuery<UUID> owners =
        session
            .createNativeQuery(
                String.format(
                    """
                    select p.id from unnest(cast(:ids as uuid[])) as p(id)
                    cross join lateral (
                      select 1 from {h-schema}subject m join {h-schema}event e
                        on e.subject = m.id and e.tenant = :tenant
                          and e.accepted_at >= m.enrolled_at
                      where m.owner = p.id and %s limit 1) as one""",
                    events),
                UUID.class)
            .setParameter("ids", rows.stream().map(Listed::id).toArray(UUID[]::new))
            .setParameter("tenant", tenant);
    values.forEach(owners::setParameter);
    return new HashSet<>(owners.getResultList());
  }
}
