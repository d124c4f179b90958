package dev.ricordo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.base.RandomBases;
import dev.ricordo.consolidation.Consolidation;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Epochs;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Another process erases and merges, on the journal that a {@link Ricordo} goes on with. */
class ChangedElsewhereTest {

  private static final int ITEMS = 15;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Slot HOME = Slot.of("home");
  private static final List<CustomerId> CUSTOMERS =
      IntStream.range(0, 20).mapToObj(c -> CustomerId.of("c" + c)).toList();
  private static final CustomerId ANNA = CUSTOMERS.get(0);
  private static final CustomerId BERT = CUSTOMERS.get(1);

  private final Listed journal = new Listed();
  private final Ricordo ricordo = over(journal);
  private final Random random = new Random(5);
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
    return Event.viewed(customer, item, NOW.plusSeconds(1)).withId(EventId.of("e" + events++));
  }

  private void observeSome(int count) {
    for (int i = 0; i < count; i++) {
      ricordo.observe(view(CUSTOMERS.get(random.nextInt(CUSTOMERS.size()))));
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

  private void sumsAreThoseOfAFreshStart() {
    try (Ricordo fresh = over(journal.whole())) {
      List<Object> expected = everything(fresh);
      Eventually.holds(() -> assertThat(everything(ricordo)).isEqualTo(expected));
    }
  }

  private static <T> T beside(CompletableFuture<T> work) {
    return work.orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Test
  void whoWasErased_isNobodyAtOnce_andGoneFromTheSumsSoon() {
    observeSome(200);
    journal.erase(ANNA, NOW.plusSeconds(2));
    journal.tell(ANNA);

    assertThat(ricordo.recommend(ANNA, HOME, 3).position()).isZero();
    sumsAreThoseOfAFreshStart();
  }

  @Test
  void whileTheSumsAreFoldedAnew_everyoneIsAnsweredAndLearnedFrom() throws Exception {
    observeSome(200);
    CountDownLatch goOn = heldWhileFoldingAnew();

    for (int i = 0; i < 40; i++) {
      CustomerId customer = CUSTOMERS.get(1 + i % 10);
      beside(CompletableFuture.supplyAsync(() -> ricordo.observe(view(customer))));
      beside(CompletableFuture.supplyAsync(() -> ricordo.recommend(customer, HOME, 3)));
    }
    beside(CompletableFuture.supplyAsync(() -> ricordo.forget(CUSTOMERS.get(12))));
    beside(CompletableFuture.supplyAsync(() -> ricordo.merge(CUSTOMERS.get(13), BERT)));
    goOn.countDown();
    sumsAreThoseOfAFreshStart();
  }

  @Test
  void whoWasNotChanged_staysHot() {
    observeSome(400);
    assertThat(ricordo.statistics().hotMemories()).isEqualTo(CUSTOMERS.size());
    AtomicInteger times = new AtomicInteger();
    journal.whileListed = times::incrementAndGet;
    journal.erase(ANNA, NOW.plusSeconds(2));
    journal.tell(ANNA);
    assertThat(ricordo.statistics().hotMemories()).isEqualTo(CUSTOMERS.size() - 1);
    Eventually.holds(() -> assertThat(times).hasValue(1));
    sumsAreThoseOfAFreshStart();

    assertThat(ricordo.statistics().hotMemories()).isEqualTo(CUSTOMERS.size());
  }

  /** Anna is erased elsewhere, and the sums are in the middle of being folded anew until told. */
  private CountDownLatch heldWhileFoldingAnew() throws InterruptedException {
    CountDownLatch listing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    journal.whileListed =
        () -> {
          listing.countDown();
          await(goOn);
        };
    journal.erase(ANNA, NOW.plusSeconds(2));
    journal.tell(ANNA);
    assertThat(listing.await(20, TimeUnit.SECONDS)).isTrue();
    return goOn;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void changesThatComeMeanwhile_areFoldedToo() {
    observeSome(200);
    AtomicInteger times = new AtomicInteger();
    journal.whileListed =
        () -> {
          int time = times.incrementAndGet();
          if (time <= 5) {
            journal.erase(CUSTOMERS.get(time), NOW.plusSeconds(2));
            journal.merge(CUSTOMERS.get(time + 6), CUSTOMERS.get(time + 12), NOW);
            journal.erase(CUSTOMERS.get(18), Set.of(EventId.of("e" + time)), NOW);
            journal.tell(
                CUSTOMERS.get(time),
                CUSTOMERS.get(time + 6),
                CUSTOMERS.get(time + 12),
                CUSTOMERS.get(18));
          }
        };
    journal.erase(ANNA, NOW.plusSeconds(2));
    journal.tell(ANNA);
    Eventually.holds(() -> assertThat(times).hasValueGreaterThan(5));
    sumsAreThoseOfAFreshStart();
  }

  /**
   * Which epochs count is another question than whose journal changed; both change at once here.
   */
  @Test
  void epochsDecidedAboutElsewhere_whileTheSumsAreFoldedAnew_countAsTheyWereDecided() {
    observeSome(200);
    AtomicInteger times = new AtomicInteger();
    journal.whileListed =
        () -> {
          int time = times.incrementAndGet();
          if (time <= 2) {
            elsewhere(
                consolidation -> {
                  consolidation.close();
                  consolidation.vote(1, time == 1 ? Verdict.PROMOTED : Verdict.REJECTED, "ann");
                });
            ricordo.observe(view(CUSTOMERS.get(2)));
            journal.tell();
          }
        };
    journal.erase(ANNA, NOW.plusSeconds(2));
    journal.tell(ANNA);

    Eventually.holds(() -> assertThat(times).hasValueGreaterThan(2));
    assertThat(journal.epochs().all())
        .extracting(Epoch::verdict)
        .containsExactly(Verdict.REJECTED, Verdict.HELD);
    sumsAreThoseOfAFreshStart();
    ricordo.forget(CUSTOMERS.get(3));
    sumsAreThoseOfAFreshStart();
  }

  /** Another process, on the same journal. */
  private void elsewhere(Consumer<Consolidation> act) {
    try (Ricordo other = over(journal.whole())) {
      act.accept(other.consolidation());
    }
  }

  @Test
  void epochThatIsClosedHere_whileTheSumsAreFoldedAnew_isDecidedAboutAfterwards() throws Exception {
    observeSome(200);
    CountDownLatch goOn = heldWhileFoldingAnew();

    CompletableFuture<Optional<Epoch>> closed =
        CompletableFuture.supplyAsync(
            () -> ricordo.consolidation().close(), work -> new Thread(work).start());
    beside(CompletableFuture.supplyAsync(() -> ricordo.observe(view(BERT))));
    goOn.countDown();
    assertThat(beside(closed).map(Epoch::verdict)).contains(Verdict.HELD);
    sumsAreThoseOfAFreshStart();
    ricordo.forget(CUSTOMERS.get(3));
    sumsAreThoseOfAFreshStart();
  }

  @Test
  void eventsAppendedElsewhere_areNotCountedTwice() {
    observeSome(200);
    journal.append(List.of(view(BERT), view(BERT)));
    journal.erase(ANNA, NOW.plusSeconds(2));
    journal.tell(ANNA);
    try (Ricordo fresh = over(journal.whole())) {
      long cells = fresh.statistics().collectiveCells();
      Eventually.holds(() -> assertThat(ricordo.statistics().collectiveCells()).isEqualTo(cells));
    }
    ricordo.observe(view(BERT));
    sumsAreThoseOfAFreshStart();
  }

  @Test
  void journalThatFails_isReadAgain() {
    observeSome(100);
    AtomicInteger times = new AtomicInteger();
    journal.whileListed =
        () -> {
          if (times.incrementAndGet() == 1) {
            throw new RicordoException("journal: the store is away");
          }
        };
    journal.erase(ANNA, NOW.plusSeconds(2));
    journal.tell(ANNA);
    sumsAreThoseOfAFreshStart();
    assertThat(times).hasValue(2);
  }

  @Test
  void closedMeanwhile_itEnds() throws Exception {
    observeSome(100);
    CountDownLatch listing = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    List<Boolean> ended = new ArrayList<>();
    journal.whileListed =
        () -> {
          listing.countDown();
          await(never);
          ended.add(Thread.currentThread().isInterrupted());
        };
    journal.tell();
    assertThat(listing.await(20, TimeUnit.SECONDS)).isTrue();
    ricordo.close();

    assertThat(ended).containsExactly(true);
  }

  @Test
  void whileTheEpochsAreRead_everyoneIsAnsweredAndLearnedFrom() throws Exception {
    observeSome(200);
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    journal.whileEpochsAreRead =
        () -> {
          reading.countDown();
          await(goOn);
        };
    CompletableFuture<Void> told =
        CompletableFuture.runAsync(() -> journal.tell(ANNA), work -> new Thread(work).start());
    assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();

    try {
      beside(CompletableFuture.supplyAsync(() -> ricordo.observe(view(BERT))));
      beside(CompletableFuture.supplyAsync(() -> ricordo.recommend(BERT, HOME, 3)));
    } finally {
      journal.whileEpochsAreRead = () -> {};
      goOn.countDown();
    }
    beside(told);
    sumsAreThoseOfAFreshStart();
  }

  @Test
  void instanceThatIsClosed_orNeverStarted_isToldNothingAnyMore() {
    AtomicInteger times = new AtomicInteger();
    Listed other = new Listed();
    other.whileListed =
        () -> {
          times.incrementAndGet();
          throw new RicordoException("journal: the store is away");
        };
    assertThatThrownBy(() -> over(other)).isInstanceOf(RicordoException.class);
    assertThat(times).hasValue(1);
    other.tell(ANNA);
    other.whileListed = times::incrementAndGet;
    over(other).close();
    other.tell(ANNA);
    other.whileEpochsAreRead = times::incrementAndGet;
    other.tell(ANNA);

    assertThat(times).hasValue(2);
  }

  /** A journal on the heap that does something once its customers are listed. */
  private static final class Listed extends ForwardingJournal {
    private Consumer<Predicate<CustomerId>> listener = touched -> {};
    private volatile Runnable whileListed = () -> {};
    private volatile Runnable whileEpochsAreRead = () -> {};

    Listed() {
      super(Journal.inMemory());
    }

    /** Without what is done. */
    Journal whole() {
      return delegate;
    }

    void tell(CustomerId... touched) {
      listener.accept(Set.of(touched)::contains);
    }

    @Override
    public void forEachCustomer(Consumer<CustomerId> consumer) {
      super.forEachCustomer(consumer);
      whileListed.run();
    }

    @Override
    public Epochs epochs() {
      whileEpochsAreRead.run();
      return super.epochs();
    }

    @Override
    public void onForeignChange(Consumer<Predicate<CustomerId>> newListener) {
      listener = newListener;
    }
  }
}
