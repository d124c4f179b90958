package dev.ricordo.internal;

import dev.ricordo.Because;
import dev.ricordo.Erasure;
import dev.ricordo.Inspection;
import dev.ricordo.Level;
import dev.ricordo.Observation;
import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.collective.Transitions;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Snapshots;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Learns and answers from one base over a journal. Thread-safe. See {@link Ricordo}. */
/*
 * A customer's lane is the only writer of that customer, see Lanes. An observe appends to the journal
 * first, then folds: a process killed in between has lost nothing, for the next start folds the
 * journal again. Order of locks: lanes by number, then the collective level. Below, "owner" is the
 * customer whose memory it is: a merged visitor has none of its own.
 *
 * The collective sums are folded from all journals at start. When another process erased or merged
 * someone, the sums are folded anew and all hot memories are dropped: both are caches of the journal.
 */
public final class Engine {

  private static final System.Logger LOG = System.getLogger(Engine.class.getName());

  private static final int SNAPSHOT_EVERY = 64;

  /** So many customers may be told to the next engine while everything stands still. */
  private static final int FEW = 100;

  private static final int POINTS_TO = 5;

  /** What {@link Ricordo.Builder} collects beside the components. */
  public record Settings(
      Clock clock,
      Duration futureTolerance,
      boolean memoryWrites,
      boolean collectiveWrites,
      long hotBytes) {}

  /** What has happened, under one base after the other. */
  public record Counts(
      LongAdder learned, LongAdder withheld, LongAdder rankings, LongAdder erasures) {

    public Counts() {
      this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }
  }

  private final Base base;
  private final Catalogue catalogue;
  private final Journal journal;
  private final Snapshots snapshots;
  private final Settings settings;
  private final ItemIndex index;
  private final ItemEmbeddings items;
  private final SnapshotFormat format;
  private final Categories categories;
  private final CollectiveLevel collective;
  private final Answers answers;
  private final Description described;
  private final Shares shares;
  private final Folds folds;
  private final Lanes lanes = new Lanes();
  private final ExecutorService dropping;
  private final HotMemories hot;

  private final Counts counts;
  private volatile long recovered;
  private volatile @Nullable BaseMove move;

  /**
   * An engine that has read nothing yet.
   *
   * @throws IllegalArgumentException if the catalogue is empty
   */
  public Engine(
      Base base,
      Catalogue catalogue,
      Journal journal,
      Snapshots snapshots,
      Settings settings,
      Counts counts) {
    if (catalogue.size() == 0) {
      throw new IllegalArgumentException("catalogue: must hold at least one item, is empty");
    }
    this.counts = counts;
    this.base = base;
    this.catalogue = catalogue;
    this.journal = journal;
    this.snapshots = snapshots;
    this.settings = settings;
    index = new ItemIndex(catalogue);
    items = ItemEmbeddings.of(base, catalogue);
    format = new SnapshotFormat(items, index);
    boolean backOff = base.collectiveRules().backOff().speaks();
    categories = backOff ? Categories.of(catalogue) : Categories.none();
    collective = new CollectiveLevel(base.collectiveRules(), noSums(), settings.clock());
    answers = new Answers(items, catalogue, index, collective);
    described = new Description(items, index, collective);
    shares = new Shares(base.collectiveRules(), index, categories);
    folds = new Folds(() -> fold(settings.memoryWrites()));
    dropping = Executors.newSingleThreadExecutor(Engine::daemon);
    hot = new HotMemories(settings.hotBytes(), dropping, this::snapshotDropped);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "ricordo-hot-memories");
    thread.setDaemon(true);
    return thread;
  }

  private CollectiveSums noSums() {
    return new CollectiveSums(base.collectiveRules(), categories);
  }

  private Fold fold(boolean memoryWrites) {
    return new Fold(items, index, memoryWrites);
  }

  public List<Observation> observeAll(List<Event> events) {
    requireAcceptable(events);
    List<CustomerId> customers = events.stream().map(Event::customer).distinct().toList();
    return lanes.locked(customers, owners -> appendAndFold(events, owners));
  }

  private void requireAcceptable(List<Event> events) {
    Instant latest = settings.clock().instant().plus(settings.futureTolerance());
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      String where = events.size() == 1 ? "" : "event " + i + ": ";
      if (event.at().isAfter(latest)) {
        throw new IllegalArgumentException(
            where + "at: " + event.at() + " lies in the future, the latest accepted is " + latest);
      }
      if (!catalogue.contains(event.item())) {
        throw new IllegalArgumentException(
            where + "item: \"" + event.item() + "\" is not in the catalogue");
      }
    }
  }

  /** What is folded from a customer's journal up to the same entry. */
  private record Hot(CustomerMemory memory, Contribution share) {}

  private List<Observation> appendAndFold(List<Event> events, Set<CustomerId> owners) {
    Map<CustomerId, Hot> folded = hot(owners);
    List<Appended> appended = journal.append(events);
    collective.open(settings.clock().instant().getEpochSecond());
    List<Observation> outcomes = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      outcomes.add(fold(events.get(i), appended.get(i), folded));
    }
    return outcomes;
  }

  private Observation fold(Event event, Appended appended, Map<CustomerId, Hot> folded) {
    if (appended instanceof Appended.Accepted accepted) {
      counts.learned.increment();
      JournalEntry entry = new JournalEntry(accepted.position(), event);
      return fold(entry, accepted.previous(), folded);
    }
    counts.withheld.increment();
    return new Observation.Withheld(
        appended instanceof Appended.Duplicate
            ? Observation.Reason.DUPLICATE
            : Observation.Reason.FORGOTTEN);
  }

  private Observation.Learned fold(JournalEntry entry, long previous, Map<CustomerId, Hot> folded) {
    CustomerId owner = lanes.owner(entry.event().customer());
    Hot hot = folded.get(owner);
    if (hot == null) {
      throw new RicordoBug("an event's customer has no memory");
    }
    if (previous != hot.memory.cursor) {
      hot = foldedUpTo(previous, owner, hot.share);
      folded.put(owner, hot);
    }
    return step(owner, entry, hot.memory, hot.share);
  }

  private Observation.Learned step(
      CustomerId customer, JournalEntry entry, CustomerMemory memory, Contribution share) {
    double surprise = folds.use(fold -> fold.step(memory, entry));
    BaseMove moving = move;
    if (moving != null) {
      moving.grown(customer);
    }
    hot.keep(customer, memory);
    if (settings.collectiveWrites()) {
      collective.change(sums -> shares.add(share, entry.event(), sums));
      hot.keepShare(customer, share);
    }
    if (memory.events % SNAPSHOT_EVERY == 0) {
      snapshot(customer, memory);
    }
    return new Observation.Learned(memory.events, surprise);
  }

  /**
   * For the case that another process changed this journal: nothing of before can be trusted.
   *
   * @param share what the sums hold of the customer, replaced by what the journal says
   */
  private Hot foldedUpTo(long position, CustomerId customer, Contribution share) {
    List<JournalEntry> entries = upTo(position, journal.read(customer, 1));
    Contribution replaced = shares.of(entries);
    if (settings.collectiveWrites()) {
      collective.change(
          sums -> {
            sums.subtract(share);
            sums.add(replaced);
          });
    }
    return new Hot(folds.use(fold -> fold.of(entries)), replaced);
  }

  static List<JournalEntry> upTo(long position, List<JournalEntry> entries) {
    return entries.stream().filter(entry -> entry.position() <= position).toList();
  }

  public Ranking recommend(CustomerId customer, Slot slot, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count: must be at least 1, is " + count);
    }
    counts.rankings.increment();
    CustomerMemory memory = lanes.locked(customer, this::readable);
    Instant at = settings.clock().instant();
    collective.open(at.getEpochSecond());
    List<Ranking.Answer> best =
        answers.best(memory.working.context(), memory.recent, at, slot, count);
    return new Ranking(customer, slot, best, memory.events, at);
  }

  /** A copy of what answers may read: nothing that was learned while writes are switched off. */
  private CustomerMemory readable(CustomerId customer) {
    CustomerMemory memory = memory(customer);
    RecentItems recent = settings.memoryWrites() ? memory.recent.copy() : new RecentItems();
    return new CustomerMemory(memory.working.copy(), recent, memory.events, memory.cursor);
  }

  public Because because(Ranking ranking, ItemId item) {
    if (ranking.find(item).isEmpty()) {
      throw new IllegalArgumentException("item: \"" + item + "\" is not in the ranking");
    }
    Fold fold = fold(settings.memoryWrites());
    Counterfactual counterfactual =
        new Counterfactual(fold, shares, answers, index, settings, noSums());
    Counterfactual.Evidence evidence = lanes.locked(ranking.customer(), this::evidence);
    return counterfactual.explain(evidence, ranking, item);
  }

  /** The journal, and of the sums what any answer from it or without one event reads. */
  private Counterfactual.Evidence evidence(CustomerId customer) {
    RecentItems recent = memory(customer).recent;
    List<JournalEntry> entries = journal.read(customer, 1);
    Contribution share = shares.of(entries);
    collective.open(settings.clock().instant().getEpochSecond());
    CollectiveSums rows = collective.excerpt(recent, Transitions.WINDOW + 1, share);
    return new Counterfactual.Evidence(entries, rows);
  }

  public Inspection inspect(CustomerId customer) {
    return lanes.locked(customer, this::inspectLocked);
  }

  private Inspection inspectLocked(CustomerId customer) {
    List<JournalEntry> entries = journal.read(customer, 1);
    Contribution contribution = shares.of(entries);
    MemoryState working = folds.use(fold -> fold.of(entries)).working;
    List<Double> strength = new ArrayList<>();
    for (int head = 0; head < base.shape().heads(); head++) {
      strength.add(working.strength(head, base.shape()));
    }
    return new Inspection(
        entries,
        new Inspection.Working(
            working.workingBytes(),
            working.steps(),
            strength,
            answers.pointsTo(working.context(), POINTS_TO)),
        described.slower(working),
        described.share(contribution));
  }

  public Erasure forget(CustomerId customer) {
    return lanes.locked(customer, this::forgetLocked);
  }

  private Erasure forgetLocked(CustomerId owner) {
    BaseMove moving = move;
    Contribution held = hot.findShare(owner);
    List<JournalEntry> entries =
        held == null || moving != null ? journal.read(owner, 1) : List.of();
    Contribution contribution = share(owner, entries);
    Instant at = settings.clock().instant();
    long events = journal.erase(owner, at);
    hot.drop(owner);
    lanes.scatter(owner);
    if (moving != null) {
      moving.replace(Map.of(owner, entries), Map.of());
    }
    if (settings.collectiveWrites()) {
      collective.change(sums -> sums.subtract(contribution));
    }
    counts.erasures.increment();
    return new Erasure(at, events, contribution.cells());
  }

  public Erasure forget(CustomerId customer, Scope scope) {
    return lanes.locked(customer, owner -> forgetLocked(owner, scope));
  }

  /** C(J) becomes C(J'); what is kept is folded from nothing when it is next asked for. */
  private Erasure forgetLocked(CustomerId owner, Scope scope) {
    List<JournalEntry> entries = journal.read(owner, 1);
    Map<Boolean, List<JournalEntry>> parts =
        entries.stream()
            .collect(Collectors.partitioningBy(e -> scope.covers(e.event(), catalogue)));
    List<JournalEntry> kept = parts.getOrDefault(false, List.of());
    Set<EventId> forgotten =
        parts.getOrDefault(true, List.of()).stream()
            .map(entry -> entry.event().id())
            .collect(Collectors.toSet());
    Instant at = settings.clock().instant();
    if (forgotten.isEmpty()) {
      return new Erasure(at, 0, 0);
    }
    Contribution before = share(owner, entries);
    Contribution after = shares.of(kept);
    long events = journal.erase(owner, forgotten, at);
    hot.drop(owner);
    replace(List.of(before), List.of(after));
    BaseMove moving = move;
    if (moving != null) {
      moving.replace(Map.of(owner, entries), Map.of(owner, kept));
    }
    counts.erasures.increment();
    return new Erasure(at, events, before.differences(after));
  }

  public boolean merge(CustomerId visitor, CustomerId known) {
    return lanes.locked(List.of(visitor, known), owners -> mergeLocked(visitor, known));
  }

  /** C(a) and C(b) become C(a and b); what fails, fails before the journal's one step. */
  private boolean mergeLocked(CustomerId visitor, CustomerId known) {
    CustomerId from = lanes.owner(visitor);
    CustomerId to = lanes.owner(known);
    Map<CustomerId, List<JournalEntry>> journals = journal.readAll(List.of(from, to));
    List<JournalEntry> brought = journals.getOrDefault(from, List.of());
    List<JournalEntry> there = journals.getOrDefault(to, List.of());
    Contribution visitors = share(from, brought);
    Contribution owners = share(to, there);
    List<JournalEntry> both = new ArrayList<>(brought);
    both.addAll(there);
    both.sort(Comparator.comparingLong(JournalEntry::position));
    Contribution together = shares.of(both);
    journal.merge(visitor, known, settings.clock().instant());
    if (from.equals(to)) {
      return false;
    }
    lanes.join(visitor, known);
    hot.drop(from);
    hot.drop(to);
    replace(List.of(visitors, owners), List.of(together));
    BaseMove moving = move;
    if (moving != null) {
      moving.replace(Map.of(from, brought, to, there), Map.of(to, both));
    }
    return true;
  }

  public boolean unmerge(CustomerId visitor) {
    return lanes.locked(List.of(visitor), Set.of(visitor), owners -> unmergeLocked(visitor));
  }

  private boolean unmergeLocked(CustomerId visitor) {
    CustomerId owner = lanes.owner(visitor);
    List<JournalEntry> both = journal.read(owner, 1);
    Contribution together = share(owner, both);
    Map<Boolean, List<JournalEntry>> parts =
        both.stream()
            .collect(Collectors.partitioningBy(e -> lanes.cameWith(visitor, e.event().customer())));
    Contribution visitors = shares.of(parts.getOrDefault(true, List.of()));
    Contribution owners = shares.of(parts.getOrDefault(false, List.of()));
    boolean merged = journal.unmerge(visitor, settings.clock().instant());
    if (owner.equals(visitor)) {
      return merged;
    }
    lanes.part(visitor);
    hot.drop(owner);
    replace(List.of(together), List.of(visitors, owners));
    BaseMove moving = move;
    if (moving != null) {
      moving.replace(
          Map.of(owner, both),
          Map.of(
              visitor, parts.getOrDefault(true, List.of()),
              owner, parts.getOrDefault(false, List.of())));
    }
    return true;
  }

  /** What the sums hold of an owner. */
  private Contribution share(CustomerId owner, List<JournalEntry> entries) {
    Contribution held = hot.findShare(owner);
    return held == null ? shares.of(entries) : held;
  }

  private void replace(List<Contribution> before, List<Contribution> after) {
    if (settings.collectiveWrites()) {
      collective.change(
          sums -> {
            before.forEach(sums::subtract);
            after.forEach(sums::add);
          });
    }
  }

  public List<Level> levels() {
    return described.levels(List.of());
  }

  public List<Level> levels(CustomerId customer) {
    return described.levels(lanes.locked(customer, owner -> journal.read(owner, 1)));
  }

  public Base base() {
    return base;
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  public Ricordo.Statistics statistics() {
    return new Ricordo.Statistics(
        counts.learned.sum(),
        counts.withheld.sum(),
        counts.rankings.sum(),
        counts.erasures.sum(),
        hot.size(),
        collective.cells(),
        recovered);
  }

  /**
   * Lets an engine of another base take this one's place: it is told the whole journal while this
   * one goes on, then everything stops until it knows the last events.
   *
   * @param next an engine that has read nothing
   * @param swap puts the next engine in this one's place
   * @return false if another process changed the journal meanwhile; try again with a new engine
   */
  boolean handOver(Engine next, Runnable swap) {
    BaseMove moving = new BaseMove(next, next.fold(settings.memoryWrites()), next.shares);
    lanes.lockedAll(() -> move = moving);
    try {
      journal.forEachCustomer(customer -> adopt(moving, customer));
      Set<CustomerId> behind = moving.takeBehind();
      while (behind.size() > FEW) {
        behind.forEach(customer -> adopt(moving, customer));
        behind = moving.takeBehind();
      }
      return finish(moving, behind, next, swap);
    } finally {
      move = null;
    }
  }

  private void adopt(BaseMove moving, CustomerId customer) {
    lanes.locked(
        customer,
        owner -> {
          moving.adopt(owner, journal.read(owner, 1), hot.find(owner) != null);
          return owner;
        });
  }

  private boolean finish(BaseMove moving, Set<CustomerId> behind, Engine next, Runnable swap) {
    lanes.lockedAll(
        () -> {
          Set<CustomerId> last = new HashSet<>(moving.takeBehind());
          last.addAll(behind);
          last.forEach(customer -> adopt(moving, customer));
          if (!moving.spoiled()) {
            next.lanes.takeMerged(lanes);
            swap.run();
            lanes.retire();
            abandon();
          }
        });
    return !moving.spoiled();
  }

  /** Lets go of what is hot without writing snapshots: another base has their place. */
  void abandon() {
    hot.dropAll();
    dropping.shutdown();
  }

  void add(Contribution contribution) {
    replace(List.of(), List.of(contribution));
  }

  void subtract(Contribution contribution) {
    replace(List.of(contribution), List.of());
  }

  void keepHot(CustomerId owner, CustomerMemory memory) {
    hot.keep(owner, memory);
  }

  void dropHot(CustomerId owner) {
    hot.drop(owner);
  }

  public void close() {
    lanes.lockedAll(
        () -> {
          hot.forEach(this::snapshot);
          hot.dropAll();
        });
    dropping.shutdown();
  }

  /** The customer's memory: the hot one, or folded from the snapshot and what follows it. */
  private CustomerMemory memory(CustomerId customer) {
    CustomerMemory found = hot.find(customer);
    if (found != null) {
      return found;
    }
    CustomerMemory memory = fromSnapshot(customer);
    return caughtUp(customer, memory, journal.read(customer, memory.cursor + 1));
  }

  private CustomerMemory initial() {
    return folds.use(Fold::initial);
  }

  private CustomerMemory fromSnapshot(CustomerId customer) {
    return snapshots.find(customer).flatMap(format::decode).orElseGet(this::initial);
  }

  private CustomerMemory caughtUp(
      CustomerId customer, CustomerMemory memory, List<JournalEntry> entries) {
    folds.use(fold -> fold.onTop(memory, entries));
    hot.keep(customer, memory); // an empty one too: a stranger's next page need not ask again
    return memory;
  }

  /**
   * What learning the customers' next events needs. Without a hot share the whole journal is read
   * once, of all such customers together; folding the share from it takes a few microseconds an
   * event, the kernel is not asked.
   */
  private Map<CustomerId, Hot> hot(Set<CustomerId> owners) {
    Map<CustomerId, Hot> folded = new HashMap<>();
    List<CustomerId> cold = new ArrayList<>();
    for (CustomerId owner : owners) {
      Contribution share = settings.collectiveWrites() ? hot.findShare(owner) : shares.none();
      if (share == null) {
        cold.add(owner);
      } else {
        folded.put(owner, new Hot(memory(owner), share));
      }
    }
    if (!cold.isEmpty()) {
      journal.readAll(cold).forEach((owner, entries) -> folded.put(owner, hot(owner, entries)));
    }
    return folded;
  }

  private Hot hot(CustomerId owner, List<JournalEntry> entries) {
    CustomerMemory memory = hot.find(owner);
    if (memory == null) {
      // Of a journal this short there is hardly ever a snapshot, and none is missed.
      boolean brief = entries.size() < SNAPSHOT_EVERY;
      CustomerMemory start = brief ? initial() : fromSnapshot(owner);
      long cursor = start.cursor;
      memory = caughtUp(owner, start, entries.stream().filter(e -> e.position() > cursor).toList());
    }
    return new Hot(memory, shares.of(upTo(memory.cursor, entries)));
  }

  /** On the thread that drops, which holds no lock; the lane may still write in the memory. */
  private void snapshotDropped(CustomerId owner, CustomerMemory memory) {
    lanes.alone(owner, () -> snapshot(owner, memory));
  }

  /** A snapshot is a cache: failing to write one costs replay later, not the event in hand. */
  private void snapshot(CustomerId customer, CustomerMemory memory) {
    if (memory.cursor == 0 || !settings.memoryWrites()) {
      return;
    }
    try {
      snapshots.put(customer, format.encode(memory));
    } catch (RicordoException e) {
      LOG.log(System.Logger.Level.WARNING, "snapshot not written, replay will take its place", e);
    }
  }

  private void recover() {
    CollectiveSums sums = noSums();
    sums.open(settings.clock().instant().getEpochSecond());
    long[] events = new long[1];
    journal.forEachCustomer(
        customer -> {
          List<JournalEntry> entries = journal.read(customer, 1);
          sums.add(shares.of(entries));
          events[0] += entries.size();
        });
    recovered = events[0];
    if (settings.collectiveWrites()) {
      collective.replace(sums);
    }
  }

  /** Stops all learning for as long as the sums are folded anew. */
  Engine recoverWhileServing() {
    lanes.lockedAll(
        () -> {
          BaseMove moving = move;
          if (moving != null) {
            moving.spoil();
          }
          hot.dropAll();
          lanes.forgetMerged();
          journal.forEachMerged(lanes::join);
          recover();
        });
    return this;
  }
}
