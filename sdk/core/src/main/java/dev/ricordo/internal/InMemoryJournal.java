package dev.ricordo.internal;

import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.Epochs;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Leaving;
import dev.ricordo.spi.Panels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A journal on the heap. Thread-safe by one lock. */
public final class InMemoryJournal implements Journal {

  private final Map<CustomerId, List<JournalEntry>> entries = new HashMap<>();

  /** Whom a visitor was merged into. */
  private final Map<CustomerId, CustomerId> merged = new HashMap<>();

  /** The other way round: who was merged into a customer. */
  private final Map<CustomerId, Set<CustomerId>> visitors = new HashMap<>();

  /** Position of an owner's last merge or unmerge. */
  private final Map<CustomerId, Long> changed = new HashMap<>();

  private final Map<CustomerId, Instant> tombstones = new HashMap<>();
  private final Map<CustomerId, Standing> standings = new HashMap<>();
  private final Set<EventId> known = new HashSet<>();
  private final InMemoryEpochs calendar = new InMemoryEpochs();
  private final InMemoryPanels panels = new InMemoryPanels(this);
  private long last;

  @Override
  public synchronized List<Appended> append(List<Event> events) {
    List<Appended> outcomes = new ArrayList<>(events.size());
    for (Event event : events) {
      outcomes.add(append(event));
    }
    return outcomes;
  }

  private Appended append(Event event) {
    if (forgotten(event)) {
      return new Appended.Forgotten();
    }
    if (!known.add(event.id())) {
      return new Appended.Duplicate();
    }
    long previous = previous(owner(event.customer()));
    entries
        .computeIfAbsent(event.customer(), c -> new ArrayList<>())
        .add(new JournalEntry(++last, event));
    return new Appended.Accepted(last, previous);
  }

  private boolean forgotten(Event event) {
    Instant erased = tombstones.get(event.customer());
    return erased != null && !event.at().isAfter(erased);
  }

  /** Whose journal a customer's events belong to. Under the lock, as {@link #group}. */
  CustomerId owner(CustomerId customer) {
    CustomerId into = merged.get(customer);
    return into == null ? customer : owner(into);
  }

  /** Everyone who is one with an owner. */
  private List<CustomerId> everyone(CustomerId owner) {
    List<CustomerId> everyone = new ArrayList<>(List.of(owner));
    visitors.getOrDefault(owner, Set.of()).forEach(one -> everyone.addAll(everyone(one)));
    return everyone;
  }

  /** Everyone who is one with a customer. */
  List<CustomerId> group(CustomerId customer) {
    return everyone(owner(customer));
  }

  /** The last position that was given. */
  long last() {
    return last;
  }

  private long previous(CustomerId owner) {
    long last = everyone(owner).stream().mapToLong(this::lastOf).max().orElse(0);
    return Math.max(last, changed.getOrDefault(owner, 0L));
  }

  private long lastOf(CustomerId customer) {
    List<JournalEntry> own = entries.getOrDefault(customer, List.of());
    return own.isEmpty() ? 0 : own.get(own.size() - 1).position();
  }

  @Override
  public synchronized List<JournalEntry> read(CustomerId customer, long fromPosition) {
    return group(customer).stream()
        .flatMap(one -> entries.getOrDefault(one, List.of()).stream())
        .filter(entry -> entry.position() >= fromPosition)
        .sorted(Comparator.comparingLong(JournalEntry::position))
        .toList();
  }

  @Override
  public void forEachCustomer(Consumer<CustomerId> consumer) {
    List<CustomerId> customers;
    synchronized (this) {
      customers =
          entries.entrySet().stream()
              .filter(journal -> !journal.getValue().isEmpty())
              .map(journal -> owner(journal.getKey()))
              .distinct()
              .toList();
    }
    customers.forEach(consumer);
  }

  @Override
  public synchronized boolean merge(CustomerId visitor, CustomerId into, Instant at) {
    if (owner(visitor).equals(owner(into))) {
      return false;
    }
    if (merged.containsKey(visitor)) {
      throw new IllegalArgumentException("visitor: is merged into another customer, unmerge first");
    }
    merged.put(visitor, into);
    changed.put(owner(into), ++last);
    visitors.computeIfAbsent(into, c -> new LinkedHashSet<>()).add(visitor);
    countChange(group(into));
    panels.merged(group(into));
    return true;
  }

  @Override
  public synchronized boolean unmerge(CustomerId visitor, Instant at) {
    CustomerId into = merged.get(visitor);
    if (into == null) {
      return false;
    }
    countChange(group(visitor));
    merged.remove(visitor);
    visitors.getOrDefault(into, Set.of()).remove(visitor);
    changed.put(owner(into), ++last);
    changed.put(visitor, ++last);
    return true;
  }

  @Override
  public void forEachMerged(BiConsumer<CustomerId, CustomerId> visitorAndInto) {
    Map<CustomerId, CustomerId> present;
    synchronized (this) {
      present = Map.copyOf(merged);
    }
    present.forEach(visitorAndInto);
  }

  @Override
  public synchronized Set<CustomerId> oneWith(CustomerId customer) {
    return Set.copyOf(group(customer));
  }

  private record Gone(Set<CustomerId> everyone, List<JournalEntry> entries) implements Leaving {}

  @Override
  public synchronized long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
    long removed = 0;
    List<CustomerId> everyone = group(customer);
    before.accept(new Gone(Set.copyOf(everyone), read(customer, 1)));
    countChange(everyone);
    panels.erased(everyone, at);
    for (CustomerId one : everyone) {
      List<JournalEntry> own = Objects.requireNonNullElse(entries.remove(one), List.of());
      raiseTombstone(one, at);
      for (JournalEntry entry : own) {
        known.remove(entry.event().id());
        // Dated ahead of the erasure, it must not come back.
        raiseTombstone(one, entry.event().at());
      }
      removed += own.size();
    }
    merged.keySet().removeAll(everyone);
    visitors.keySet().removeAll(everyone);
    changed.keySet().removeAll(everyone);
    standings.keySet().removeAll(everyone);
    return removed;
  }

  private void raiseTombstone(CustomerId customer, Instant at) {
    tombstones.merge(customer, at, (a, b) -> a.isAfter(b) ? a : b);
  }

  @Override
  public synchronized long erase(
      CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
    CustomerId owner = owner(customer);
    long removed = 0;
    List<JournalEntry> gone =
        read(owner, 1).stream().filter(entry -> events.contains(entry.event().id())).toList();
    if (!gone.isEmpty()) {
      before.accept(new Gone(Set.copyOf(everyone(owner)), gone));
      countChange(everyone(owner));
      panels.erased(everyone(owner), gone, at);
    }
    for (CustomerId one : everyone(owner)) {
      List<JournalEntry> own = entries.getOrDefault(one, List.of());
      List<JournalEntry> kept =
          own.stream().filter(entry -> !events.contains(entry.event().id())).toList();
      if (kept.size() < own.size()) {
        removed += own.size() - kept.size();
        entries.put(one, new ArrayList<>(kept));
      }
    }
    if (removed > 0) {
      changed.put(owner, ++last);
    }
    return removed;
  }

  @Override
  public synchronized boolean replace(Event right, Instant at, Consumer<Leaving> before) {
    List<JournalEntry> own = entries.getOrDefault(right.customer(), new ArrayList<>());
    List<JournalEntry> wrong =
        own.stream().filter(entry -> entry.event().id().equals(right.id())).toList();
    if (wrong.isEmpty()) {
      return false;
    }
    List<CustomerId> everyone = group(right.customer());
    before.accept(new Gone(Set.copyOf(everyone), wrong));
    countChange(everyone);
    panels.erased(everyone, wrong, at);
    JournalEntry put = new JournalEntry(wrong.get(0).position(), right);
    own.replaceAll(entry -> entry.equals(wrong.get(0)) ? put : entry);
    if (forgotten(right)) {
      own.remove(put);
    }
    changed.put(owner(right.customer()), ++last);
    return true;
  }

  /** Counts a change of every closed epoch that somebody has events in. */
  private void countChange(List<CustomerId> everyone) {
    calendar.countChange(
        everyone.stream()
            .flatMap(one -> entries.getOrDefault(one, List.of()).stream())
            .map(JournalEntry::position)
            .toList());
  }

  @Override
  public Epochs epochs() {
    return calendar;
  }

  @Override
  public Panels panels() {
    return panels;
  }

  /** Under the journal's lock. */
  private final class InMemoryEpochs implements Epochs {

    private final List<Epoch> closed = new ArrayList<>();
    private Optional<ConsolidationRules> rules = Optional.empty();

    @Override
    public List<Epoch> all() {
      synchronized (InMemoryJournal.this) {
        return List.copyOf(closed);
      }
    }

    @Override
    public Optional<Epoch> close(Instant at) {
      synchronized (InMemoryJournal.this) {
        long first = closed.isEmpty() ? 1 : closed.get(closed.size() - 1).lastPosition() + 1;
        if (last < first) {
          return Optional.empty();
        }
        closed.add(Epoch.closed(closed.size() + 1, first, last, at));
        return Optional.of(closed.get(closed.size() - 1));
      }
    }

    @Override
    public boolean update(Epoch before, Epoch now) {
      synchronized (InMemoryJournal.this) {
        if (now.number() > closed.size()) {
          throw new IllegalArgumentException("epoch: there is none numbered " + now.number());
        }
        int place = (int) now.number() - 1;
        Epoch present = closed.get(place);
        Epoch updated = now.withChanges(present.changes());
        if (!present.decidedLike(before)
            || (updated.promotedAfter(present) && staleUpTo(updated))) {
          return false;
        }
        closed.set(place, updated);
        return true;
      }
    }

    private boolean staleUpTo(Epoch epoch) {
      return epoch.stale()
          || closed.subList(0, (int) epoch.number() - 1).stream().anyMatch(Epoch::stale);
    }

    void countChange(List<Long> positions) {
      closed.replaceAll(
          epoch ->
              positions.stream().anyMatch(epoch::holds)
                  ? epoch.withChanges(epoch.changes() + 1)
                  : epoch);
    }

    @Override
    public Optional<ConsolidationRules> rules() {
      synchronized (InMemoryJournal.this) {
        return rules;
      }
    }

    @Override
    public boolean putRules(Optional<ConsolidationRules> before, ConsolidationRules now) {
      synchronized (InMemoryJournal.this) {
        if (!rules.equals(before)) {
          return false;
        }
        if (before.isPresent()) {
          closed.replaceAll(epoch -> epoch.withChanges(epoch.changes() + 1));
        }
        rules = Optional.of(now);
        return true;
      }
    }

    @Override
    public void forEachContributor(Epoch epoch, Consumer<CustomerId> consumer) {
      forEachCustomer(
          customer -> {
            if (read(customer, 1).stream().anyMatch(entry -> epoch.holds(entry.position()))) {
              consumer.accept(customer);
            }
          });
    }
  }

  @Override
  public synchronized Map<CustomerId, Standing> standings(Collection<CustomerId> customers) {
    Map<CustomerId, Standing> said = new HashMap<>();
    for (CustomerId customer : customers) {
      for (CustomerId one : group(customer)) {
        Standing standing = standings.get(one);
        if (standing != null) {
          said.put(one, standing);
        }
      }
    }
    return said;
  }

  @Override
  public void forEachStanding(BiConsumer<CustomerId, Standing> consumer) {
    Map<CustomerId, Standing> present;
    synchronized (this) {
      present = Map.copyOf(standings);
    }
    present.forEach(consumer);
  }

  @Override
  public synchronized Standing stand(
      CustomerId customer, UnaryOperator<Standing> change, Instant at) {
    List<CustomerId> group = group(customer);
    Standing before = standing(customer);
    Standing now = change.apply(before.withSuspended(own(customer).suspended()));
    if (!now.agreesOn(Purpose.COLLECTIVE, before) || !now.agreesOn(Purpose.TRAIN, before)) {
      countChange(group);
    }
    if (!now.allows(Purpose.TRAIN)) {
      panels.withdrawn(group, at);
    }
    group.forEach(one -> say(one, now.withSuspended(own(one).suspended())));
    say(customer, now);
    return standing(customer);
  }

  private void say(CustomerId customer, Standing now) {
    if (now.equals(Standing.UNSAID)) {
      standings.remove(customer);
    } else {
      standings.put(customer, now);
    }
  }

  /** What was said for this id. */
  private Standing own(CustomerId customer) {
    return standings.getOrDefault(customer, Standing.UNSAID);
  }

  @Override
  public void close() {}
}
