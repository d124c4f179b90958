package dev.ricordo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.Base;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Readout;
import dev.ricordo.base.Shape;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What follows from what customers say about the use of their data, over every {@link Journal}. A
 * store's test extends this class and says how to open an empty journal.
 */
public abstract class ConsentContract {

  private static final int ITEMS = 12;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Slot HOME = Slot.of("home");
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId BEN = CustomerId.of("ben");
  private static final CustomerId VISITOR = CustomerId.of("visitor");
  private static final CustomerId STRANGER = CustomerId.of("stranger");
  private static final List<CustomerId> EVERYONE = List.of(ANNA, BEN, VISITOR, STRANGER);
  private static final Observation NO_CONSENT =
      new Observation.Withheld(Observation.Reason.NO_CONSENT);
  private static final Observation RESTRICTED =
      new Observation.Withheld(Observation.Reason.RESTRICTED);

  private final Base base = base(3);
  private final List<Ricordo> opened = new ArrayList<>();
  private Journal journal;
  private Ricordo ricordo;

  /** Opens an empty journal. */
  protected abstract Journal open();

  /** How many random lives are compared: fewer where a journal is slow. */
  protected abstract int lives();

  @BeforeEach
  final void openEmpty() {
    journal = open();
    ricordo = over(journal, builder -> {});
  }

  @AfterEach
  final void close() {
    opened.forEach(Ricordo::close);
    journal.close();
  }

  private static Base base(long seed) {
    return RandomBases.create(
        seed,
        ITEMS,
        new Shape(8, 2, 8, true),
        new Mix(Mix.Family.LOG, 2, 1, 0.5, new Readout(0.65, true)));
  }

  private Ricordo over(Journal journal, Consumer<Ricordo.Builder> settings) {
    Ricordo.Builder builder =
        Ricordo.builder().base(base).journal(journal).clock(Clock.fixed(NOW, ZoneOffset.UTC));
    settings.accept(builder);
    Ricordo over = builder.build();
    opened.add(over);
    return over;
  }

  private static Event view(CustomerId customer, int item, int minute) {
    return Event.viewed(customer, ItemId.of("i" + item), NOW.minusSeconds(86_400 - minute * 60L))
        .withId(EventId.of(customer.value() + " " + minute));
  }

  private static void morning(Ricordo ricordo, CustomerId... customers) {
    for (CustomerId customer : customers) {
      int first = EVERYONE.indexOf(customer);
      for (int i = 0; i < 5; i++) {
        ricordo.observe(view(customer, first * 2 + i, i));
      }
    }
  }

  private static List<Object> answers(Ricordo ricordo, CustomerId... customers) {
    List<Object> answers = new ArrayList<>();
    for (CustomerId customer : customers) {
      answers.add(ricordo.recommend(customer, HOME, ITEMS).answers());
    }
    answers.add(ricordo.statistics().collectiveCells());
    return answers;
  }

  /** The answers of a world in which only these were ever seen. */
  private List<Object> ofAWorldWith(List<CustomerId> seen, CustomerId... asked) {
    Ricordo world = over(Journal.inMemory(), builder -> {});
    morning(world, seen.toArray(CustomerId[]::new));
    return answers(world, asked);
  }

  @Test
  void whoSaidNothing_allowsEverything() {
    morning(ricordo, ANNA);

    Standing standing = ricordo.standing(ANNA);
    assertThat(standing.granted()).containsExactlyInAnyOrder(Purpose.values());
    assertThat(standing.personalises()).isTrue();
    assertThat(journal.standings(List.of(ANNA))).isEmpty();
  }

  @Test
  void withoutPersonalising_eventsAreWithheld_andAnswersAreThoseOfAStranger() {
    morning(ricordo, ANNA, BEN);
    ricordo.consent(ANNA, Purpose.PERSONALISE, false);

    assertThat(ricordo.observe(view(ANNA, 7, 10))).isEqualTo(NO_CONSENT);
    assertThat(journal.read(ANNA, 1)).hasSize(5);
    assertThat(ricordo.recommend(ANNA, HOME, ITEMS).answers())
        .isEqualTo(ricordo.recommend(STRANGER, HOME, ITEMS).answers());
    assertThat(ricordo.statistics().withheld()).isEqualTo(1);
  }

  @Test
  void personalisingGrantedAgain_goesOnWhereTheMemoryWas() {
    morning(ricordo, ANNA, BEN);
    List<Object> before = answers(ricordo, EVERYONE.toArray(CustomerId[]::new));
    ricordo.consent(ANNA, Purpose.PERSONALISE, false);
    ricordo.observe(view(ANNA, 7, 10));
    ricordo.consent(ANNA, Purpose.PERSONALISE, true);

    assertThat(answers(ricordo, EVERYONE.toArray(CustomerId[]::new))).isEqualTo(before);
    assertThat(ricordo.observe(view(ANNA, 7, 10))).isInstanceOf(Observation.Learned.class);
  }

  @Test
  void withoutTheCollective_othersAreAnsweredAsIfSheWereNeverSeen_bitForBit() {
    morning(ricordo, ANNA, BEN);
    ricordo.consent(ANNA, Purpose.COLLECTIVE, false);
    assertThat(answers(ricordo, BEN, STRANGER))
        .isEqualTo(ofAWorldWith(List.of(BEN), BEN, STRANGER));

    assertThat(ricordo.observe(view(ANNA, 9, 10))).isInstanceOf(Observation.Learned.class);
    assertThat(answers(ricordo, BEN, STRANGER))
        .isEqualTo(ofAWorldWith(List.of(BEN), BEN, STRANGER));
    assertThat(ricordo.inspect(ANNA).working().steps()).isEqualTo(6);
    assertThat(ricordo.inspect(ANNA).collective().cells()).isZero();
  }

  @Test
  void collectiveGrantedAgain_countsAllOfTheJournal() {
    morning(ricordo, BEN);
    ricordo.consent(ANNA, Purpose.COLLECTIVE, false);
    morning(ricordo, ANNA);
    ricordo.consent(ANNA, Purpose.COLLECTIVE, true);

    CustomerId[] asked = EVERYONE.toArray(CustomerId[]::new);
    assertThat(answers(ricordo, asked)).isEqualTo(ofAWorldWith(List.of(BEN, ANNA), asked));
  }

  @Test
  void withdrawal_holdsAfterARestart() {
    morning(ricordo, ANNA, BEN);
    ricordo.consent(ANNA, Purpose.COLLECTIVE, false);
    ricordo.restrict(BEN, true);

    Ricordo again = over(journal, builder -> {});
    assertThat(answers(again, EVERYONE.toArray(CustomerId[]::new)))
        .isEqualTo(answers(ricordo, EVERYONE.toArray(CustomerId[]::new)));
    assertThat(again.observe(view(BEN, 1, 10))).isEqualTo(RESTRICTED);
    assertThat(again.standing(ANNA)).isEqualTo(ricordo.standing(ANNA));
  }

  @Test
  void withdrawal_holdsUnderAnotherBase() {
    morning(ricordo, ANNA, BEN);
    ricordo.consent(ANNA, Purpose.COLLECTIVE, false);
    ricordo.moveTo(base(4));

    Ricordo other = over(Journal.inMemory(), builder -> builder.base(base(4)));
    morning(other, BEN);
    assertThat(answers(ricordo, BEN, STRANGER)).isEqualTo(answers(other, BEN, STRANGER));
    ricordo.consent(ANNA, Purpose.COLLECTIVE, true);
    morning(other, ANNA);
    assertThat(answers(ricordo, ANNA, BEN, STRANGER))
        .isEqualTo(answers(other, ANNA, BEN, STRANGER));
  }

  @Test
  void restricted_nothingIsLearnedOrServed_andNothingIsDeleted() {
    morning(ricordo, ANNA, BEN);
    List<Object> before = answers(ricordo, ANNA, BEN, STRANGER);
    ricordo.restrict(ANNA, true);

    assertThat(ricordo.observe(view(ANNA, 7, 10))).isEqualTo(RESTRICTED);
    assertThat(ricordo.recommend(ANNA, HOME, ITEMS).answers())
        .isEqualTo(ricordo.recommend(STRANGER, HOME, ITEMS).answers());
    assertThat(answers(ricordo, BEN, STRANGER)).isEqualTo(before.subList(1, 4));
    assertThat(ricordo.inspect(ANNA).events()).hasSize(5);
    ricordo.restrict(ANNA, false);
    assertThat(answers(ricordo, ANNA, BEN, STRANGER)).isEqualTo(before);
  }

  @Test
  void explanationToSomebodyWhoIsNotPersonalisedFor_namesNoEvent() {
    morning(ricordo, ANNA, BEN);
    ricordo.restrict(ANNA, true);
    Ranking answer = ricordo.recommend(ANNA, HOME, 3);

    assertThat(ricordo.because(answer, answer.items().get(0)).causes()).isEmpty();
  }

  @Test
  void explanationToSomebodyWhoIsNotCounted_takesNothingOutOfTheSums() {
    morning(ricordo, ANNA, BEN);
    ricordo.consent(ANNA, Purpose.COLLECTIVE, false);
    List<Object> before = answers(ricordo, ANNA, BEN, STRANGER);
    Ranking answer = ricordo.recommend(ANNA, HOME, 3);
    Because why = ricordo.because(answer, answer.items().get(0));

    assertThat(why.score()).isEqualTo(answer.answers().get(0).score());
    assertThat(answers(ricordo, ANNA, BEN, STRANGER)).isEqualTo(before);
  }

  @Test
  void oneBatch_withholdsTheEventsOfThoseWhoRefused_andOfNobodyElse() {
    ricordo.consent(ANNA, Purpose.PERSONALISE, false);
    ricordo.restrict(VISITOR, true);

    List<Observation> outcomes =
        ricordo.observeAll(
            List.of(view(BEN, 1, 1), view(ANNA, 2, 2), view(VISITOR, 3, 3), view(BEN, 4, 4)));
    assertThat(outcomes.get(0)).isInstanceOf(Observation.Learned.class);
    assertThat(outcomes.subList(1, 3)).containsExactly(NO_CONSENT, RESTRICTED);
    assertThat(outcomes.get(3)).isInstanceOf(Observation.Learned.class);
    assertThat(ricordo.inspect(BEN).working().steps()).isEqualTo(2);
  }

  @Test
  void merged_theStricterHolds_unmerged_eachHasItsOwnAgain() {
    morning(ricordo, VISITOR, ANNA, BEN);
    ricordo.consent(VISITOR, Purpose.COLLECTIVE, false);
    ricordo.consent(ANNA, Purpose.TRAIN, false);
    List<Object> apart = answers(ricordo, EVERYONE.toArray(CustomerId[]::new));

    ricordo.merge(VISITOR, ANNA);
    assertThat(ricordo.standing(ANNA).withdrawn())
        .containsExactlyInAnyOrder(Purpose.COLLECTIVE, Purpose.TRAIN);
    assertThat(ricordo.standing(VISITOR)).isEqualTo(ricordo.standing(ANNA));
    assertThat(answers(ricordo, BEN, STRANGER))
        .isEqualTo(ofAWorldWith(List.of(BEN), BEN, STRANGER));

    ricordo.unmerge(VISITOR);
    assertThat(ricordo.standing(ANNA).withdrawn()).containsExactly(Purpose.TRAIN);
    assertThat(answers(ricordo, EVERYONE.toArray(CustomerId[]::new))).isEqualTo(apart);
  }

  @Test
  void saidUnderEitherId_holdsForBoth() {
    morning(ricordo, VISITOR, ANNA);
    ricordo.restrict(ANNA, true);
    ricordo.merge(VISITOR, ANNA);
    assertThat(ricordo.observe(view(VISITOR, 1, 10))).isEqualTo(RESTRICTED);

    ricordo.restrict(VISITOR, false);
    assertThat(ricordo.observe(view(ANNA, 1, 10))).isInstanceOf(Observation.Learned.class);
    ricordo.unmerge(VISITOR);
    assertThat(ricordo.standing(ANNA).restricted()).isFalse();
  }

  @Test
  void suspendedUnderOneId_holdsForBoth_andStaysWithThatId() {
    morning(ricordo, VISITOR, ANNA);
    ricordo.merge(VISITOR, ANNA);
    assertThat(ricordo.stand(VISITOR, said -> said.withSuspended(true)).suspended()).isTrue();
    assertThat(ricordo.observe(view(ANNA, 1, 10))).isEqualTo(RESTRICTED);
    assertThat(ricordo.stand(ANNA, said -> said.withSuspended(false)).suspended()).isTrue();
    assertThat(ricordo.observe(view(ANNA, 1, 10))).isEqualTo(RESTRICTED);

    ricordo.unmerge(VISITOR);
    assertThat(ricordo.observe(view(ANNA, 1, 10))).isInstanceOf(Observation.Learned.class);
    assertThat(ricordo.observe(view(VISITOR, 1, 11))).isEqualTo(RESTRICTED);
  }

  @Test
  void forgotten_theStandingGoesToo() {
    morning(ricordo, ANNA, BEN);
    ricordo.consent(ANNA, Purpose.COLLECTIVE, false);
    ricordo.forget(ANNA);

    assertThat(journal.standings(List.of(ANNA))).isEmpty();
    assertThat(ricordo.standing(ANNA).withdrawn()).isEmpty();
    assertThat(answers(ricordo, BEN, STRANGER))
        .isEqualTo(ofAWorldWith(List.of(BEN), BEN, STRANGER));
  }

  @Test
  void someForgotten_theStandingStays() {
    morning(ricordo, ANNA, BEN);
    ricordo.consent(ANNA, Purpose.COLLECTIVE, false);
    ricordo.forget(ANNA, Scope.builder().item(ItemId.of("i1")).build());

    assertThat(ricordo.standing(ANNA).withdrawn()).containsExactly(Purpose.COLLECTIVE);
    assertThat(answers(ricordo, BEN, STRANGER))
        .isEqualTo(ofAWorldWith(List.of(BEN), BEN, STRANGER));
  }

  @Test
  void requiredConsent_isWithdrawnUntilItIsGranted() {
    Ricordo asking =
        over(Journal.inMemory(), b -> b.requireConsent(Purpose.PERSONALISE, Purpose.TRAIN));
    assertThat(asking.observe(view(ANNA, 1, 1))).isEqualTo(NO_CONSENT);
    assertThat(asking.standing(ANNA).withdrawn())
        .containsExactlyInAnyOrder(Purpose.PERSONALISE, Purpose.TRAIN);

    asking.consent(ANNA, Purpose.PERSONALISE, true);
    assertThat(asking.observe(view(ANNA, 1, 1))).isInstanceOf(Observation.Learned.class);
    assertThat(asking.standing(ANNA).withdrawn()).containsExactly(Purpose.TRAIN);
  }

  @Test
  void requiredConsentToBeCounted_isAskedForAtRestartToo() {
    morning(ricordo, ANNA, BEN);
    ricordo.consent(BEN, Purpose.COLLECTIVE, true);
    Ricordo asking = over(journal, builder -> builder.requireConsent(Purpose.COLLECTIVE));

    assertThat(answers(asking, BEN, STRANGER)).isEqualTo(ofAWorldWith(List.of(BEN), BEN, STRANGER));
  }

  @Test
  void panel_isWhoeverHasEventsAndAllowsTraining() {
    morning(ricordo, ANNA, BEN, VISITOR);
    ricordo.consent(ANNA, Purpose.TRAIN, false);
    ricordo.restrict(VISITOR, true);
    ricordo.consent(STRANGER, Purpose.TRAIN, true);

    List<CustomerId> panel = new ArrayList<>();
    ricordo.forEachConsenting(Purpose.TRAIN, panel::add);
    assertThat(panel).containsExactly(BEN);
  }

  @Test
  void panel_leavesOutWhoeverWithdrawsBeforeTheirTurn() {
    morning(ricordo, ANNA, BEN, VISITOR);

    List<CustomerId> panel = new ArrayList<>();
    ricordo.forEachConsenting(
        Purpose.TRAIN,
        customer -> {
          panel.add(customer);
          EVERYONE.forEach(
              one -> journal.stand(one, s -> s.withConsent(Purpose.TRAIN, false), NOW));
        });
    assertThat(panel).hasSize(1);
  }

  @Test
  void objectionToMarketing_isNoted_andNothingElseFollows() {
    morning(ricordo, ANNA);
    List<Object> before = answers(ricordo, ANNA, STRANGER);
    assertThat(ricordo.objectToMarketing(ANNA, true).objectsToMarketing()).isTrue();

    assertThat(answers(ricordo, ANNA, STRANGER)).isEqualTo(before);
    assertThat(ricordo.standing(ANNA).objectsToMarketing()).isTrue();
  }

  /**
   * Sums and memories are a function of the journal and of what was said last, whatever came
   * before.
   */
  @Test
  void randomLives_endAsIfRecoveredFromTheJournal() {
    for (long seed = 0; seed < lives(); seed++) {
      Journal lived = open();
      try {
        requireSameAfterRecovery(lived, seed);
      } finally {
        lived.close();
      }
    }
  }

  private void requireSameAfterRecovery(Journal lived, long seed) {
    Random random = new Random(seed);
    Ricordo living = over(lived, builder -> {});
    IntStream.range(0, 60).forEach(step -> live(living, step, random));
    Ricordo recovered = over(lived, builder -> {});
    for (CustomerId customer : EVERYONE) {
      assertThat(everything(living, customer))
          .as("%s, seed %d", customer.value(), seed)
          .isEqualTo(everything(recovered, customer));
    }
  }

  private static void live(Ricordo ricordo, int step, Random random) {
    CustomerId customer = EVERYONE.get(random.nextInt(EVERYONE.size()));
    CustomerId other = EVERYONE.get(random.nextInt(EVERYONE.size()));
    switch (random.nextInt(16)) {
      case 0 -> ricordo.consent(customer, Purpose.PERSONALISE, random.nextBoolean());
      case 1, 2 -> ricordo.consent(customer, Purpose.COLLECTIVE, random.nextBoolean());
      case 3 -> ricordo.restrict(customer, random.nextBoolean());
      case 4 -> mergeUnlessTaken(ricordo, customer, other);
      case 5 -> ricordo.unmerge(customer);
      case 6 -> ricordo.forget(customer, Scope.builder().item(ItemId.of("i1")).build());
      case 7 -> {
        if (random.nextInt(4) == 0) {
          ricordo.forget(customer);
        }
      }
      case 8 -> {
        if (random.nextInt(4) == 0) {
          ricordo.moveTo(base(3));
        }
      }
      default -> ricordo.observe(view(customer, random.nextInt(ITEMS), 100 + step));
    }
  }

  private static void mergeUnlessTaken(Ricordo ricordo, CustomerId visitor, CustomerId known) {
    try {
      ricordo.merge(visitor, known);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("visitor: is merged into another customer");
    }
  }

  private static List<Object> everything(Ricordo ricordo, CustomerId customer) {
    Inspection remembered = ricordo.inspect(customer);
    return List.of(
        remembered.events().stream().map(JournalEntry::event).toList(),
        remembered.working(),
        remembered.collective(),
        ricordo.standing(customer),
        ricordo.recommend(customer, HOME, ITEMS).answers(),
        ricordo.statistics().collectiveCells());
  }
}
