package dev.ricordo.shop.attendant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.OutcomeUnknownException;
import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.shop.catalogue.Assortment;
import dev.ricordo.shop.catalogue.Category;
import dev.ricordo.shop.catalogue.Product;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Leaving;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttendantTest {

  private static final Assortment SHOP = Assortment.of(Assortment.SEED);
  private static final Base BASE = Base.read(Path.of("src/main/resources/base"));
  private static final CustomerId ANNA = CustomerId.of("visitor:anna");
  private static final CustomerId ACCOUNT = CustomerId.of("account:anna");
  private static final CustomerId BERT = CustomerId.of("account:bert");
  private static final List<Product> GUITARS = SHOP.shelf(Category.GUITARS);

  private final BreakableJournal journal = new BreakableJournal();
  private final SteppingClock clock = new SteppingClock();
  private final Ricordo ricordo = ricordo(true);
  private final Attendant attendant = new Attendant(ricordo, SHOP, clock);

  private Ricordo ricordo(boolean learning) {
    return Ricordo.builder()
        .base(BASE)
        .catalogue(SHOP.catalogue())
        .journal(journal)
        .clock(clock)
        .memoryWrites(learning)
        .collectiveWrites(learning)
        .build();
  }

  @Test
  void firstVisit_getsALittleOfEverything() {
    Suggestions cold = home(ANNA);
    assertThat(cold.source()).isEqualTo(Suggestions.Source.HOUSE);
    assertThat(cold.products()).extracting(Product::category).doesNotHaveDuplicates().hasSize(12);
  }

  @Test
  void threeLooks_raiseTheirCategory() {
    look(3);
    Suggestions warm = home(ANNA);
    assertThat(warm.personal()).isTrue();
    assertThat(guitars(warm))
        .isGreaterThan(guitars(home(CustomerId.of("visitor:new"))))
        .isGreaterThan(3);
    assertThat(warm.products()).doesNotContainAnyElementsOf(GUITARS.subList(0, 3));
  }

  @Test
  void withLearningSwitchedOff_nothingRises() {
    Attendant frozen = new Attendant(ricordo(false), SHOP, clock);
    for (Product guitar : GUITARS.subList(0, 3)) {
      frozen.notice(EventKind.VIEW, ANNA, guitar, 1);
    }
    Suggestions answer = frozen.suggest(ANNA, Place.HOME, Optional.empty(), 12);
    assertThat(answer.source()).isEqualTo(Suggestions.Source.HOUSE);
    assertThat(guitars(answer)).isLessThanOrEqualTo(1);
  }

  @Test
  void explanation_namesTheEventsAndWhatWouldBeWithoutThem() {
    look(3);
    Product suggested = home(ANNA).products().get(0);
    Reasons reasons = attendant.explain(ANNA, Place.HOME, suggested).orElseThrow();
    assertThat(reasons.rank()).isEqualTo(1);
    assertThat(reasons.firstVisitRank()).isGreaterThan(1);
    assertThat(reasons.replays()).isEqualTo(3 + reasons.learned().size());
    assertThat(reasons.causes()).isNotEmpty().allMatch(c -> c.rankWithout() >= 1 && c.nats() > 0);
    assertThat(reasons.causes())
        .extracting(Reasons.Cause::product)
        .isSubsetOf(GUITARS.subList(0, 3));
    assertThat(reasons.lifts().get(0).nats()).isPositive();
    assertThat(reasons.learned()).isNotEmpty().allMatch(lift -> lift.nats() != 0);
  }

  @Test
  void whatThePlaceWouldNotShow_isNotExplained() {
    look(1);
    assertThat(attendant.explain(ANNA, Place.HOME, GUITARS.get(0))).isEmpty();
    assertThat(attendant.explain(ANNA, Place.SHELF, GUITARS.get(0))).isPresent();
  }

  @Test
  void recentProducts_comeLatestFirstAndOnce() {
    look(3);
    attendant.notice(EventKind.VIEW, ANNA, GUITARS.get(0), 1);
    assertThat(attendant.recent(ANNA, 6))
        .containsExactly(GUITARS.get(0), GUITARS.get(2), GUITARS.get(1));
  }

  @Test
  void signingIn_makesTheVisitorOneWithTheAccount() {
    look(3);
    List<Product> before = home(ANNA).products();
    assertThat(attendant.carryOver(ANNA, ACCOUNT)).isEqualTo(3);
    assertThat(home(ACCOUNT).products()).isEqualTo(before);
    assertThat(home(ANNA).products()).isEqualTo(before);
    assertThat(attendant.carryOver(ANNA, ACCOUNT)).isZero();
    assertThat(ricordo.inspect(ACCOUNT).events()).hasSize(3);
  }

  @Test
  void visitorOfAnAccount_isPartOfItWhetherOrNotTheAccountHadEvents() {
    attendant.notice(EventKind.VIEW, ACCOUNT, GUITARS.get(9), 1);
    assertThat(attendant.isPartOfAnAccount(ANNA)).isFalse();
    look(1);
    attendant.carryOver(ANNA, ACCOUNT);
    assertThat(attendant.isPartOfAnAccount(ANNA)).isTrue();
    assertThat(attendant.carryOver(ANNA, BERT)).isZero();
    assertThat(ricordo.inspect(BERT).events()).isEmpty();
  }

  @Test
  void visitorOfSomebodyElse_ofWhomThisInstanceHasNotHeard_isNotCarriedOver() {
    look(1);
    journal.merge(ANNA, ACCOUNT, clock.now);
    assertThat(attendant.carryOver(ANNA, BERT)).isZero();
    assertThat(ricordo.inspect(BERT).events()).isEmpty();
  }

  @Test
  void failedCarryOver_isMadeUpForByTheNext() {
    look(2);
    journal.failing = Failing.MERGE;
    assertThat(attendant.carryOver(ANNA, ACCOUNT)).isZero();
    assertThat(attendant.isPartOfAnAccount(ANNA)).isFalse();
    journal.failing = Failing.NOTHING;
    assertThat(attendant.carryOver(ANNA, ACCOUNT)).isEqualTo(2);
    assertThat(attendant.isPartOfAnAccount(ANNA)).isTrue();
  }

  @Test
  void carryOverOfUnknownOutcome_isFinishedByTheNext() {
    look(2);
    journal.failing = Failing.MERGE_UNHEARD;
    assertThat(attendant.carryOver(ANNA, ACCOUNT)).isZero();
    journal.failing = Failing.NOTHING;
    attendant.carryOver(ANNA, ACCOUNT);
    assertThat(attendant.isPartOfAnAccount(ANNA)).isTrue();
  }

  @Test
  void whatWasNotCarriedOver_isForgottenWithTheAccount() {
    look(2);
    attendant.notice(EventKind.VIEW, ACCOUNT, GUITARS.get(9), 1);
    assertThat(attendant.forget(ACCOUNT, ANNA).orElseThrow().events()).isEqualTo(3);
    assertThat(ricordo.inspect(ANNA).events()).isEmpty();
    assertThat(ricordo.inspect(ACCOUNT).events()).isEmpty();
  }

  @Test
  void whatFailsForOneVisitor_isGivenToAllOthers() {
    look(3);
    journal.failing = Failing.ERASE;
    assertThat(attendant.forget(ANNA, ANNA)).isEmpty();
    assertThat(home(ANNA).personal()).isTrue();
    assertThat(attendant.notice(EventKind.VIEW, ANNA, GUITARS.get(5), 1))
        .isEqualTo(Noticed.REMEMBERED);
  }

  @ParameterizedTest
  @MethodSource
  void whatIsNotToBeUsed_changesNoAnswer(UnaryOperator<Standing> said) {
    look(3);
    ricordo.stand(ANNA, said);
    Suggestions anybodys = home(CustomerId.of("visitor:new"));
    assertThat(home(ANNA))
        .isEqualTo(new Suggestions(anybodys.products(), Suggestions.Source.UNUSED));
    assertThat(attendant.recent(ANNA, 6)).isEmpty();
    assertThat(attendant.explain(ANNA, Place.SHELF, GUITARS.get(0))).isEmpty();
    assertThat(attendant.isUnused(ANNA)).isTrue();
    assertThat(attendant.isUnused(BERT)).isFalse();
  }

  static List<UnaryOperator<Standing>> whatIsNotToBeUsed_changesNoAnswer() {
    return List.of(
        standing -> standing.withRestricted(true),
        standing -> standing.withSuspended(true),
        standing -> standing.withConsent(Purpose.PERSONALISE, false));
  }

  @Test
  void whatIsToldTwiceUnderOneId_isOneEvent() {
    EventId press = EventId.of("press");
    for (int i = 0; i < 2; i++) {
      assertThat(attendant.notice(press, EventKind.PURCHASE, ANNA, GUITARS.get(0), 1))
          .isEqualTo(Noticed.REMEMBERED);
    }
    assertThat(ricordo.inspect(ANNA).events()).hasSize(1);
  }

  @Test
  void whatMayNotBeUsed_isNotCalledRemembered() {
    ricordo.restrict(ANNA, true);
    assertThat(attendant.notice(EventKind.VIEW, ANNA, GUITARS.get(0), 1))
        .isEqualTo(Noticed.WITHHELD);
  }

  @Test
  void forgottenVisitor_getsTheColdPageAgain() {
    List<Product> cold = home(ANNA).products();
    look(3);
    assertThat(attendant.forget(ANNA, ANNA).orElseThrow().events()).isEqualTo(3);
    assertThat(home(ANNA).products()).isEqualTo(cold);
    assertThat(attendant.recent(ANNA, 6)).isEmpty();
  }

  @Test
  void withoutItsMemory_theShopStaysOpen() {
    look(1);
    journal.broken = true;
    assertThat(attendant.notice(EventKind.VIEW, ANNA, GUITARS.get(5), 1)).isEqualTo(Noticed.FAILED);
    Suggestions shelves = home(ANNA);
    assertThat(shelves.source()).isEqualTo(Suggestions.Source.SHELF);
    assertThat(shelves.products()).hasSize(12);
    assertThat(attendant.favourites(8, List.of())).hasSize(8);
    assertThat(attendant.recent(ANNA, 6)).isEmpty();
    assertThat(attendant.explain(ANNA, Place.HOME, GUITARS.get(9))).isEmpty();
    assertThat(attendant.remembered(ANNA)).isEmpty();
    assertThat(attendant.forget(ANNA, ANNA)).isEmpty();
  }

  @Test
  void failedMemory_isAskedAgainAfterARest() {
    journal.broken = true;
    attendant.notice(EventKind.VIEW, ANNA, GUITARS.get(0), 1);
    journal.broken = false;
    assertThat(attendant.notice(EventKind.VIEW, ANNA, GUITARS.get(0), 1)).isEqualTo(Noticed.FAILED);
    clock.now = clock.now.plus(Duration.ofSeconds(6));
    assertThat(attendant.notice(EventKind.VIEW, ANNA, GUITARS.get(0), 1))
        .isEqualTo(Noticed.REMEMBERED);
  }

  @Test
  void everyShelf_isShownWhole() {
    look(2);
    Suggestions shelf = attendant.suggest(ANNA, Place.SHELF, Optional.of(Category.GUITARS), 63);
    assertThat(new HashSet<>(shelf.products())).isEqualTo(Set.copyOf(GUITARS));
  }

  private void look(int times) {
    for (Product guitar : GUITARS.subList(0, times)) {
      attendant.notice(EventKind.VIEW, ANNA, guitar, 1);
      clock.now = clock.now.plusSeconds(20);
    }
  }

  private Suggestions home(CustomerId who) {
    return attendant.suggest(who, Place.HOME, Optional.empty(), 12);
  }

  private static long guitars(Suggestions suggestions) {
    return suggestions.products().stream().filter(p -> p.category() == Category.GUITARS).count();
  }

  /** A clock that stands still until it is moved. */
  private static final class SteppingClock extends Clock {

    private Instant now = Instant.parse("2026-06-01T10:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** What fails of a journal that can be read. */
  private enum Failing {
    NOTHING,
    MERGE,
    /** It is merged, but nobody hears of it. */
    MERGE_UNHEARD,
    ERASE
  }

  /** A journal in memory whose store can fail. */
  private static final class BreakableJournal extends ForwardingJournal {

    private boolean broken;
    private Failing failing = Failing.NOTHING;

    BreakableJournal() {
      super(Journal.inMemory());
    }

    private Journal working() {
      if (broken) {
        throw new RicordoException("journal: the store does not answer");
      }
      return delegate;
    }

    @Override
    public List<Appended> append(List<Event> events) {
      return working().append(events);
    }

    @Override
    public List<JournalEntry> read(CustomerId customer, long fromPosition) {
      return working().read(customer, fromPosition);
    }

    @Override
    public Map<CustomerId, List<JournalEntry>> readAll(Collection<CustomerId> customers) {
      return working().readAll(customers);
    }

    @Override
    public void forEachCustomer(Consumer<CustomerId> consumer) {
      working().forEachCustomer(consumer);
    }

    @Override
    public boolean merge(CustomerId visitor, CustomerId into, Instant at) {
      if (failing == Failing.MERGE) {
        throw new RicordoException("journal: merge failed");
      }
      boolean merged = working().merge(visitor, into, at);
      if (failing == Failing.MERGE_UNHEARD) {
        throw new OutcomeUnknownException("journal: merge failed; it may have been done");
      }
      return merged;
    }

    @Override
    public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
      if (failing == Failing.ERASE) {
        throw new RicordoException("hold: the folder cannot be read");
      }
      return working().erase(customer, at, before);
    }
  }
}
