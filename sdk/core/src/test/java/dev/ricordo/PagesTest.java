package dev.ricordo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.Base;
import dev.ricordo.base.RandomBases;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Snapshots;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where all customers are read or written, the store is asked for many at a time. */
class PagesTest {

  private static final int CUSTOMERS = 450;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Base BASE = RandomBases.create(3, 20);

  private final Journal journal = Journal.inMemory();

  /** Counts whose journals are asked for. */
  private static final class Counting extends ForwardingJournal {
    final List<Integer> pages = new ArrayList<>();
    int single;

    Counting(Journal delegate) {
      super(delegate);
    }

    @Override
    public List<JournalEntry> read(CustomerId customer, long fromPosition) {
      single++;
      return super.read(customer, fromPosition);
    }

    @Override
    public Map<CustomerId, List<JournalEntry>> readAll(Collection<CustomerId> customers) {
      pages.add(customers.size());
      return super.readAll(customers);
    }
  }

  /** Counts what is written. */
  private static final class Written implements Snapshots {
    final List<Integer> pages = new ArrayList<>();
    boolean full;

    @Override
    public Optional<Snapshot> find(CustomerId customer) {
      return Optional.empty();
    }

    @Override
    public void put(CustomerId customer, Snapshot snapshot) {
      throw new AssertionError("one by one");
    }

    @Override
    public void putAll(Map<CustomerId, Snapshot> snapshots) {
      pages.add(snapshots.size());
      if (full) {
        throw new RicordoException("snapshots: no space left on device");
      }
    }
  }

  @Test
  void start_readsManyCustomersAtATime_andAllOfThem() {
    Ricordo.Statistics learned = learn(Snapshots.none());
    Counting counting = new Counting(journal);
    try (Ricordo ricordo = over(counting, Snapshots.none())) {
      assertThat(counting.pages).containsExactly(200, 200, 50);
      assertThat(counting.single).isZero();
      assertThat(ricordo.statistics().recovered()).isEqualTo(2 * CUSTOMERS);
      assertThat(ricordo.statistics().collectiveCells()).isEqualTo(learned.collectiveCells());
    }
  }

  @Test
  void close_writesManySnapshotsAtATime() {
    Written written = new Written();
    learn(written);
    assertThat(written.pages).containsExactly(256, CUSTOMERS - 256);
  }

  @Test
  void close_onFullDisk_triesEveryPage_andSucceeds() {
    Written written = new Written();
    written.full = true;
    learn(written);
    assertThat(written.pages).containsExactly(256, CUSTOMERS - 256);
  }

  private Ricordo.Statistics learn(Snapshots snapshots) {
    try (Ricordo ricordo = over(journal, snapshots)) {
      ricordo.observeAll(IntStream.range(0, 2 * CUSTOMERS).mapToObj(PagesTest::event).toList());
      return ricordo.statistics();
    }
  }

  private static Ricordo over(Journal journal, Snapshots snapshots) {
    return Ricordo.builder()
        .base(BASE)
        .journal(journal)
        .snapshots(snapshots)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .build();
  }

  private static Event event(int number) {
    CustomerId customer = CustomerId.of("c" + number % CUSTOMERS);
    return Event.viewed(customer, ItemId.of("i" + number % 17), NOW.minusSeconds(1_000 - number));
  }
}
