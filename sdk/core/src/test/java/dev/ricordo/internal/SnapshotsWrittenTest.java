package dev.ricordo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.base.RandomBases;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Snapshots;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When snapshots are written, and when there is no need or no room to. */
final @Timeout(60) class SnapshotsWrittenTest {

  private static final Base BASE = RandomBases.create(3, 20);
  private static final int CUSTOMERS = 1_000;
  private static final Slot HOME = Slot.of("home");

  private final Journal journal = Journal.inMemory();
  private final Counting snapshots = new Counting();

  /** Keeps snapshots, counts how often some are written, and may take its time. */
  private static final class Counting implements Snapshots {

    final Map<CustomerId, Snapshot> kept = new ConcurrentHashMap<>();
    final AtomicInteger written = new AtomicInteger();
    final AtomicInteger started = new AtomicInteger();
    volatile CountDownLatch slow = new CountDownLatch(0);

    @Override
    public Optional<Snapshot> find(CustomerId customer) {
      return Optional.ofNullable(kept.get(customer));
    }

    @Override
    public void put(CustomerId customer, Snapshot snapshot) {
      started.incrementAndGet();
      try {
        slow.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      kept.put(customer, snapshot);
      written.incrementAndGet();
    }
  }

  private static List<CustomerId> customers() {
    return IntStream.range(0, CUSTOMERS).mapToObj(c -> CustomerId.of("c" + c)).toList();
  }

  private Ricordo ricordo(long hotBytes) {
    return Ricordo.builder()
        .base(BASE)
        .journal(journal)
        .snapshots(snapshots)
        .hotBytes(hotBytes)
        .build();
  }

  private static void observe(Ricordo ricordo) {
    ricordo.observeAll(
        customers().stream()
            .map(customer -> Event.viewed(customer, ItemId.of("i1"), Instant.now()))
            .toList());
  }

  @Test
  void instanceThatWritesNoMemory_readsNoneOfAnother() {
    CustomerId one = customers().get(0);
    try (Ricordo writing = ricordo(1 << 26)) {
      observe(writing, one, 80);
    }
    assertThat(snapshots.kept).containsKey(one);
    Ricordo.Builder frozen =
        Ricordo.builder().base(BASE).journal(journal).memoryWrites(false).collectiveWrites(false);
    try (Ricordo without = frozen.build();
        Ricordo beside = frozen.snapshots(snapshots).build()) {

      assertThat(scores(beside, one)).isEqualTo(scores(without, one));
    }
  }

  private static List<Double> scores(Ricordo ricordo, CustomerId customer) {
    return ricordo.recommend(customer, HOME, 20).answers().stream()
        .map(Ranking.Answer::score)
        .toList();
  }

  @Test
  void whoOnlyAsks_writesNone() {
    try (Ricordo ricordo = ricordo(1 << 26)) {
      observe(ricordo);
    }
    assertThat(snapshots.written.getAndSet(0)).isEqualTo(CUSTOMERS);

    try (Ricordo ricordo = ricordo(100_000)) {
      customers().forEach(customer -> ricordo.recommend(customer, HOME, 1));
      assertThat(ricordo.statistics().hotMemories()).isLessThan(50);
    }
    assertThat(snapshots.written).hasValue(0);
  }

  @Test
  void eventsDoNotWaitForSnapshots_andWhatWaitsIsWrittenAtTheEnd() {
    CountDownLatch slow = new CountDownLatch(1);
    snapshots.slow = slow;
    CustomerId customer = CustomerId.of("c0");
    Ricordo ricordo = ricordo(1 << 26);
    observe(ricordo, customer, 200);
    assertThat(snapshots.kept).isEmpty();
    slow.countDown();
    ricordo.close();
    assertThat(cursor(customer)).isEqualTo(200);
    // That of 192 events, which took the place of an earlier one, the last, and perhaps that of 64.
    assertThat(snapshots.written.get()).isBetween(2, 3);
  }

  @Test
  void snapshotThatWaitsWhileItsCustomerIsErased_isNotWritten() throws InterruptedException {
    snapshots.slow = new CountDownLatch(1);
    CustomerId first = CustomerId.of("c0");
    CustomerId erased = CustomerId.of("c1");
    try (Ricordo ricordo = ricordo(1 << 26)) {
      observe(ricordo, first, 64);
      while (snapshots.started.get() == 0) {
        Thread.sleep(1);
      }
      observe(ricordo, erased, 64);
      ricordo.forget(erased);
      snapshots.slow.countDown();
    }
    assertThat(snapshots.kept).containsOnlyKeys(first);
  }

  private static void observe(Ricordo ricordo, CustomerId customer, int events) {
    for (int event = 0; event < events; event++) {
      ricordo.observe(Event.viewed(customer, ItemId.of("i1"), Instant.now()));
    }
  }

  private long cursor(CustomerId customer) {
    return Objects.requireNonNull(snapshots.kept.get(customer)).cursor();
  }

  @Test
  void snapshotIsWritten_whenEnoughWasLearned() throws InterruptedException {
    CustomerId customer = CustomerId.of("c0");
    try (Ricordo ricordo = ricordo(1 << 26)) {
      observe(ricordo, customer, 70);
      while (snapshots.written.get() == 0) {
        Thread.sleep(1);
      }
      assertThat(cursor(customer)).isEqualTo(64);
    }
  }

  @Test
  void memoriesThatLeaveFasterThanTheyAreWritten_doNotPileUp() {
    snapshots.slow = new CountDownLatch(1);
    try (Ricordo ricordo = ricordo(100_000)) {
      observe(ricordo);
      assertThat(ricordo.statistics().hotMemories()).isLessThan(50);
      snapshots.slow.countDown();
    }
    assertThat(snapshots.written.get()).isBetween(1, 400);

    try (Ricordo asBefore = ricordo(1 << 26);
        Ricordo folded =
            Ricordo.builder().base(BASE).journal(journal).snapshots(Snapshots.none()).build()) {
      for (CustomerId customer : customers()) {
        assertThat(asBefore.inspect(customer)).isEqualTo(folded.inspect(customer));
      }
    }
  }
}
