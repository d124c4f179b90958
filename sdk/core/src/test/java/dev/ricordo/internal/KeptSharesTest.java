package dev.ricordo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.base.Base;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.RandomBases;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.Contribution;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Snapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who has a long journal and comes back pays for it once. */
@Timeout(120)
class KeptSharesTest {

  private static final Base BASE = RandomBases.create(3, 50);
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId BERT = CustomerId.of("bert");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int LONG = 2_500;

  /** So little that no share of a long journal is ever hot. */
  private static final long NO_ROOM = 40_000;

  private final Reading journal = new Reading(Journal.inMemory());
  private final InMemory memories = new InMemory();
  private final Map<CustomerId, Snapshots.Snapshot> kept = memories.shares.kept;

  /** Counts the entries that are read. */
  private static final class Reading extends ForwardingJournal {
    int entries;
    int calls;

    Reading(Journal delegate) {
      super(delegate);
    }

    @Override
    public List<JournalEntry> read(CustomerId customer, long fromPosition) {
      List<JournalEntry> read = super.read(customer, fromPosition);
      calls++;
      entries += read.size();
      return read;
    }

    @Override
    public Map<CustomerId, List<JournalEntry>> readAll(Collection<CustomerId> customers) {
      Map<CustomerId, List<JournalEntry>> read = super.readAll(customers);
      calls++;
      read.values().forEach(one -> entries += one.size());
      return read;
    }

    int taken() {
      int read = entries;
      entries = 0;
      return read;
    }
  }

  private static class Kept implements Snapshots {
    final Map<CustomerId, Snapshot> kept = new ConcurrentHashMap<>();

    @Override
    public Optional<Snapshot> find(CustomerId customer) {
      return Optional.ofNullable(kept.get(customer));
    }

    @Override
    public void put(CustomerId customer, Snapshot snapshot) {
      kept.put(customer, snapshot);
    }
  }

  /** Keeps memories, and shares apart from them. */
  private static final class InMemory extends Kept {
    final Kept shares = new Kept();

    @Override
    public Snapshots shares() {
      return shares;
    }
  }

  private Ricordo ricordo(Base base) {
    return Ricordo.builder()
        .base(base)
        .journal(journal)
        .snapshots(memories)
        .hotBytes(NO_ROOM)
        .build();
  }

  private static Event event(CustomerId customer, int number) {
    int item = Math.floorMod(number * 7 + number / 11, 50);
    return Event.viewed(customer, ItemId.of("i" + item), NOON.plusSeconds(number));
  }

  private static void observe(Ricordo ricordo, CustomerId customer, int from, int to) {
    ricordo.observeAll(
        IntStream.range(from, to).mapToObj(number -> event(customer, number)).toList());
  }

  /** Has Anna's long journal folded once, whose share is then kept. */
  private void foldOnce(Ricordo ricordo) throws InterruptedException {
    observe(ricordo, BERT, 0, 30);
    observe(ricordo, ANNA, 0, LONG);
    assertThat(kept).isEmpty();
    journal.taken();
    observe(ricordo, ANNA, LONG, LONG + 1);
    assertThat(journal.taken()).isGreaterThanOrEqualTo(LONG);
    while (kept.isEmpty()) {
      Thread.sleep(1);
    }
  }

  @Test
  void longJournal_isReadOnce_andNothingIsLostOrCountedTwice() throws InterruptedException {
    try (Ricordo ricordo = ricordo(BASE)) {
      foldOnce(ricordo);
      for (int number = LONG + 1; number < LONG + 6; number++) {
        observe(ricordo, ANNA, number, number + 1);
      }
      assertThat(journal.taken()).isLessThan(200);
      assertThat(kept).containsOnlyKeys(ANNA);

      // C(J) of the whole journal, folded from nothing, is all that the sums hold of her.
      ricordo.forget(ANNA);
      long left = ricordo.statistics().collectiveCells();
      ricordo.forget(BERT);
      assertThat(left).isPositive();
      assertThat(ricordo.statistics().collectiveCells()).isZero();
    }
  }

  @Test
  void afterARestart_theKeptShareIsFoldedOn() throws InterruptedException {
    try (Ricordo ricordo = ricordo(BASE)) {
      foldOnce(ricordo);
    }
    try (Ricordo ricordo = ricordo(BASE)) {
      journal.taken();
      observe(ricordo, ANNA, LONG + 1, LONG + 2);
      assertThat(journal.taken()).isLessThan(200);
      ricordo.forget(ANNA);
      ricordo.forget(BERT);
      assertThat(ricordo.statistics().collectiveCells()).isZero();
    }
  }

  @Test
  void shareUnderOtherRules_isNotUsed() throws InterruptedException {
    try (Ricordo ricordo = ricordo(BASE)) {
      foldOnce(ricordo);
    }
    try (Ricordo ricordo = ricordo(BASE.withCollectiveRules(CollectiveRules.DEFAULT.withCap(1)))) {
      journal.taken();
      observe(ricordo, ANNA, LONG + 1, LONG + 2);
      assertThat(journal.taken()).isGreaterThanOrEqualTo(LONG);
      ricordo.forget(ANNA);
      ricordo.forget(BERT);
      assertThat(ricordo.statistics().collectiveCells()).isZero();
    }
  }

  @Test
  void whoseEventsAreNotCounted_areReadTogether_andNothingIsKept() {
    ConsolidationRules optIn =
        ConsolidationRules.DEFAULT.withRequiredConsent(Set.of(Purpose.COLLECTIVE));
    try (Ricordo ricordo = ricordo(BASE)) {
      observe(ricordo, ANNA, 0, LONG);
    }
    try (Ricordo ricordo =
        Ricordo.builder()
            .base(BASE)
            .journal(journal)
            .snapshots(memories)
            .consolidation(optIn)
            .build()) {
      journal.calls = 0;
      List<Event> events =
          IntStream.range(0, 50).mapToObj(c -> event(CustomerId.of("c" + c), c)).toList();
      ricordo.observeAll(Stream.concat(events.stream(), Stream.of(event(ANNA, LONG))).toList());
      assertThat(journal.calls).isEqualTo(1);
      assertThat(ricordo.statistics().collectiveCells()).isZero();
    }
    assertThat(kept).isEmpty();
  }

  /** Folding on by hand, under a calendar. */
  @Nested
  class UnderACalendar {

    private final ConsolidationRules rules = ConsolidationRules.DEFAULT;
    private final Calendar calendar = new Calendar(rules);
    private final ItemIndex index = new ItemIndex(BASE.catalogue());
    private final Shares shares =
        new Shares(CollectiveRules.DEFAULT, index, Categories.none(), calendar);
    private final ShareFormat format =
        new ShareFormat(CollectiveRules.DEFAULT, Categories.none(), index);
    private final Kept stored = new Kept();
    private final KeptShares keptShares = new KeptShares(stored, format, shares, calendar);
    private final List<JournalEntry> entries = new ArrayList<>();

    @BeforeEach
    void write() {
      for (int number = 1; number <= LONG; number++) {
        entries.add(new JournalEntry(number, event(ANNA, number)));
      }
    }

    private void calendar(long end, Verdict verdict) {
      Epoch closed = Epoch.closed(1, 1, 1_500, NOON);
      Epoch second = Epoch.closed(2, 1_501, end, NOON);
      calendar.read(List.of(decided(closed, Verdict.PROMOTED), decided(second, verdict)));
    }

    private Epoch decided(Epoch epoch, Verdict verdict) {
      return new Epoch(
          epoch.number(),
          epoch.firstPosition(),
          epoch.lastPosition(),
          epoch.closedAt(),
          verdict,
          epoch.changes(),
          epoch.examined(),
          epoch.figures(),
          epoch.findings(),
          epoch.votes());
    }

    private Contribution folded(KeptShares.Start start) {
      List<JournalEntry> following =
          entries.stream().filter(entry -> entry.position() > start.cursor()).toList();
      return keptShares.foldedOn(ANNA, start, following);
    }

    @Test
    void whatAnEpochHides_isNotInTheKeptShare_andIsFoldedOn() {
      calendar(2_000, Verdict.HELD);
      Contribution first = folded(keptShares.beginning());
      keptShares.close();
      KeptShares.Start start =
          Objects.requireNonNull(keptShares.find(List.of(ANNA, BERT)).get(ANNA));
      assertThat(start.cursor()).isEqualTo(1_500);
      Contribution again = folded(start);
      assertThat(again.differences(first)).isZero();
      assertThat(again.differences(shares.of(entries))).isZero();
      assertThat(again.cells()).isPositive();
    }

    @Test
    void shareOfAnEpochThatIsHeldLater_isNotUsed() {
      calendar(2_000, Verdict.PROMOTED);
      folded(keptShares.beginning());
      keptShares.close();
      assertThat(keptShares.find(List.of(ANNA))).containsOnlyKeys(ANNA);
      calendar(2_000, Verdict.HELD);
      assertThat(keptShares.find(List.of(ANNA))).isEmpty();
      calendar(2_000, Verdict.PROMOTED);
      assertThat(keptShares.find(List.of(ANNA))).containsOnlyKeys(ANNA);
    }

    @Test
    void shortJournal_isNotKept() {
      entries.subList(KeptShares.EVERY - 1, entries.size()).clear();
      folded(keptShares.beginning());
      keptShares.close();
      assertThat(stored.kept).isEmpty();
    }
  }
}
