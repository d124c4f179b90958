package dev.ricordo.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Journal} must do. A store's test extends this class and says how to open an
 * empty journal.
 */
public abstract class JournalContract {

  /** Times in the tests start here. */
  protected static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  protected static final CustomerId ANNA = CustomerId.of("anna");
  protected static final CustomerId BERT = CustomerId.of("bert");
  private static final ItemId LAMP = ItemId.of("lamp");

  protected Journal journal;

  /** Opens an empty journal. */
  protected abstract Journal open();

  @BeforeEach
  final void openEmpty() {
    journal = open();
  }

  @AfterEach
  final void closeJournal() {
    journal.close();
  }

  /** A view of a lamp under the given id, some seconds after noon. */
  protected static Event event(CustomerId customer, String id, long second) {
    return Event.viewed(customer, LAMP, NOON.plusSeconds(second)).withId(EventId.of(id));
  }

  /** The ids of a customer's events, in order. */
  protected static List<String> ids(Journal journal, CustomerId customer) {
    return journal.read(customer, 1).stream().map(entry -> entry.event().id().value()).toList();
  }

  protected static Appended accepted(long position) {
    return new Appended.Accepted(position);
  }

  @Test
  void acceptedEvents_standInOrderOfAcceptance_notOfTheirTimes() {
    journal.append(List.of(event(ANNA, "later", 60)));
    journal.append(List.of(event(ANNA, "earlier", 0), event(ANNA, "latest", 90)));

    assertThat(ids(journal, ANNA)).containsExactly("later", "earlier", "latest");
  }

  @Test
  void positions_countEachCustomersOwnEvents_withoutGaps() {
    List<Appended> outcomes =
        journal.append(
            List.of(
                event(ANNA, "a1", 0),
                event(BERT, "b1", 0),
                event(ANNA, "a1", 1),
                event(ANNA, "a2", 2),
                event(BERT, "b2", 2)));

    assertThat(outcomes)
        .containsExactly(
            accepted(1), accepted(1), new Appended.Duplicate(), accepted(2), accepted(2));
    assertThat(journal.append(List.of(event(ANNA, "a3", 3)))).containsExactly(accepted(3));
    assertThat(journal.read(ANNA, 1))
        .extracting(JournalEntry::position)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void everyPartOfAnEvent_isKept() {
    List<Event> events = new ArrayList<>();
    for (EventKind kind : EventKind.values()) {
      events.add(Event.of(kind, ANNA, LAMP, NOON.plusNanos(123_456_789)));
    }
    events.add(
        new Event(
            EventId.of("full"),
            ANNA,
            LAMP,
            EventKind.PURCHASE,
            Instant.parse("1969-12-31T23:59:59.999999999Z"),
            0.1 + 0.2,
            OptionalDouble.of(19.99),
            Optional.of("visit 7"),
            Optional.of(Duration.ofSeconds(12, 345)),
            Optional.of("web"),
            Optional.of("spring \u2600")));
    journal.append(events);

    assertThat(journal.read(ANNA, 1)).extracting(JournalEntry::event).isEqualTo(events);
  }

  @Test
  void reading_startsAtAPosition() {
    journal.append(List.of(event(ANNA, "a1", 0), event(ANNA, "a2", 1), event(ANNA, "a3", 2)));

    assertThat(journal.read(ANNA, 3)).extracting(JournalEntry::position).containsExactly(3L);
    assertThat(journal.read(ANNA, 4)).isEmpty();
    assertThat(journal.read(BERT, 1)).isEmpty();
  }

  @Test
  void appendingNothing_isAllowed() {
    assertThat(journal.append(List.of())).isEmpty();
  }

  @Test
  void duplicate_changesNothing_evenUnderAnotherCustomer() {
    journal.append(List.of(event(ANNA, "once", 0)));

    assertThat(journal.append(List.of(event(ANNA, "once", 5), event(BERT, "once", 5))))
        .containsExactly(new Appended.Duplicate(), new Appended.Duplicate());
    assertThat(journal.read(ANNA, 1)).hasSize(1);
    assertThat(customers()).containsExactly(ANNA);
  }

  @Test
  void customersWithEvents_areListedOnce() {
    journal.append(List.of(event(ANNA, "a1", 0), event(BERT, "b1", 0), event(ANNA, "a2", 0)));

    assertThat(customers()).containsExactlyInAnyOrder(ANNA, BERT);
  }

  @Test
  void theListOfCustomers_mayBeReadWhileGoingThroughIt() {
    journal.append(List.of(event(ANNA, "a1", 0), event(BERT, "b1", 0)));

    List<Integer> sizes = new ArrayList<>();
    journal.forEachCustomer(customer -> sizes.add(journal.read(customer, 1).size()));
    assertThat(sizes).containsExactly(1, 1);
  }

  @Test
  void erasedCustomer_isGone_othersAreNot() {
    journal.append(List.of(event(ANNA, "a1", 0), event(ANNA, "a2", 1), event(BERT, "b1", 0)));

    assertThat(journal.erase(ANNA, NOON.plusSeconds(10))).isEqualTo(2);
    assertThat(journal.read(ANNA, 1)).isEmpty();
    assertThat(customers()).containsExactly(BERT);
    assertThat(ids(journal, BERT)).containsExactly("b1");
  }

  @Test
  void tombstone_refusesLateEvents_andLetsLaterOnesIn() {
    journal.append(List.of(event(ANNA, "a1", 0)));
    journal.erase(ANNA, NOON.plusSeconds(10));

    assertThat(
            journal.append(
                List.of(
                    event(ANNA, "a1", 0),
                    event(ANNA, "late", 9),
                    event(ANNA, "same instant", 10),
                    event(ANNA, "new life", 11),
                    event(BERT, "b1", 0))))
        .containsExactly(
            new Appended.Forgotten(),
            new Appended.Forgotten(),
            new Appended.Forgotten(),
            accepted(1),
            accepted(1));
    assertThat(ids(journal, ANNA)).containsExactly("new life");
  }

  @Test
  void refusedEvent_leavesNoTraceOfItsCustomer() {
    journal.erase(ANNA, NOON);
    journal.append(List.of(event(ANNA, "late", 0)));

    assertThat(customers()).isEmpty();
    assertThat(journal.append(List.of(event(BERT, "late", 0)))).containsExactly(accepted(1));
  }

  @Test
  void tombstone_neverMovesBack() {
    journal.erase(ANNA, NOON.plusSeconds(100));
    journal.erase(ANNA, NOON);

    assertThat(journal.append(List.of(event(ANNA, "late", 50))))
        .containsExactly(new Appended.Forgotten());
  }

  @Test
  void unknownCustomer_canBeErased() {
    assertThat(journal.erase(ANNA, NOON)).isZero();
    assertThat(journal.append(List.of(event(ANNA, "late", 0), event(ANNA, "new", 1))))
        .containsExactly(new Appended.Forgotten(), accepted(1));
  }

  @Test
  void erasedEventsId_isFreeAgain() {
    journal.append(List.of(event(ANNA, "id", 0)));
    journal.erase(ANNA, NOON);

    assertThat(journal.append(List.of(event(BERT, "id", 0)))).containsExactly(accepted(1));
  }

  @Test
  void identifiersOfAnyScript_areToldApart() {
    List<CustomerId> customers =
        List.of(
            CustomerId.of("Zoë"),
            CustomerId.of("Zoe\u0308"),
            CustomerId.of("ZOË"),
            CustomerId.of("李 雷"),
            CustomerId.of("😀 \"quoted\" \\ 'x' %_"),
            CustomerId.of(" anna"),
            CustomerId.of("é".repeat(200)));
    for (CustomerId customer : customers) {
      Event event =
          Event.viewed(customer, ItemId.of("商品-" + customer.value().length()), NOON)
              .withId(EventId.of(customer.value()))
              .withSession("сессия 😀");
      journal.append(List.of(event));
      assertThat(journal.read(customer, 1)).containsExactly(new JournalEntry(1, event));
    }
    assertThat(customers()).containsExactlyInAnyOrderElementsOf(customers);
  }

  @Test
  void longList_ofManyCustomers_isTakenWhole() {
    Random random = new Random(7);
    List<Event> events =
        IntStream.range(0, 20_000)
            .mapToObj(i -> event(CustomerId.of("c" + random.nextInt(3_000)), "e" + i, i))
            .toList();

    assertThat(journal.append(events))
        .hasSize(20_000)
        .allMatch(Appended.Accepted.class::isInstance);
    assertThat(journal.append(events))
        .hasSize(20_000)
        .allMatch(Appended.Duplicate.class::isInstance);
    assertThat(customers().stream().mapToInt(c -> journal.read(c, 1).size()).sum())
        .isEqualTo(20_000);
  }

  @Test
  void writersOfDifferentCustomers_doNotDisturbEachOther() throws Exception {
    List<Callable<List<Appended>>> writers = new ArrayList<>();
    for (int w = 0; w < 8; w++) {
      CustomerId customer = CustomerId.of("writer " + w);
      writers.add(() -> appendOneByOne(customer, 50));
    }
    for (List<Appended> outcomes : together(writers)) {
      assertThat(outcomes)
          .isEqualTo(IntStream.rangeClosed(1, 50).mapToObj(JournalContract::accepted).toList());
    }
  }

  private List<Appended> appendOneByOne(CustomerId customer, int count) {
    List<Appended> outcomes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outcomes.addAll(journal.append(List.of(event(customer, customer.value() + " " + i, i))));
    }
    return outcomes;
  }

  @Test
  void sameEventFromManySides_isAcceptedOnce() throws Exception {
    for (int round = 0; round < 10; round++) {
      String id = "round " + round;
      List<Callable<List<Appended>>> writers = new ArrayList<>();
      for (int w = 0; w < 4; w++) {
        CustomerId customer = CustomerId.of("writer " + w);
        writers.add(() -> journal.append(List.of(event(customer, id, 0))));
      }
      List<Appended> outcomes = together(writers).stream().flatMap(List::stream).toList();
      assertThat(outcomes).filteredOn(Appended.Accepted.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(Appended.Duplicate.class::isInstance).hasSize(3);
    }
  }

  /** Runs the actions at once and returns what they returned. */
  protected static <T> List<T> together(List<Callable<T>> actions) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(actions.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(actions)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  /** Every customer the journal lists; fails if one is listed twice. */
  protected final Set<CustomerId> customers() {
    Set<CustomerId> customers = new HashSet<>();
    journal.forEachCustomer(
        customer -> assertThat(customers.add(customer)).as("listed once").isTrue());
    return customers;
  }
}
