package dev.ricordo.internal;

import dev.ricordo.Because;
import dev.ricordo.Erasure;
import dev.ricordo.Inspection;
import dev.ricordo.Level;
import dev.ricordo.Observation;
import dev.ricordo.OutcomeUnknownException;
import dev.ricordo.Ranking;
import dev.ricordo.Retrospect;
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
import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Learns and answers from one base over a journal. Thread-safe. See {@link Ricordo}. */
/*
 * A customer's lane is the only writer of that customer, see Lanes. An observe appends to the journal
 * first, then folds: a process killed in between has lost nothing, for the next start folds the
 * journal again. If nobody knows whether an append is durable, the owners' memories go and the sums
 * are folded anew: an event that is durable after all would else be missing from both, for its next
 * delivery is a duplicate. Order of locks: lanes by number, then the collective level. Below, "owner"
 * is the customer whose memory it is: a merged visitor has none of its own.
 *
 * The collective sums are folded from all journals at start. When another process erased or merged
 * someone, that customer's hot memory is dropped at once and the sums are folded anew beside everything
 * else: both are caches of the journal.
 *
 * What a customer said about the use of the data is asked first, see ConsentGate: events of those who
 * do not let them be used never reach the journal, and answers to them read nothing of theirs.
 */
public final class Engine {

  private static final int POINTS_TO = 5;

  /** What {@link Ricordo.Builder} collects beside the components. */
  public record Settings(
      Clock clock,
      Duration futureTolerance,
      boolean memoryWrites,
      boolean collectiveWrites,
      long hotBytes,
      ConsolidationRules consolidation) {}

  /**
   * What has happened, under one base after the other.
   *
   * @param recovered under the first of them, when the instance started
   */
  public record Counts(
      LongAdder learned,
      LongAdder withheld,
      LongAdder rankings,
      LongAdder erasures,
      LongAdder recovered) {

    public Counts() {
      this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }
  }

  private final Base base;
  private final Catalogue catalogue;
  private final Journal journal;
  private final Settings settings;
  private final ItemIndex index;
  private final ItemEmbeddings items;
  private final Categories categories;
  private final CollectiveLevel collective;
  private final Answers answers;
  private final Description described;
  private final Shares shares;
  private final Folds folds;
  private final Lanes lanes = new Lanes();
  private final Standings standings;
  private final ConsentGate gate;
  private final Memories memories;
  private final Following following = new Following();
  private final Calendar calendar;
  private final Consolidator consolidator;
  private final JournalRewrites rewrites;

  private final Counts counts;

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
      Calendar calendar,
      Counts counts) {
    if (catalogue.size() == 0) {
      throw new IllegalArgumentException("catalogue: must hold at least one item, is empty");
    }
    this.counts = counts;
    this.base = base;
    this.catalogue = catalogue;
    this.journal = journal;
    this.settings = settings;
    this.calendar = calendar;
    index = new ItemIndex(catalogue);
    items = ItemEmbeddings.of(base, catalogue);
    boolean backOff = base.collectiveRules().backOff().speaks();
    categories = backOff ? Categories.of(catalogue) : Categories.none();
    collective = new CollectiveLevel(base.collectiveRules(), noSums(), settings);
    answers = new Answers(items, catalogue, index, collective);
    described = new Description(items, index, collective);
    shares = new Shares(base.collectiveRules(), index, categories, calendar);
    folds = new Folds(() -> fold(settings.memoryWrites()));
    SnapshotFormat format = new SnapshotFormat(items, index);
    standings = new Standings(journal, lanes, settings);
    gate = new ConsentGate(standings, lanes, counts);
    KeptShares keptShares =
        new KeptShares(
            snapshots.shares(),
            new ShareFormat(base.collectiveRules(), categories, index),
            shares,
            calendar);
    memories =
        new Memories(
            settings, journal, snapshots, format, folds, shares, keptShares, lanes, standings);
    consolidator =
        new Consolidator(
            settings.consolidation(),
            settings.clock(),
            journal,
            calendar,
            scanning(),
            lanes,
            memories,
            collective,
            following);
    rewrites =
        new JournalRewrites(
            journal,
            catalogue,
            settings.clock(),
            lanes,
            standings,
            memories,
            shares,
            collective,
            following);
  }

  /** Has somebody told that the sums are to be {@link #refold folded anew}: the clock was wrong. */
  void onClockSetBack(Runnable told) {
    collective.onClockSetBack(told);
  }

  private EpochScan.Setting scanning() {
    return new EpochScan.Setting(
        shares,
        index,
        catalogue,
        base.mix().readout(),
        settings.consolidation().gates(),
        base.shape().continuum().cadences(),
        this::noSums,
        standings);
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
    return lanes.locked(customers, owners -> gate.observe(events, owners, this::appendAndFold));
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

  private List<Observation> appendAndFold(List<Event> events, Set<CustomerId> owners) {
    Map<CustomerId, Memories.Learner> folded = memories.learners(owners);
    List<Appended> appended = append(events, owners);
    try {
      return fold(events, appended, folded);
    } catch (RicordoException e) {
      distrust(owners);
      throw new OutcomeUnknownException(e.getMessage() + "; the events may be durable", e);
    } catch (RuntimeException | Error e) {
      distrust(owners);
      throw e;
    }
  }

  private List<Appended> append(List<Event> events, Set<CustomerId> owners) {
    try {
      return journal.append(events);
    } catch (RuntimeException | Error e) {
      if (mayBeDurable(e)) {
        distrust(owners);
      }
      throw e;
    }
  }

  /** Whether, after this failure of a change of the journal, some of it may be there. */
  static boolean mayBeDurable(Throwable failure) {
    boolean refused =
        failure instanceof RicordoException || failure instanceof IllegalArgumentException;
    return failure instanceof OutcomeUnknownException || !refused;
  }

  /** As after a change whose outcome nobody knows: it may have become durable only now. */
  Engine distrust(Collection<CustomerId> customers) {
    return lanes.locked(
        customers,
        owners -> {
          distrust(owners);
          return this;
        });
  }

  /**
   * The journals of these owners may have grown by more than was folded: what is hot of them goes,
   * and nothing is taken to be what the sums hold of them. Whoever is told that {@link
   * #mayBeDurable it may be durable} has the sums {@link #refold folded anew}.
   */
  private void distrust(Set<CustomerId> owners) {
    owners.forEach(memories::drop);
    owners.forEach(following::grown);
  }

  private List<Observation> fold(
      List<Event> events, List<Appended> appended, Map<CustomerId, Memories.Learner> folded) {
    collective.open(settings.clock().instant().getEpochSecond());
    List<Observation> outcomes = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      outcomes.add(fold(events.get(i), appended.get(i), folded));
    }
    return outcomes;
  }

  private Observation fold(
      Event event, Appended appended, Map<CustomerId, Memories.Learner> folded) {
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

  private Observation.Learned fold(
      JournalEntry entry, long previous, Map<CustomerId, Memories.Learner> folded) {
    CustomerId owner = lanes.owner(entry.event().customer());
    Memories.Learner learner = folded.get(owner);
    if (learner == null) {
      throw new RicordoBug("an event's customer has no memory");
    }
    if (previous != learner.memory().cursor) {
      learner = foldedUpTo(previous, owner, learner);
      folded.put(owner, learner);
    }
    return step(owner, entry, learner);
  }

  private Observation.Learned step(CustomerId owner, JournalEntry entry, Memories.Learner learner) {
    double surprise = folds.use(fold -> fold.step(learner.memory(), entry));
    following.grown(owner);
    if (learner.counted()) {
      collective.change(sums -> shares.add(learner.share(), entry, sums));
    }
    memories.keep(owner, learner);
    return new Observation.Learned(learner.memory().events, surprise);
  }

  /**
   * For the case that another process changed this journal: nothing of before can be trusted.
   *
   * @param learner whose share the sums hold, replaced by what the journal says
   */
  private Memories.Learner foldedUpTo(
      long position, CustomerId customer, Memories.Learner learner) {
    List<JournalEntry> entries = upTo(position, journal.read(customer, 1));
    Contribution replaced = shares.of(learner.counted() ? entries : List.of());
    collective.replace(List.of(learner.share()), List.of(replaced));
    return new Memories.Learner(folds.use(fold -> fold.of(entries)), replaced, learner.counted());
  }

  static List<JournalEntry> upTo(long position, List<JournalEntry> entries) {
    return entries.stream().filter(entry -> entry.position() <= position).toList();
  }

  public Ranking recommend(CustomerId customer, Slot slot, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count: must be at least 1, is " + count);
    }
    counts.rankings.increment();
    Present present = lanes.locked(customer, this::present);
    Instant at = settings.clock().instant();
    collective.open(at.getEpochSecond());
    List<Ranking.Answer> best = answers.best(present.context, present.recent, at, slot, count);
    return new Ranking(customer, slot, best, present.events, at);
  }

  /**
   * What answers may read: nothing that was learned while writes are switched off, and nothing at
   * all of somebody who does not let it be used.
   */
  private Present present(CustomerId customer) {
    if (!standings.of(customer).personalises()) {
      return new Present(memories.initial(), new RecentItems());
    }
    CustomerMemory memory = memories.of(customer);
    return new Present(memory, settings.memoryWrites() ? memory.recent.copy() : new RecentItems());
  }

  public Because because(Ranking ranking, ItemId item) {
    if (ranking.find(item).isEmpty()) {
      throw new IllegalArgumentException("item: \"" + item + "\" is not in the ranking");
    }
    if (!catalogue.contains(item)) {
      throw new IllegalArgumentException("item: \"" + item + "\" is not in the catalogue any more");
    }
    Fold fold = fold(settings.memoryWrites());
    Counterfactual counterfactual =
        new Counterfactual(fold, shares, answers, index, settings, noSums());
    Counterfactual.Evidence evidence = lanes.locked(ranking.customer(), this::evidence);
    return counterfactual.explain(evidence, ranking, item);
  }

  /** The journal, and of the sums what any answer from it or without one event reads. */
  private Counterfactual.Evidence evidence(CustomerId customer) {
    Standing standing = standings.of(customer);
    boolean readable = standing.personalises();
    RecentItems recent = readable ? memories.of(customer).recent : new RecentItems();
    List<JournalEntry> entries = readable ? journal.read(customer, 1) : List.of();
    Contribution share = shares.of(standings.counted(standing, entries));
    collective.open(settings.clock().instant().getEpochSecond());
    CollectiveSums rows = collective.excerpt(recent, Transitions.WINDOW + 1, share);
    return new Counterfactual.Evidence(entries, standing.allows(Purpose.COLLECTIVE), rows);
  }

  public Inspection inspect(CustomerId customer) {
    return lanes.locked(customer, this::inspectLocked);
  }

  private Inspection inspectLocked(CustomerId customer) {
    List<JournalEntry> entries = journal.read(customer, 1);
    Contribution contribution = shares.of(standings.counted(customer, entries));
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

  public Retrospect retrospect(CustomerId customer, LongConsumer looked) {
    List<JournalEntry> entries = lanes.locked(customer, owner -> journal.read(owner, 1));
    Fold fold = fold(settings.memoryWrites());
    return new Retrospection(fold, base, answers.outlook(), looked).of(entries);
  }

  public Erasure forget(CustomerId customer) {
    Erasure erasure = lanes.locked(customer, rewrites::erase);
    counts.erasures.increment();
    return erasure;
  }

  public Erasure forget(CustomerId customer, Scope scope) {
    Erasure erasure = lanes.locked(customer, owner -> rewrites.erase(owner, scope));
    if (erasure.events() > 0) {
      counts.erasures.increment();
    }
    return erasure;
  }

  public boolean merge(CustomerId visitor, CustomerId known) {
    return lanes.locked(List.of(visitor, known), owners -> rewrites.merge(visitor, known));
  }

  public boolean unmerge(CustomerId visitor) {
    return lanes.locked(List.of(visitor), Set.of(visitor), owners -> rewrites.unmerge(visitor));
  }

  Consolidator consolidator() {
    return consolidator;
  }

  public Set<CustomerId> oneWith(CustomerId customer) {
    return lanes.oneWith(customer);
  }

  public Standing standing(CustomerId customer) {
    return lanes.locked(
        customer, owner -> standings.resolved(standings.saidBy(owner, one -> true)));
  }

  public Standing stand(CustomerId customer, UnaryOperator<Standing> change) {
    return lanes.locked(customer, owner -> rewrites.stand(customer, change));
  }

  public void forEachConsenting(Purpose purpose, Consumer<CustomerId> consumer) {
    journal.forEachCustomer(
        owner -> {
          Standing now = standings.resolved(journal.standing(owner)); // it may have changed by now
          if (now.allows(purpose) && !now.unused()) {
            consumer.accept(owner);
          }
        });
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
        memories.hot(),
        collective.cells(),
        counts.recovered.sum());
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
    Fold fold = next.fold(settings.memoryWrites());
    Adoption adoption =
        new Adoption(new NextBase(next.collective, next.memories, fold, memories), next.shares);
    handOver()
        .to(
            adoption,
            spoiled -> {
              if (!spoiled) {
                next.takeMerged(lanes);
                swap.run();
                lanes.retire();
                memories.abandon();
              }
            });
    return !adoption.spoiled();
  }

  private HandOver handOver() {
    return new HandOver(journal, lanes, standings, following);
  }

  /** Takes over who is whose visitor. Hold all lanes of both engines. */
  void takeMerged(Lanes present) {
    lanes.takeMerged(present);
  }

  /** Lets go of what is hot without writing snapshots: another base has their place. */
  void abandon() {
    memories.abandon();
  }

  public void close() {
    lanes.lockedAll(memories::close);
  }

  private void recover() {
    calendar.read(journal.epochs().all());
    Map<CustomerId, Standing> all = standings.all();
    Recovery recovery =
        new Recovery(
            journal,
            (owner, entries) ->
                shares.of(standings.counted(all.getOrDefault(owner, standings.unsaid()), entries)),
            noSums());
    recovery.run(settings.clock().instant().getEpochSecond());
    counts.recovered.add(recovery.events());
    collective.replace(recovery.sums());
  }

  /** Reads the journal before anybody is answered. */
  Engine start() {
    lanes.lockedAll(
        () -> {
          lanes.replaceMerged(merged());
          recover();
        });
    return this;
  }

  private Map<CustomerId, CustomerId> merged() {
    Map<CustomerId, CustomerId> merged = new HashMap<>();
    journal.forEachMerged(merged::put);
    return merged;
  }

  /** Another process changed what somebody said, and nothing that the sums hold. */
  Engine dropStandings() {
    lanes.lockedAll(standings::dropAll);
    return this;
  }

  /**
   * Another process changed journals as a whole: what is hot of these customers cannot be trusted.
   * All stops for a moment. The sums are those of before until they are {@link #refold folded
   * anew}.
   */
  Engine changedElsewhere(Predicate<CustomerId> touched) {
    Map<CustomerId, Boolean> asked = new ConcurrentHashMap<>();
    memories.forEachHot(owner -> asked.put(owner, touched.test(owner))); // while nobody waits
    Predicate<CustomerId> askedOnce = owner -> asked.computeIfAbsent(owner, touched::test);
    AtomicBoolean done = new AtomicBoolean();
    while (!done.get()) {
      long regrouped = lanes.regrouped();
      long edition = calendar.edition();
      Map<CustomerId, CustomerId> merged = merged(); // may be long: nobody waits for it
      List<Epoch> epochs = journal.epochs().all(); // nor for this
      lanes.lockedAll(
          () -> {
            if (regrouped == lanes.regrouped() && calendar.read(epochs, edition)) {
              lanes.replaceMerged(merged);
              drop(askedOnce, edition != calendar.edition());
              done.set(true);
            }
          });
    }
    return this;
  }

  private void drop(Predicate<CustomerId> touched, boolean othersCount) {
    following.spoil();
    memories.dropIf(touched);
    standings.dropIf(touched);
    if (othersCount) {
      memories.dropShares();
    }
  }

  /**
   * Folds the sums anew while everything goes on, and puts them in place of the present ones. One
   * caller at a time, and none while the engine hands over or decides about epochs.
   *
   * @return false if other events count than when it began; ask again
   */
  /*
   * If another process changes more meanwhile, the new sums are as old as the present ones for those
   * whom it changed, and of today for all others: they are put in place, and folded once more.
   */
  boolean refold() {
    long edition = calendar.edition();
    CollectiveSums sums = noSums();
    sums.open(settings.clock().instant().getEpochSecond());
    handOver()
        .to(
            new Adoption(new NewSums(sums, memories), shares),
            spoiled -> {
              if (edition == calendar.edition()) {
                collective.replace(sums);
              }
            });
    return edition == calendar.edition();
  }
}
