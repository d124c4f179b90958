package dev.ricordo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.base.RandomBases;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Leaving;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The journal is lost when it is to commit, and may or may not have done so. */
class OutcomeUnknownTest {

  private static final int ITEMS = 15;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Slot HOME = Slot.of("home");
  private static final List<CustomerId> CUSTOMERS =
      IntStream.range(0, 5).mapToObj(c -> CustomerId.of("c" + c)).toList();
  private static final CustomerId ANNA = CUSTOMERS.get(0);
  private static final CustomerId BERT = CUSTOMERS.get(1);

  private final Lossy journal = new Lossy();
  private final Ricordo ricordo = over(journal);
  private final Random random = new Random(7);
  private int events;

  private static Ricordo over(Journal journal) {
    return Ricordo.builder()
        .base(RandomBases.create(1, ITEMS))
        .journal(journal)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .build();
  }

  @AfterEach
  void close() {
    ricordo.close();
  }

  private Event view(CustomerId customer) {
    ItemId item = ItemId.of("i" + random.nextInt(ITEMS));
    return Event.viewed(customer, item, NOW).withId(EventId.of("e" + events++));
  }

  private void observeSome(int count) {
    for (int i = 0; i < count; i++) {
      ricordo.observe(view(CUSTOMERS.get(i % CUSTOMERS.size())));
    }
  }

  private static List<Object> everything(Ricordo ricordo) {
    List<Object> all = new ArrayList<>();
    for (CustomerId customer : CUSTOMERS) {
      all.add(ricordo.inspect(customer));
      all.add(ricordo.recommend(customer, HOME, ITEMS));
    }
    all.add(ricordo.statistics().collectiveCells());
    return all;
  }

  private void requireAsAfterAFreshStart() {
    try (Ricordo fresh = over(journal.whole())) {
      List<Object> expected = everything(fresh);
      Eventually.holds(() -> assertThat(everything(ricordo)).isEqualTo(expected));
    }
  }

  private void requireUnknown(List<Event> lost) {
    assertThatThrownBy(() -> ricordo.observeAll(lost)).isInstanceOf(OutcomeUnknownException.class);
  }

  @Test
  void eventThatIsDurableAfterAll_isReflected_andLearnedOnce() {
    observeSome(40);
    Event lost = view(ANNA);
    journal.failure = Failure.AFTER_COMMIT;
    requireUnknown(List.of(lost));

    assertThat(ricordo.recommend(ANNA, HOME, ITEMS).position()).isEqualTo(9);
    assertThat(ricordo.observe(lost))
        .isEqualTo(new Observation.Withheld(Observation.Reason.DUPLICATE));
    requireAsAfterAFreshStart();
  }

  @Test
  void eventThatIsNotDurable_isLearnedAtTheNextTry() {
    observeSome(40);
    Event lost = view(ANNA);
    journal.failure = Failure.BEFORE_COMMIT;
    requireUnknown(List.of(lost));

    assertThat(ricordo.observe(lost)).isInstanceOf(Observation.Learned.class);
    requireAsAfterAFreshStart();
  }

  @Test
  void whoIsForgottenAfterwards_leavesNothing() {
    observeSome(40);
    journal.failure = Failure.AFTER_COMMIT;
    requireUnknown(List.of(view(ANNA), view(BERT), view(ANNA)));
    requireAsAfterAFreshStart();
    ricordo.forget(ANNA);
    requireAsAfterAFreshStart();
    CUSTOMERS.forEach(ricordo::forget);

    assertThat(ricordo.statistics().collectiveCells()).isZero();
  }

  @Test
  void whoIsForgottenAtOnce_leavesNothing() {
    observeSome(40);
    journal.failure = Failure.AFTER_COMMIT;
    requireUnknown(List.of(view(ANNA), view(ANNA)));
    ricordo.forget(ANNA);

    requireAsAfterAFreshStart();
  }

  @Test
  void journalThatIsLostAfterTheAppend_saysThatTheEventsMayBeDurable() {
    observeSome(40);
    journal.whole().append(List.of(view(BERT))); // by another process: hers is to be read again
    Event lost = view(BERT);
    journal.failure = Failure.WHEN_READ;
    requireUnknown(List.of(view(ANNA), lost));
    journal.failure = Failure.NONE;

    assertThat(ricordo.observe(lost))
        .isEqualTo(new Observation.Withheld(Observation.Reason.DUPLICATE));
    requireAsAfterAFreshStart();
  }

  /** The sums are folded anew and everyone is hot before the store does what it was told. */
  private Event durableOnlyLater() {
    observeSome(40);
    Event lost = view(ANNA);
    journal.failure = Failure.BEFORE_COMMIT;
    requireUnknown(List.of(lost));
    Eventually.holds(() -> assertThat(journal.foldedAnew).isTrue());
    requireAsAfterAFreshStart();
    journal.whole().append(List.of(lost));
    return lost;
  }

  @Test
  void eventThatIsDurableOnlyLater_isReflected_onceItIsObservedAgain() {
    Event lost = durableOnlyLater();

    assertThat(ricordo.observe(lost))
        .isEqualTo(new Observation.Withheld(Observation.Reason.DUPLICATE));
    requireAsAfterAFreshStart();
  }

  @Test
  void eventThatIsDurableOnlyLater_isReflected_onceAnotherIsObserved() {
    durableOnlyLater();
    ricordo.observe(view(ANNA));

    requireAsAfterAFreshStart();
  }

  @Test
  void whoIsForgotten_withAnEventThatWasDurableOnlyLater_leavesNothing() {
    durableOnlyLater();
    CUSTOMERS.forEach(ricordo::forget);

    requireAsAfterAFreshStart();
    assertThat(ricordo.statistics().collectiveCells()).isZero();
  }

  @Test
  void eventThatIsDurable_thoughTheJournalFailedInAWayNobodyKnows_isReflected() {
    observeSome(40);
    Event lost = view(ANNA);
    journal.failure = Failure.DEFECT_AFTER_COMMIT;
    assertThatThrownBy(() -> ricordo.observe(lost)).isInstanceOf(RicordoBug.class);

    assertThat(ricordo.observe(lost))
        .isEqualTo(new Observation.Withheld(Observation.Reason.DUPLICATE));
    requireAsAfterAFreshStart();
  }

  @Test
  void mergeThatIsDurableAfterAll_isReflectedOnce() {
    observeSome(40);
    journal.failure = Failure.AFTER_COMMIT;
    assertThatThrownBy(() -> ricordo.merge(BERT, ANNA)).isInstanceOf(OutcomeUnknownException.class);
    ricordo.merge(BERT, ANNA);

    requireAsAfterAFreshStart();
    CUSTOMERS.forEach(ricordo::forget);
    assertThat(ricordo.statistics().collectiveCells()).isZero();
  }

  @Test
  void erasureOfSomeEventsThatAreGoneAlready_reachesTheJournal_whichMayHaveKeysLeftToDestroy() {
    observeSome(40);
    Scope none = Scope.builder().item(ItemId.of("i" + (ITEMS + 1))).build();

    assertThat(ricordo.forget(ANNA, none).events()).isZero();
    assertThat(journal.erasures).isEqualTo(1);
  }

  private enum Failure {
    NONE,
    BEFORE_COMMIT,
    AFTER_COMMIT,
    DEFECT_AFTER_COMMIT,
    WHEN_READ
  }

  /** A journal on the heap whose next append fails. */
  private static final class Lossy extends ForwardingJournal {

    private volatile Failure failure = Failure.NONE;
    private volatile boolean foldedAnew;
    private int erasures;

    Lossy() {
      super(Journal.inMemory());
    }

    Journal whole() {
      return delegate;
    }

    @Override
    public List<Appended> append(List<Event> events) {
      Failure now = failure;
      if (now == Failure.NONE || now == Failure.WHEN_READ) {
        return super.append(events);
      }
      failure = Failure.NONE;
      if (now != Failure.BEFORE_COMMIT) {
        super.append(events);
      }
      if (now == Failure.DEFECT_AFTER_COMMIT) {
        throw new RicordoBug("journal: append failed");
      }
      throw new OutcomeUnknownException("journal: append failed");
    }

    @Override
    public boolean merge(CustomerId visitor, CustomerId into, Instant at) {
      boolean changed = super.merge(visitor, into, at);
      if (failure == Failure.AFTER_COMMIT) {
        failure = Failure.NONE;
        throw new OutcomeUnknownException("journal: merge failed");
      }
      return changed;
    }

    @Override
    public Map<CustomerId, List<JournalEntry>> readAll(Collection<CustomerId> customers) {
      Map<CustomerId, List<JournalEntry>> read = super.readAll(customers);
      foldedAnew |= Thread.currentThread().getName().equals("ricordo-refolding");
      return read;
    }

    @Override
    public long erase(
        CustomerId customer, Set<EventId> gone, Instant at, Consumer<Leaving> before) {
      erasures++;
      return super.erase(customer, gone, at, before);
    }

    @Override
    public List<JournalEntry> read(CustomerId customer, long fromPosition) {
      if (failure == Failure.WHEN_READ) {
        throw new RicordoException("journal: read failed");
      }
      return super.read(customer, fromPosition);
    }
  }
}
