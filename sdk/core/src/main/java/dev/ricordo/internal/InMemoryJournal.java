package dev.ricordo.internal;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A journal on the heap. Thread-safe by one lock. */
public final class InMemoryJournal implements Journal {

  private final Map<CustomerId, List<JournalEntry>> entries = new HashMap<>();
  private final Map<CustomerId, Instant> tombstones = new HashMap<>();
  private final Set<EventId> known = new HashSet<>();

  @Override
  public synchronized List<Appended> append(List<Event> events) {
    List<Appended> outcomes = new ArrayList<>(events.size());
    for (Event event : events) {
      outcomes.add(append(event));
    }
    return outcomes;
  }

  private Appended append(Event event) {
    Instant erased = tombstones.get(event.customer());
    if (erased != null && !event.at().isAfter(erased)) {
      return new Appended.Forgotten();
    }
    if (!known.add(event.id())) {
      return new Appended.Duplicate();
    }
    List<JournalEntry> own = entries.computeIfAbsent(event.customer(), c -> new ArrayList<>());
    long position = own.size() + 1L;
    own.add(new JournalEntry(position, event));
    return new Appended.Accepted(position);
  }

  @Override
  public synchronized List<JournalEntry> read(CustomerId customer, long fromPosition) {
    List<JournalEntry> own = entries.getOrDefault(customer, List.of());
    int from = (int) Math.min(own.size(), Math.max(0, fromPosition - 1));
    return List.copyOf(own.subList(from, own.size()));
  }

  @Override
  public void forEachCustomer(Consumer<CustomerId> consumer) {
    List<CustomerId> customers;
    synchronized (this) {
      customers = List.copyOf(entries.keySet());
    }
    customers.forEach(consumer);
  }

  @Override
  public synchronized long erase(CustomerId customer, Instant at) {
    tombstones.merge(customer, at, (a, b) -> a.isAfter(b) ? a : b);
    List<JournalEntry> removed = entries.remove(customer);
    if (removed == null) {
      return 0;
    }
    removed.forEach(entry -> known.remove(entry.event().id()));
    return removed.size();
  }

  @Override
  public void close() {}
}
