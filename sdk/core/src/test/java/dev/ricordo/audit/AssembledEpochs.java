package dev.ricordo.audit;

import dev.ricordo.base.Readout;
import dev.ricordo.collective.Changes;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.collective.NetChanges;
import dev.ricordo.consolidation.EpochFigures;
import dev.ricordo.consolidation.Finding;
import dev.ricordo.consolidation.GateRules;
import dev.ricordo.consolidation.Gates;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.memory.RecentItems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Epochs of an {@link AssembledWorld}, put together as simply as can be: the real gates, figures
 * counted anew each time, the policy {@code LIVE}, one voter. Every joint is a method that a mutant
 * can break.
 */
class AssembledEpochs {

  /** A closed epoch. */
  static final class Closed {
    private final int first;
    private final int last;
    Verdict verdict = Verdict.PENDING;
    boolean stale;
    private boolean byPeople;
    private Optional<EpochFigures> figures = Optional.empty();

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
  private GateRules rules = World.GATES;

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

  final void judgeBy(GateRules newRules) {
    rules = newRules;
  }

  /** From the first that changed on: those after it are judged by it. */
  final void examine() {
    boolean found = false;
    for (Closed epoch : closed) {
      found |= epoch.stale;
      if (toBeJudged(epoch, found)) {
        examine(epoch);
      }
    }
  }

  /**
   * @param found whether it, or one before it, has changed
   */
  boolean toBeJudged(Closed epoch, boolean found) {
    return found;
  }

  private void examine(Closed epoch) {
    EpochFigures figures = figures(epoch);
    boolean passed = new Gates(rules).examine(figures, before(epoch)).stream().allMatch(this::lets);
    epoch.figures = Optional.of(figures);
    epoch.stale = false;
    if (!epoch.byPeople) {
      decide(epoch, passes(epoch, passed) ? Verdict.PROMOTED : Verdict.HELD);
    }
  }

  /** The figures of the last promoted epoch before one. */
  private Optional<EpochFigures> before(Closed epoch) {
    return closed.subList(0, closed.indexOf(epoch)).stream()
        .filter(other -> other.verdict == Verdict.PROMOTED)
        .reduce((earlier, later) -> later)
        .flatMap(other -> other.figures);
  }

  boolean lets(Finding finding) {
    return finding.passed();
  }

  boolean passes(Closed epoch, boolean passed) {
    return passed;
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

  private EpochFigures figures(Closed epoch) {
    List<List<Event>> journals = journals(epoch);
    return new EpochFigures(
        events(epoch).count(),
        journals.size(),
        journals.stream().mapToLong(List::size).max().orElse(0),
        floods(epoch),
        haste(epoch),
        pushed(epoch),
        shelves(epoch),
        shelves(epoch),
        List.of(),
        contributors(epoch).stream().mapToLong(owner -> cases(epoch, owner)).sum(),
        hits(epoch),
        "");
  }

  /** The part of each contributor's journal that is in an epoch. */
  private List<List<Event>> journals(Closed epoch) {
    return contributors(epoch).stream()
        .map(owner -> world.journal(owner).stream().filter(e -> holds(epoch, e)).toList())
        .toList();
  }

  long floods(Closed epoch) {
    return journals(epoch).stream()
        .mapToLong(List::size)
        .filter(events -> events > rules.floodEvents())
        .sum();
  }

  long haste(Closed epoch) {
    return journals(epoch).stream().mapToLong(this::haste).sum();
  }

  private long haste(List<Event> journal) {
    List<Event> views = journal.stream().filter(e -> e.kind() == EventKind.VIEW).toList();
    int back = rules.hasteViews();
    return IntStream.range(back, views.size())
        .mapToLong(
            i -> views.get(i).at().getEpochSecond() - views.get(i - back).at().getEpochSecond())
        .filter(seconds -> Math.abs(seconds) < 10)
        .count();
  }

  private SortedMap<String, Long> shelves(Closed epoch) {
    return events(epoch)
        .collect(
            Collectors.groupingBy(
                event -> World.shelf(AssembledWorld.number(event.item())),
                TreeMap::new,
                Collectors.counting()));
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

  /** How many steps in the epoch have one before them. */
  private long cases(Closed epoch, CustomerId owner) {
    List<Event> counted =
        world.journal(owner).stream().filter(event -> event.kind().counted()).toList();
    return counted.stream().skip(1).filter(event -> holds(epoch, event)).count();
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
    return closed.stream().map(epoch -> epoch.verdict + " " + epoch.figures).toList();
  }
}
