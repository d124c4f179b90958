package dev.ricordo.internal;

import dev.ricordo.collective.Contribution;
import dev.ricordo.consent.Purpose;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Snapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The owners' memories and shares: the hot ones, or folded from the snapshot and what follows it in
 * the journal. Call it for an owner under the lock of the owner's lane.
 */
final class Memories {

  private static final int SNAPSHOT_EVERY = 64;

  /** So many snapshots are written at once at the end: 1.3 MB. */
  private static final int SNAPSHOTS_AT_ONCE = 256;

  /** So many snapshots wait to be written: 1.3 MB. */
  private static final int MOST_WAITING = 256;

  /** So many memories wait on the heap to be written when they are dropped; others are not. */
  private static final int MOST_DROPPED = 256;

  private final Engine.Settings settings;
  private final Journal journal;
  private final Snapshots snapshots;
  private final SnapshotWriter writer;
  private final KeptShares keptShares;
  private final SnapshotFormat format;
  private final Folds folds;
  private final Shares shares;
  private final Lanes lanes;
  private final Standings standings;
  private final ExecutorService dropping;
  private final HotMemories hot;

  /**
   * What is folded from an owner's journal up to the same entry.
   *
   * @param share what the collective sums hold of the owner
   * @param counted whether the owner's events enter the collective sums
   */
  record Learner(CustomerMemory memory, Contribution share, boolean counted) {}

  Memories(
      Engine.Settings settings,
      Journal journal,
      Snapshots snapshots,
      SnapshotFormat format,
      Folds folds,
      Shares shares,
      KeptShares keptShares,
      Lanes lanes,
      Standings standings) {
    this.settings = settings;
    this.journal = journal;
    this.snapshots = snapshots;
    writer = new SnapshotWriter(snapshots, MOST_WAITING);
    this.format = format;
    this.folds = folds;
    this.shares = shares;
    this.keptShares = keptShares;
    this.lanes = lanes;
    this.standings = standings;
    dropping =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_DROPPED),
            Daemons.named("ricordo-hot-memories"),
            new ThreadPoolExecutor.DiscardPolicy());
    hot = new HotMemories(settings.hotBytes(), this::dropped);
  }

  /** An owner's memory. */
  CustomerMemory of(CustomerId owner) {
    CustomerMemory found = hot.find(owner);
    if (found != null) {
      return found;
    }
    CustomerMemory memory = fromSnapshot(owner);
    return caughtUp(owner, memory, journal.read(owner, memory.cursor + 1));
  }

  /** What a snapshot holds was learned: without writes nobody answers from it. */
  private CustomerMemory fromSnapshot(CustomerId owner) {
    if (!settings.memoryWrites()) {
      return initial();
    }
    return snapshots.find(owner).flatMap(format::decode).orElseGet(this::initial);
  }

  /** The memory of somebody who was never seen. */
  CustomerMemory initial() {
    return folds.use(Fold::initial);
  }

  private CustomerMemory caughtUp(
      CustomerId owner, CustomerMemory memory, List<JournalEntry> entries) {
    folds.use(fold -> fold.onTop(memory, entries));
    hot.keep(owner, memory); // an empty one too: a stranger's next page need not ask again
    return memory;
  }

  /**
   * What learning the owners' next events needs. Where a share is neither hot nor kept, the whole
   * journal is read, of all such owners together, though the memory needs no more than its snapshot
   * and what follows: a share is capped per cell over the whole journal, and has several cells an
   * event. Folding it takes a few microseconds an event, the kernel is not asked.
   */
  Map<CustomerId, Learner> learners(Set<CustomerId> owners) {
    Map<CustomerId, Learner> learners = new HashMap<>();
    List<CustomerId> cold = new ArrayList<>();
    for (CustomerId owner : owners) {
      boolean counted = counted(owner);
      boolean held = counted && settings.collectiveWrites();
      Contribution share = held ? hot.findShare(owner) : shares.none();
      if (share == null || (!counted && !isHot(owner))) {
        cold.add(owner);
      } else {
        learners.put(owner, new Learner(of(owner), share, counted));
      }
    }
    if (!cold.isEmpty()) {
      learners.putAll(coldLearners(cold));
    }
    return learners;
  }

  private Map<CustomerId, Learner> coldLearners(List<CustomerId> owners) {
    Map<CustomerId, Learner> learners = new HashMap<>();
    keptShares
        .find(owners.stream().filter(this::mayHaveKept).toList())
        .forEach(
            (owner, start) -> {
              CustomerMemory memory = of(owner);
              if (start.cursor() <= memory.cursor) {
                List<JournalEntry> entries = journal.read(owner, start.cursor() + 1);
                learners.put(owner, learner(owner, memory, start, entries));
              }
            });
    List<CustomerId> others =
        owners.stream().filter(owner -> !learners.containsKey(owner)).toList();
    if (!others.isEmpty()) {
      journal
          .readAll(others)
          .forEach(
              (owner, entries) ->
                  learners.put(
                      owner,
                      learner(owner, memory(owner, entries), keptShares.beginning(), entries)));
    }
    return learners;
  }

  /** Whether an owner's share is in the sums, and may be of so many events that it is kept. */
  private boolean mayHaveKept(CustomerId owner) {
    CustomerMemory memory = hot.find(owner);
    return counted(owner) && (memory == null || memory.events >= KeptShares.EVERY);
  }

  private Learner learner(
      CustomerId owner,
      CustomerMemory memory,
      KeptShares.Start start,
      List<JournalEntry> following) {
    boolean counted = counted(owner);
    List<JournalEntry> folded = Engine.upTo(memory.cursor, following);
    Contribution share = counted ? keptShares.foldedOn(owner, start, folded) : shares.none();
    return new Learner(memory, share, counted);
  }

  /** A memory whose whole journal is at hand. */
  private CustomerMemory memory(CustomerId owner, List<JournalEntry> entries) {
    CustomerMemory memory = hot.find(owner);
    if (memory == null) {
      // Of a journal this short there is hardly ever a snapshot, and none is missed.
      boolean brief = entries.size() < SNAPSHOT_EVERY;
      CustomerMemory start = brief ? initial() : fromSnapshot(owner);
      long cursor = start.cursor;
      memory = caughtUp(owner, start, entries.stream().filter(e -> e.position() > cursor).toList());
    }
    return memory;
  }

  private boolean counted(CustomerId owner) {
    return standings.of(owner).allows(Purpose.COLLECTIVE);
  }

  /** Keeps what has learned one more event. */
  void keep(CustomerId owner, Learner learner) {
    CustomerMemory memory = learner.memory();
    hot.keep(owner, memory);
    if (settings.collectiveWrites()) {
      hot.keepShare(owner, learner.share());
    }
    if (memory.events % SNAPSHOT_EVERY == 0) {
      snapshot(owner, memory);
    }
  }

  /** Keeps a memory that was folded elsewhere. */
  void keepHot(CustomerId owner, CustomerMemory memory) {
    hot.keep(owner, memory);
  }

  boolean isHot(CustomerId owner) {
    return hot.find(owner) != null;
  }

  /**
   * What the sums hold of an owner.
   *
   * @param entries the owner's whole journal, read only if the share is not hot
   */
  Contribution share(CustomerId owner, List<JournalEntry> entries) {
    Contribution held = hot.findShare(owner); // it may go at any time: asked for once
    return held == null ? shares.of(standings.counted(owner, entries)) : held;
  }

  /** The sums hold something else of an owner now. */
  void keepShare(CustomerId owner, Contribution share) {
    hot.keepShare(owner, share);
  }

  /**
   * Other sums hold of an owner what the journal up to an entry says: so does what is hot, or it
   * goes.
   */
  void countedAnew(CustomerId owner, long position, Contribution share) {
    CustomerMemory memory = hot.find(owner);
    if (memory == null || memory.cursor != position) {
      hot.drop(owner);
    } else if (hot.findShare(owner) != null) {
      hot.keepShare(owner, share);
    }
  }

  /** Lets go of what is hot of an owner whose journal has changed: it is folded from nothing. */
  void drop(CustomerId owner) {
    writer.forgetIf(owner::equals);
    keptShares.forgetIf(owner::equals);
    hot.drop(owner);
  }

  /**
   * Lets go of what the sums hold of those who are hot: the calendar has changed. Hold all lanes.
   */
  void dropShares() {
    hot.dropShares();
  }

  /** Lets go of what is hot of some owners, without snapshots. Hold all lanes. */
  void dropIf(Predicate<CustomerId> dropped) {
    writer.forgetIf(dropped);
    keptShares.forgetIf(dropped);
    hot.dropIf(dropped);
  }

  /** Gives whoever is hot to the consumer. */
  void forEachHot(Consumer<CustomerId> consumer) {
    hot.forEach((owner, memory) -> consumer.accept(owner));
  }

  /** How many memories are hot. */
  long hot() {
    return hot.size();
  }

  /** Writes snapshots of all that is hot and lets go of it. Hold all lanes. */
  void close() {
    writer.close();
    keptShares.close();
    Map<CustomerId, Snapshots.Snapshot> page = new HashMap<>();
    hot.forEach(
        (owner, memory) -> {
          if (isWorthKeeping(memory)) {
            page.put(owner, format.encode(memory));
          }
          if (page.size() == SNAPSHOTS_AT_ONCE) {
            writer.write(page);
            page.clear();
          }
        });
    writer.write(page);
    abandon();
  }

  /** Lets go of all that is hot for good, without snapshots. */
  void abandon() {
    writer.abandon();
    keptShares.abandon();
    hot.dropAll();
    dropping.shutdown();
  }

  /**
   * Has a dropped memory written by a thread that holds no lock: writing needs that of the owner's
   * lane, which may still write in the memory. If too many wait, this one is not: replay will take
   * its place.
   */
  private void dropped(CustomerId owner, CustomerMemory memory) {
    if (isWorthKeeping(memory)) {
      dropping.execute(() -> lanes.alone(owner, () -> snapshot(owner, memory)));
    }
  }

  private void snapshot(CustomerId owner, CustomerMemory memory) {
    if (isWorthKeeping(memory) && writer.put(owner, format.encode(memory))) {
      memory.kept = memory.cursor;
    }
  }

  /** Whether a snapshot would say more than the one there is: who only asks writes none. */
  private boolean isWorthKeeping(CustomerMemory memory) {
    return memory.cursor > memory.kept && settings.memoryWrites();
  }
}
