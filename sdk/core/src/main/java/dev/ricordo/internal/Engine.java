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
import dev.ricordo.event.ItemId;
import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.rank.Blend;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Snapshots;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@link Ricordo} on a journal, with hot memories in lanes. Thread-safe. */
/*
 * A customer hashes to a lane, whose lock makes it the customer's only writer. An observe appends to
 * the journal first, then folds: a process killed in between has lost nothing, for the next start
 * folds the journal again. Order of locks: lanes by number, then the collective level.
 *
 * The collective sums are folded from all journals at start. When another process erased someone,
 * the sums are folded anew and all hot memories are dropped: both are caches of the journal.
 */
public final class Engine implements Ricordo {

  private static final System.Logger LOG = System.getLogger(Engine.class.getName());

  private static final int LANES = 64;
  private static final int SNAPSHOT_EVERY = 64;
  private static final int POINTS_TO = 5;

  /** What {@link Ricordo.Builder} collects beside the components. */
  public record Settings(
      Clock clock,
      Duration futureTolerance,
      boolean memoryWrites,
      boolean collectiveWrites,
      int hotMemories) {}

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
  private final Lane[] lanes = new Lane[LANES];

  private final LongAdder learned = new LongAdder();
  private final LongAdder withheld = new LongAdder();
  private final LongAdder rankings = new LongAdder();
  private final LongAdder erasures = new LongAdder();
  private volatile long recovered;

  private Engine(
      Base base, Catalogue catalogue, Journal journal, Snapshots snapshots, Settings settings) {
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
    int capacity = Math.max(1, settings.hotMemories() / LANES);
    for (int i = 0; i < LANES; i++) {
      lanes[i] = new Lane(fold(settings.memoryWrites()), capacity, this::snapshot);
    }
  }

  private CollectiveSums noSums() {
    return new CollectiveSums(base.collectiveRules(), categories);
  }

  private Fold fold(boolean memoryWrites) {
    return new Fold(items, index, categories, memoryWrites);
  }

  /** Folds what the journal holds into the collective sums, then answers. */
  public static Ricordo start(
      Base base, Catalogue catalogue, Journal journal, Snapshots snapshots, Settings settings) {
    if (catalogue.size() == 0) {
      throw new IllegalArgumentException("catalogue: must hold at least one item, is empty");
    }
    Engine engine = new Engine(base, catalogue, journal, snapshots, settings);
    // The listener first: an erasure while the journal is read must not be missed.
    journal.onForeignErasure(engine::recoverWhileServing);
    engine.recoverWhileServing();
    return engine;
  }

  @Override
  public Observation observe(Event event) {
    return observeAll(List.of(event)).get(0);
  }

  @Override
  public List<Observation> observeAll(List<Event> events) {
    requireAcceptable(events);
    List<CustomerId> customers = events.stream().map(Event::customer).distinct().toList();
    return locked(customers, () -> appendAndFold(events, customers));
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

  private List<Observation> appendAndFold(List<Event> events, List<CustomerId> customers) {
    Map<CustomerId, Hot> folded = new HashMap<>();
    customers.forEach(customer -> folded.put(customer, hot(customer)));
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
      learned.increment();
      double surprise = fold(new JournalEntry(accepted.position(), event), folded);
      return new Observation.Learned(accepted.position(), surprise);
    }
    withheld.increment();
    return new Observation.Withheld(
        appended instanceof Appended.Duplicate
            ? Observation.Reason.DUPLICATE
            : Observation.Reason.FORGOTTEN);
  }

  private double fold(JournalEntry entry, Map<CustomerId, Hot> folded) {
    CustomerId customer = entry.event().customer();
    Hot hot = folded.get(customer);
    if (hot == null) {
      throw new RicordoBug("an event's customer has no memory");
    }
    if (entry.position() != hot.memory.cursor + 1) {
      hot = foldedUpTo(entry.position() - 1, customer, hot.share);
      folded.put(customer, hot);
    }
    return step(customer, entry, hot.memory, hot.share);
  }

  private double step(
      CustomerId customer, JournalEntry entry, CustomerMemory memory, Contribution share) {
    Lane lane = lane(customer);
    double surprise = lane.fold.step(memory, entry);
    lane.keep(customer, memory);
    if (settings.collectiveWrites()) {
      collective.change(sums -> lane.fold.share(share, entry.event(), sums));
      lane.keepShare(customer, share);
    }
    if (memory.cursor % SNAPSHOT_EVERY == 0) {
      snapshot(customer, memory);
    }
    return surprise;
  }

  /**
   * For the case that another process changed this journal: nothing of before can be trusted.
   *
   * @param share what the sums hold of the customer, replaced by what the journal says
   */
  private Hot foldedUpTo(long position, CustomerId customer, Contribution share) {
    List<JournalEntry> entries = upTo(position, journal.read(customer, 1));
    Fold fold = lane(customer).fold;
    Contribution replaced = fold.contribution(entries);
    if (settings.collectiveWrites()) {
      collective.change(
          sums -> {
            sums.subtract(share);
            sums.add(replaced);
          });
    }
    return new Hot(fold.of(entries), replaced);
  }

  private static List<JournalEntry> upTo(long position, List<JournalEntry> entries) {
    return entries.stream().filter(entry -> entry.position() <= position).toList();
  }

  @Override
  public Ranking recommend(CustomerId customer, Slot slot, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count: must be at least 1, is " + count);
    }
    rankings.increment();
    CustomerMemory memory = locked(customer, () -> readable(customer));
    Instant at = settings.clock().instant();
    collective.open(at.getEpochSecond());
    Blend.Scores scores = answers.scores(memory.working.context(), memory.recent, at);
    return new Ranking(customer, slot, answers.best(scores, slot, count), memory.cursor, at);
  }

  /** A copy of what answers may read: nothing that was learned while writes are switched off. */
  private CustomerMemory readable(CustomerId customer) {
    CustomerMemory memory = memory(customer);
    RecentItems recent = settings.memoryWrites() ? memory.recent.copy() : new RecentItems();
    return new CustomerMemory(memory.working.copy(), recent, memory.cursor);
  }

  @Override
  public Because because(Ranking ranking, ItemId item) {
    if (ranking.find(item).isEmpty()) {
      throw new IllegalArgumentException("item: \"" + item + "\" is not in the ranking");
    }
    Fold fold = fold(settings.memoryWrites());
    Counterfactual counterfactual = new Counterfactual(fold, answers, index, settings, noSums());
    Counterfactual.Evidence evidence =
        locked(ranking.customer(), () -> evidence(ranking.customer()));
    return counterfactual.explain(evidence, ranking, item);
  }

  /** The journal, and of the sums what any answer from it or without one event reads. */
  private Counterfactual.Evidence evidence(CustomerId customer) {
    RecentItems recent = memory(customer).recent;
    List<JournalEntry> entries = journal.read(customer, 1);
    Contribution share = lane(customer).fold.contribution(entries);
    collective.open(settings.clock().instant().getEpochSecond());
    CollectiveSums rows = collective.excerpt(recent, Transitions.WINDOW + 1, share);
    return new Counterfactual.Evidence(entries, rows);
  }

  @Override
  public Inspection inspect(CustomerId customer) {
    return locked(customer, () -> inspectLocked(customer));
  }

  private Inspection inspectLocked(CustomerId customer) {
    List<JournalEntry> entries = journal.read(customer, 1);
    Contribution contribution = lane(customer).fold.contribution(entries);
    MemoryState working = lane(customer).fold.of(entries).working;
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

  @Override
  public Erasure forget(CustomerId customer) {
    return locked(customer, () -> forgetLocked(customer));
  }

  private Erasure forgetLocked(CustomerId customer) {
    Contribution held = lane(customer).findShare(customer);
    Contribution contribution =
        held == null ? lane(customer).fold.contribution(journal.read(customer, 1)) : held;
    Instant at = settings.clock().instant();
    long events = journal.erase(customer, at);
    lane(customer).drop(customer);
    if (settings.collectiveWrites()) {
      collective.change(sums -> sums.subtract(contribution));
    }
    erasures.increment();
    return new Erasure(at, events, contribution.cells());
  }

  @Override
  public List<Level> levels() {
    return described.levels(List.of());
  }

  @Override
  public List<Level> levels(CustomerId customer) {
    return described.levels(locked(customer, () -> journal.read(customer, 1)));
  }

  @Override
  public Base base() {
    return base;
  }

  @Override
  public Catalogue catalogue() {
    return catalogue;
  }

  @Override
  public Statistics statistics() {
    long hot = 0;
    for (Lane lane : lanes) {
      hot += locked(lane, lane::size);
    }
    return new Statistics(
        learned.sum(),
        withheld.sum(),
        rankings.sum(),
        erasures.sum(),
        hot,
        collective.cells(),
        recovered);
  }

  @Override
  public void close() {
    for (Lane lane : lanes) {
      locked(
          lane,
          () -> {
            lane.forEach(this::snapshot);
            lane.dropAll();
            return lane;
          });
    }
  }

  /** The customer's memory: the hot one, or folded from the snapshot and what follows it. */
  private CustomerMemory memory(CustomerId customer) {
    CustomerMemory hot = lane(customer).find(customer);
    if (hot != null) {
      return hot;
    }
    CustomerMemory memory = fromSnapshot(customer);
    return caughtUp(customer, memory, journal.read(customer, memory.cursor + 1));
  }

  private CustomerMemory fromSnapshot(CustomerId customer) {
    return snapshots.find(customer).flatMap(format::decode).orElseGet(lane(customer).fold::initial);
  }

  private CustomerMemory caughtUp(
      CustomerId customer, CustomerMemory memory, List<JournalEntry> entries) {
    Lane lane = lane(customer);
    for (JournalEntry entry : entries) {
      lane.fold.step(memory, entry);
    }
    if (memory.cursor > 0) {
      lane.keep(customer, memory);
    }
    return memory;
  }

  /**
   * What learning the customer's next event needs. Without a hot share the whole journal is read
   * once; folding the share from it takes a few microseconds an event, the kernel is not asked.
   */
  private Hot hot(CustomerId customer) {
    Lane lane = lane(customer);
    if (!settings.collectiveWrites()) {
      return new Hot(memory(customer), lane.fold.contribution(List.of()));
    }
    Contribution share = lane.findShare(customer);
    if (share != null) {
      return new Hot(memory(customer), share);
    }
    List<JournalEntry> entries = journal.read(customer, 1);
    CustomerMemory memory = lane.find(customer);
    if (memory == null) {
      CustomerMemory start = fromSnapshot(customer);
      long cursor = start.cursor;
      memory =
          caughtUp(customer, start, entries.stream().filter(e -> e.position() > cursor).toList());
    }
    return new Hot(memory, lane.fold.contribution(upTo(memory.cursor, entries)));
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
    Fold shares = fold(false);
    journal.forEachCustomer(
        customer -> {
          List<JournalEntry> entries = journal.read(customer, 1);
          sums.add(shares.contribution(entries));
          events[0] += entries.size();
        });
    recovered = events[0];
    if (settings.collectiveWrites()) {
      collective.replace(sums);
    }
  }

  /** Stops all learning for as long as the sums are folded anew. */
  private void recoverWhileServing() {
    locked(
        List.of(lanes),
        0,
        () -> {
          for (Lane lane : lanes) {
            lane.dropAll();
          }
          recover();
          return recovered;
        });
  }

  private Lane lane(CustomerId customer) {
    return lanes[laneNumber(customer)];
  }

  private static int laneNumber(CustomerId customer) {
    int hash = customer.value().hashCode() * 0x9E3779B9;
    return hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(LANES));
  }

  private <T> T locked(CustomerId customer, Supplier<T> action) {
    return locked(lane(customer), action);
  }

  private <T> T locked(List<CustomerId> customers, Supplier<T> action) {
    List<Lane> needed =
        customers.stream()
            .map(Engine::laneNumber)
            .distinct()
            .sorted()
            .map(number -> lanes[number])
            .collect(Collectors.toList());
    return locked(needed, 0, action);
  }

  private static <T> T locked(List<Lane> lanes, int from, Supplier<T> action) {
    if (from == lanes.size()) {
      return action.get();
    }
    return locked(lanes.get(from), () -> locked(lanes, from + 1, action));
  }

  private static <T> T locked(Lane lane, Supplier<T> action) {
    lane.lock.lock();
    try {
      return action.get();
    } finally {
      lane.lock.unlock();
    }
  }
}
