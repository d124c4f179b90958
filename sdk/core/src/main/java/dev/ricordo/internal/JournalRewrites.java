package dev.ricordo.internal;

import dev.ricordo.Erasure;
import dev.ricordo.Scope;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.collective.Contribution;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.EventId;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Changes of journals as a whole, erasures and merges, and of whether they count: of all that
 * follows from them, C(J) becomes C(J') at once, and memories are folded from nothing when they are
 * next asked for. Hold the lanes of the owners.
 */
/*
 * Everything that may fail, reading and folding, comes before the journal's one step; what comes
 * after it cannot fail.
 */
final class JournalRewrites {

  private final Journal journal;
  private final Catalogue catalogue;
  private final Clock clock;
  private final Lanes lanes;
  private final Standings standings;
  private final Memories memories;
  private final Shares shares;
  private final CollectiveLevel collective;
  private final Following following;

  JournalRewrites(
      Journal journal,
      Catalogue catalogue,
      Clock clock,
      Lanes lanes,
      Standings standings,
      Memories memories,
      Shares shares,
      CollectiveLevel collective,
      Following following) {
    this.journal = journal;
    this.catalogue = catalogue;
    this.clock = clock;
    this.lanes = lanes;
    this.standings = standings;
    this.memories = memories;
    this.shares = shares;
    this.collective = collective;
    this.following = following;
  }

  /** Erases an owner. */
  Erasure erase(CustomerId owner) {
    List<JournalEntry> entries = journal.read(owner, 1);
    Contribution contribution = memories.share(owner, entries);
    Instant at = clock.instant();
    long events = journal.erase(owner, at);
    memories.drop(owner);
    standings.drop(owner);
    lanes.scatter(owner);
    following.replace(Map.of(owner, entries), Map.of());
    collective.replace(List.of(contribution), List.of());
    return new Erasure(at, events, contribution.cells());
  }

  /** Erases some of an owner's events. */
  Erasure erase(CustomerId owner, Scope scope) {
    List<JournalEntry> entries = journal.read(owner, 1);
    Map<Boolean, List<JournalEntry>> parts =
        entries.stream()
            .collect(Collectors.partitioningBy(e -> scope.covers(e.event(), catalogue)));
    List<JournalEntry> kept = parts.getOrDefault(false, List.of());
    Set<EventId> forgotten =
        parts.getOrDefault(true, List.of()).stream()
            .map(entry -> entry.event().id())
            .collect(Collectors.toSet());
    Instant at = clock.instant();
    if (forgotten.isEmpty()) {
      // An erasure of before, whose end nobody knows, may have keys left to destroy.
      journal.erase(owner, Set.of(), at);
      return new Erasure(at, 0, 0);
    }
    Contribution before = memories.share(owner, entries);
    List<JournalEntry> counted = standings.counted(owner, kept);
    Contribution after = shares.of(counted);
    long events = journal.erase(owner, forgotten, at);
    memories.drop(owner);
    collective.replace(List.of(before), List.of(after));
    following.replace(Map.of(owner, entries), Map.of(owner, counted));
    return new Erasure(at, events, before.differences(after));
  }

  /** C(a) and C(b) become C(a and b). */
  boolean merge(CustomerId visitor, CustomerId known) {
    CustomerId from = lanes.owner(visitor);
    CustomerId to = lanes.owner(known);
    Map<CustomerId, List<JournalEntry>> journals = journal.readAll(List.of(from, to));
    List<JournalEntry> brought = journals.getOrDefault(from, List.of());
    List<JournalEntry> there = journals.getOrDefault(to, List.of());
    Contribution visitors = memories.share(from, brought);
    Contribution owners = memories.share(to, there);
    List<JournalEntry> both = new ArrayList<>(brought);
    both.addAll(there);
    both.sort(Comparator.comparingLong(JournalEntry::position));
    Standing said = standings.said(from).and(standings.said(to));
    List<JournalEntry> counted = standings.counted(said, both);
    Contribution together = shares.of(counted);
    journal.merge(visitor, known, clock.instant());
    if (from.equals(to)) {
      return false;
    }
    lanes.join(visitor, known);
    memories.drop(from);
    memories.drop(to);
    standings.drop(from);
    standings.keep(to, said);
    collective.replace(List.of(visitors, owners), List.of(together));
    following.replace(Map.of(from, brought, to, there), Map.of(to, counted));
    return true;
  }

  /** The inverse of {@link #merge}. Hold the visitor's own lane too. */
  boolean unmerge(CustomerId visitor) {
    CustomerId owner = lanes.owner(visitor);
    List<JournalEntry> both = journal.read(owner, 1);
    Contribution together = memories.share(owner, both);
    Map<Boolean, List<JournalEntry>> parts =
        both.stream()
            .collect(Collectors.partitioningBy(e -> lanes.cameWith(visitor, e.event().customer())));
    List<JournalEntry> brought = parts.getOrDefault(true, List.of());
    List<JournalEntry> rest = parts.getOrDefault(false, List.of());
    Standing saidByVisitors = standings.saidBy(owner, one -> lanes.cameWith(visitor, one));
    Standing saidByOwners = standings.saidBy(owner, one -> !lanes.cameWith(visitor, one));
    List<JournalEntry> countedBrought = standings.counted(saidByVisitors, brought);
    List<JournalEntry> countedRest = standings.counted(saidByOwners, rest);
    Contribution visitors = shares.of(countedBrought);
    Contribution owners = shares.of(countedRest);
    boolean merged = journal.unmerge(visitor, clock.instant());
    if (owner.equals(visitor)) {
      return merged;
    }
    lanes.part(visitor);
    memories.drop(owner);
    standings.keep(owner, saidByOwners);
    standings.keep(visitor, saidByVisitors);
    collective.replace(List.of(together), List.of(visitors, owners));
    following.replace(Map.of(owner, both), Map.of(visitor, countedBrought, owner, countedRest));
    return true;
  }

  /** Changes what a customer says: whether the owner's journal counts follows at once. */
  Standing stand(CustomerId customer, UnaryOperator<Standing> change) {
    CustomerId owner = lanes.owner(customer);
    List<JournalEntry> entries = journal.read(owner, 1);
    List<JournalEntry> before = standings.counted(owner, entries);
    Contribution held = memories.share(owner, entries);
    Contribution whole = shares.of(entries);
    Standing said = journal.stand(customer, change, clock.instant());
    standings.keep(owner, said);
    List<JournalEntry> after = standings.counted(said, entries);
    if (before.size() != after.size()) {
      Contribution share = after.isEmpty() ? shares.none() : whole;
      collective.replace(List.of(held), List.of(share));
      memories.keepShare(owner, share);
      following.replace(Map.of(owner, entries), Map.of(owner, after));
    }
    return standings.resolved(said);
  }
}
