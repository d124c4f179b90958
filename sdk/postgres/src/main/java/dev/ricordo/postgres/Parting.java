package dev.ricordo.postgres;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.EventId;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Leaving;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.hibernate.StatelessSession;

/**
 * What a transaction that has locked a customer's group is about to erase.
 *
 * @param which of the events
 */
record Parting(
    StatelessSession session, Opened opened, CustomerId customer, Predicate<EventId> which)
    implements Leaving {

  @Override
  public Set<CustomerId> everyone() {
    Set<CustomerId> everyone = new HashSet<>(Set.of(customer));
    for (Reading.Member one : Reading.members(session, opened.tenant(), asked())) {
      opened
          .sealing()
          .customer(one.subject(), one.format(), one.customer())
          .ifPresent(everyone::add);
    }
    return everyone;
  }

  @Override
  public List<JournalEntry> entries() {
    Map<UUID, List<JournalEntry>> journals =
        Reading.of(session, opened.tenant(), asked(), 1).opened(opened.sealing(), destroyed -> {});
    return journals.values().stream()
        .flatMap(List::stream)
        .filter(entry -> which.test(entry.event().id()))
        .toList();
  }

  private List<UUID> asked() {
    return List.of(opened.digests().of(customer));
  }
}
