package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Eventually;
import dev.ricordo.Observation;
import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.base.RandomBases;
import dev.ricordo.consent.Purpose;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shop serves while another process changes what its customers say. */
final class ConsentElsewhereTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId BERT = CustomerId.of("bert");
  private static final Slot HOME = Slot.of("home");

  private final String tenant = TestDatabase.freshTenant();
  private final PostgresStore shops =
      PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), tenant);
  private final PostgresStore elsewhere =
      PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), tenant);
  private final Semaphore changeSeen = new Semaphore(0);
  private final Semaphore standingSeen = new Semaphore(0);
  private final Ricordo shop =
      Ricordo.builder()
          .base(RandomBases.create(3, 12))
          .journal(new Watched(shops.journal()))
          .clock(Clock.fixed(NOON, ZoneOffset.UTC))
          .build();

  /** Tells when a listener has done its work. */
  private final class Watched extends ForwardingJournal {

    Watched(Journal delegate) {
      super(delegate);
    }

    @Override
    public void onForeignChange(Consumer<Predicate<CustomerId>> listener) {
      delegate.onForeignChange(touched -> run(() -> listener.accept(touched), changeSeen));
    }

    @Override
    public void onForeignStanding(Runnable listener) {
      delegate.onForeignStanding(() -> run(listener, standingSeen));
    }

    private static void run(Runnable listener, Semaphore seen) {
      listener.run();
      seen.release();
    }
  }

  @AfterEach
  void close() {
    shop.close();
    shops.close();
    elsewhere.close();
  }

  private static Event view(CustomerId customer, int number) {
    return Event.viewed(customer, ItemId.of("i" + number), NOON.minusSeconds(3_600 - number))
        .withId(EventId.of(customer.value() + number));
  }

  private void look(CustomerId customer) {
    for (int i = 0; i < 5; i++) {
      shop.observe(view(customer, i));
    }
  }

  private void await(Semaphore seen) throws InterruptedException {
    assertThat(seen.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void restrictedElsewhere_theShopStopsLearningAndServing_withoutCountingAnew() throws Exception {
    look(ANNA);
    look(BERT);
    assertThat(shop.recommend(ANNA, HOME, 12).position()).isEqualTo(5);
    elsewhere.journal().stand(ANNA, said -> said.withRestricted(true), NOON);
    await(standingSeen);

    assertThat(shop.observe(view(ANNA, 7)))
        .isEqualTo(new Observation.Withheld(Observation.Reason.RESTRICTED));
    assertThat(shop.recommend(ANNA, HOME, 12).answers())
        .isEqualTo(shop.recommend(CustomerId.of("stranger"), HOME, 12).answers());
    assertThat(changeSeen.availablePermits()).isZero();
  }

  @Test
  void withdrawnElsewhere_theShopCountsAnewWithoutHer() throws Exception {
    look(ANNA);
    long together = shop.statistics().collectiveCells();
    elsewhere.journal().stand(ANNA, said -> said.withConsent(Purpose.COLLECTIVE, false), NOON);
    await(changeSeen);

    assertThat(together).isPositive();
    Eventually.holds(() -> assertThat(shop.statistics().collectiveCells()).isZero());
    assertThat(shop.observe(view(ANNA, 7))).isInstanceOf(Observation.Learned.class);
    assertThat(shop.statistics().collectiveCells()).isZero();
  }

  @Test
  void visitorWithoutEvents_refusesElsewhere_andNothingIsCountedAnew() throws Exception {
    shop.recommend(ANNA, HOME, 12);
    elsewhere
        .journal()
        .stand(
            ANNA,
            said ->
                said.withConsent(Purpose.PERSONALISE, false).withConsent(Purpose.COLLECTIVE, false),
            NOON);
    await(standingSeen);

    assertThat(shop.observe(view(ANNA, 1)))
        .isEqualTo(new Observation.Withheld(Observation.Reason.NO_CONSENT));
    assertThat(changeSeen.availablePermits()).isZero();
  }

  @Test
  void ownChange_isNotToldToOneself() throws Exception {
    look(ANNA);
    shop.consent(ANNA, Purpose.COLLECTIVE, false);
    elsewhere.journal().stand(BERT, said -> said.withRestricted(true), NOON);
    await(standingSeen);

    assertThat(standingSeen.availablePermits()).isZero();
    assertThat(changeSeen.availablePermits()).isZero();
  }

  @Test
  void twoWhoSpeakAtOnce_areBothHeard() {
    for (int round = 0; round < 20; round++) {
      CustomerId customer = CustomerId.of("round " + round);
      Thread restricting =
          new Thread(() -> elsewhere.journal().stand(customer, s -> s.withRestricted(true), NOON));
      restricting.start();
      shop.consent(customer, Purpose.TRAIN, false);
      join(restricting);

      assertThat(shop.standing(customer).restricted()).isTrue();
      assertThat(shop.standing(customer).withdrawn()).containsExactly(Purpose.TRAIN);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
