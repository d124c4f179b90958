package dev.ricordo.audit;

import dev.ricordo.base.Readout;
import dev.ricordo.collective.Changes;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.collective.NetChanges;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.memory.RecentItems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Epochs of an {@link AssembledWorld}, put together as simply as can be: three gates, the policy
 * {@code LIVE}, one voter. Every joint is a method that a mutant can break.
 */
class AssembledEpochs {

  /** A closed epoch. */
  static final class Closed {
    private final int first;
    private final int last;
    Verdict verdict = Verdict.PENDING;
    boolean stale;
    private boolean byPeople;
    private long contributors;
    private long hits;
    private long pushed;
    private long events;

    private Closed(int first, int last) {
      this.first = first;
      this.last = last;
    }
  }

  private static final Readout READOUT = new Readout(0.65, true);
  private static final int BEST = 3;

  final AssembledWorld world;
  private final Map<EventId, Integer> positions = new HashMap<>();
  private final List<Closed> closed = new ArrayList<>();

  AssembledEpochs(AssembledWorld world) {
    this.world = world;
  }

  final void accept(Event event) {
    positions.put(event.id(), positions.size() + 1);
  }

  private boolean holds(Closed epoch, Event event) {
    int position = positions.getOrDefault(event.id(), 0);
    return position >= epoch.first && position <= epoch.last;
  }

  /** Whether an event is in the sums that serve. */
  final boolean counts(Event event) {
    Optional<Closed> epoch = closed.stream().filter(e -> holds(e, event)).findFirst();
    return epoch.map(e -> counts(e.verdict)).orElse(true);
  }

  private static boolean counts(Verdict verdict) {
    return verdict == Verdict.PENDING || verdict == Verdict.PROMOTED;
  }

  /** An owner's journal becomes another. */
  void touch(Collection<Event> events) {
    closed.stream()
        .filter(epoch -> events.stream().anyMatch(event -> holds(epoch, event)))
        .forEach(epoch -> epoch.stale = true);
  }

  final void close() {
    int last = closed.isEmpty() ? 0 : closed.get(closed.size() - 1).last;
    if (positions.size() > last) {
      closed.add(new Closed(last + 1, positions.size()));
      examine(closed.get(closed.size() - 1));
    }
  }

  final void examine() {
    closed.stream().filter(epoch -> epoch.stale).forEach(this::examine);
  }

  private void examine(Closed epoch) {
    epoch.contributors = contributors(epoch).size();
    epoch.hits = hits(epoch);
    epoch.events = events(epoch).count();
    epoch.pushed = pushed(epoch);
    epoch.stale = false;
    if (!epoch.byPeople) {
      boolean passed = passes(epoch, epoch.contributors) && !isPushed(epoch.pushed, epoch.events);
      decide(epoch, passed ? Verdict.PROMOTED : Verdict.HELD);
    }
  }

  boolean passes(Closed epoch, long contributors) {
    return contributors >= World.FEWEST_CONTRIBUTORS;
  }

  boolean isPushed(long pushed, long events) {
    return pushed * 100 > events * World.MOST_EXPOSURE;
  }

  final void vote(int number, Verdict verdict) {
    Closed epoch = closed.get(number - 1);
    if (verdict != Verdict.PROMOTED || mayBePromoted(epoch)) {
      epoch.byPeople = true;
      decide(epoch, verdict);
    }
  }

  boolean mayBePromoted(Closed epoch) {
    return !epoch.stale;
  }

  private void decide(Closed epoch, Verdict verdict) {
    boolean counted = counts(epoch.verdict);
    epoch.verdict = verdict;
    if (counted != counts(verdict)) {
      apply(brought(epoch, contributors(epoch)), counts(verdict));
      world.foldAnew();
    }
  }

  /** Adds what an epoch brought, or takes it out. */
  void apply(NetChanges brought, boolean added) {
    brought.forEach(added ? world.sums : world.sums.reversed());
  }

  final Set<CustomerId> contributors(Closed epoch) {
    return world.journal.stream()
        .filter(event -> holds(epoch, event))
        .map(event -> world.owner(event.customer()))
        .filter(world::counted)
        .collect(
            Collectors.toCollection(() -> new TreeSet<>((a, b) -> a.value().compareTo(b.value()))));
  }

  private Stream<Event> events(Closed epoch) {
    return world.journal.stream()
        .filter(event -> holds(epoch, event) && world.counted(world.owner(event.customer())));
  }

  /** Events of the campaign that brought most, if it reached as many as an epoch must come from. */
  long pushed(Closed epoch) {
    Map<String, List<Event>> campaigns =
        events(epoch)
            .filter(event -> event.campaign().isPresent())
            .collect(Collectors.groupingBy(event -> event.campaign().orElseThrow()));
    return campaigns.values().stream()
        .filter(events -> reached(events) >= World.FEWEST_CONTRIBUTORS)
        .mapToLong(List::size)
        .max()
        .orElse(0);
  }

  private long reached(List<Event> events) {
    return events.stream().map(event -> world.owner(event.customer())).distinct().count();
  }

  /** D(e), or some customers' part of it. */
  private NetChanges brought(Closed epoch, Collection<CustomerId> of) {
    NetChanges brought = new NetChanges();
    for (CustomerId owner : of) {
      Contribution share = world.sums.emptyContribution();
      for (Event event : world.journal(owner)) {
        world.told(share, event, holds(epoch, event) ? brought : Changes.IGNORED);
      }
    }
    return brought;
  }

  /** How many steps in the epoch were among the best by what the others brought in it. */
  long hits(Closed epoch) {
    return contributors(epoch).stream().mapToLong(owner -> hits(epoch, owner)).sum();
  }

  final long hits(Closed epoch, CustomerId owner) {
    CollectiveSums others = world.newSums();
    Set<CustomerId> all = contributors(epoch);
    all.remove(owner);
    brought(epoch, all).forEach(others);
    RecentItems recent = new RecentItems();
    long hits = 0;
    for (Event event : world.journal(owner)) {
      if (event.kind().counted()) {
        int item = AssembledWorld.number(event.item());
        hits += holds(epoch, event) && best(item, recent, others) ? 1 : 0;
        recent.push(item, event.at().getEpochSecond());
      }
    }
    return hits;
  }

  private static boolean best(int item, RecentItems recent, CollectiveSums sums) {
    double[] scores = new double[World.ITEMS];
    sums.score(recent, READOUT, scores);
    long better = Arrays.stream(scores).filter(score -> score > scores[item]).count();
    return scores[item] > 0 && better < BEST;
  }

  final List<String> texts() {
    return closed.stream()
        .map(
            e ->
                e.verdict
                    + " "
                    + e.contributors
                    + " customers, "
                    + e.hits
                    + " hits, "
                    + e.pushed
                    + " pushed")
        .toList();
  }
}
