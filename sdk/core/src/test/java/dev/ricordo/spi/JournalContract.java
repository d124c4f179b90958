package dev.ricordo.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Journal} must do; what erasing does to it is in {@link ErasingContract}. A
 * store's test extends this class and says how to open an empty journal.
 */
public abstract class JournalContract extends JournalFixture {

  @Test
  void acceptedEvents_standInOrderOfAcceptance_notOfTheirTimes() {
    journal.append(List.of(event(ANNA, "later", 60)));
    journal.append(List.of(event(ANNA, "earlier", 0), event(ANNA, "latest", 90)));

    assertThat(ids(journal, ANNA)).containsExactly("later", "earlier", "latest");
  }

  @Test
  void positions_riseInOrderOfAcceptance_andSayWhatCameBefore() {
    List<Appended> outcomes =
        journal.append(
            List.of(
                event(ANNA, "a1", 0),
                event(BERT, "b1", 0),
                event(ANNA, "a1", 1),
                event(ANNA, "a2", 2)));
    List<Appended> later = journal.append(List.of(event(ANNA, "a3", 3), event(BERT, "b2", 3)));

    assertThat(outcomes.get(2)).isEqualTo(new Appended.Duplicate());
    List<Long> anna = positions(ANNA);
    List<Long> bert = positions(BERT);
    assertThat(outcomes.get(0)).isEqualTo(new Appended.Accepted(anna.get(0), 0));
    assertThat(outcomes.get(1)).isEqualTo(new Appended.Accepted(bert.get(0), 0));
    assertThat(outcomes.get(3)).isEqualTo(new Appended.Accepted(anna.get(1), anna.get(0)));
    assertThat(later.get(0)).isEqualTo(new Appended.Accepted(anna.get(2), anna.get(1)));
    assertThat(later.get(1)).isEqualTo(new Appended.Accepted(bert.get(1), bert.get(0)));
    assertThat(List.of(anna.get(0), bert.get(0), anna.get(1), anna.get(2), bert.get(1)))
        .isSorted()
        .doesNotHaveDuplicates();
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

    long last = positions(ANNA).get(2);
    assertThat(journal.read(ANNA, last))
        .extracting(e -> e.event().id().value())
        .containsExactly("a3");
    assertThat(journal.read(ANNA, last + 1)).isEmpty();
    assertThat(journal.read(BERT, 1)).isEmpty();
  }

  @Test
  void manyCustomers_areReadAtOnce() {
    journal.append(List.of(event(ANNA, "a1", 0), event(BERT, "b1", 1), event(ANNA, "a2", 2)));
    CustomerId nobody = CustomerId.of("nobody");

    Map<CustomerId, List<JournalEntry>> journals = journal.readAll(List.of(ANNA, nobody, BERT));
    assertThat(journals.keySet()).containsExactlyInAnyOrder(ANNA, nobody, BERT);
    journals.forEach((c, entries) -> assertThat(entries).isEqualTo(journal.read(c, 1)));
    assertThat(journal.readAll(List.of())).isEmpty();
  }

  @Test
  void mergedVisitor_isOneWithTheOwner_inOrderOfAcceptance() {
    visitsAndOwnEvents();
    assertThat(journal.merge(FIRST_VISIT, ANNA, NOON)).isTrue();

    assertThat(ids(journal, ANNA)).containsExactly("v1", "a1", "v2", "a2");
    assertThat(ids(journal, FIRST_VISIT)).isEqualTo(ids(journal, ANNA));
    assertThat(journal.readAll(List.of(FIRST_VISIT, BERT)).get(FIRST_VISIT))
        .isEqualTo(journal.read(ANNA, 1));
    assertThat(customers()).containsExactlyInAnyOrder(ANNA, BERT, SECOND_VISIT);
    assertThat(journal.read(ANNA, 1).get(0).event().customer()).isEqualTo(FIRST_VISIT);
  }

  @Test
  void eventOfEither_comesAfterTheMerge() {
    visitsAndOwnEvents();
    journal.merge(FIRST_VISIT, ANNA, NOON);
    long last = positions(ANNA).get(3);

    List<Appended> outcomes =
        journal.append(List.of(event(FIRST_VISIT, "v3", 6), event(ANNA, "a3", 7)));
    List<Long> positions = positions(outcomes);
    assertThat(((Appended.Accepted) outcomes.get(0)).previous())
        .as("the merge")
        .isGreaterThan(last)
        .isLessThan(positions.get(0));
    assertThat(outcomes.get(1))
        .isEqualTo(new Appended.Accepted(positions.get(1), positions.get(0)));
    assertThat(ids(journal, ANNA)).endsWith("a2", "v3", "a3");
  }

  @Test
  void unmergedVisitor_hasOwnEventsAgain_alsoThoseOfTheMeantime() {
    visitsAndOwnEvents();
    journal.merge(FIRST_VISIT, ANNA, NOON);
    journal.append(List.of(event(FIRST_VISIT, "v3", 6)));
    assertThat(journal.unmerge(FIRST_VISIT, NOON)).isTrue();

    assertThat(ids(journal, ANNA)).containsExactly("a1", "a2");
    assertThat(ids(journal, FIRST_VISIT)).containsExactly("v1", "v2", "v3");
    assertThat(journal.unmerge(FIRST_VISIT, NOON)).isFalse();
    List<Long> own = positions(FIRST_VISIT);
    List<Appended> next = journal.append(List.of(event(FIRST_VISIT, "v4", 8)));
    assertThat(((Appended.Accepted) next.get(0)).previous())
        .as("the unmerge")
        .isGreaterThan(own.get(2));
  }

  @Test
  void visitorsOfAVisitor_comeAlong_andLeaveWithIt() {
    visitsAndOwnEvents();
    journal.merge(FIRST_VISIT, SECOND_VISIT, NOON);
    journal.merge(SECOND_VISIT, ANNA, NOON);
    assertThat(ids(journal, ANNA)).containsExactly("v1", "a1", "w1", "v2", "a2");
    assertThat(merges()).isEqualTo(Map.of(FIRST_VISIT, SECOND_VISIT, SECOND_VISIT, ANNA));

    journal.unmerge(SECOND_VISIT, NOON);
    assertThat(ids(journal, ANNA)).containsExactly("a1", "a2");
    assertThat(ids(journal, FIRST_VISIT)).containsExactly("v1", "w1", "v2");
  }

  @Test
  void mergeOfThoseWhoAreOne_changesNothing_ofOneWhoIsAnothers_isRefused() {
    visitsAndOwnEvents();
    assertThat(journal.merge(ANNA, ANNA, NOON)).isFalse();
    journal.merge(FIRST_VISIT, ANNA, NOON);
    assertThat(journal.merge(FIRST_VISIT, ANNA, NOON)).isFalse();
    assertThat(journal.merge(ANNA, FIRST_VISIT, NOON)).isFalse();

    assertThatThrownBy(() -> journal.merge(FIRST_VISIT, BERT, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("visitor: is merged into another customer, unmerge first");
    assertThat(merges()).isEqualTo(Map.of(FIRST_VISIT, ANNA));
  }

  @Test
  void withoutEvents_mergingWorksToo() {
    assertThat(journal.merge(FIRST_VISIT, ANNA, NOON)).isTrue();
    assertThat(customers()).isEmpty();
    journal.append(List.of(event(FIRST_VISIT, "v1", 0)));
    assertThat(ids(journal, ANNA)).containsExactly("v1");
    assertThat(customers()).containsExactly(ANNA);
  }

  @Test
  void erasingTheVisitor_erasesAll_andRefusesTheLateEventsOfAll() {
    requireErasedWhole(FIRST_VISIT);
  }

  @Test
  void erasingTheOwner_erasesAll_andRefusesTheLateEventsOfAll() {
    requireErasedWhole(ANNA);
  }

  private void requireErasedWhole(CustomerId asked) {
    visitsAndOwnEvents();
    journal.merge(FIRST_VISIT, ANNA, NOON);
    assertThat(journal.erase(asked, NOON.plusSeconds(10))).isEqualTo(4);

    assertThat(customers()).containsExactlyInAnyOrder(BERT, SECOND_VISIT);
    assertThat(merges()).isEmpty();
    assertThat(journal.append(List.of(event(FIRST_VISIT, "late", 9), event(ANNA, "late too", 9))))
        .containsOnly(new Appended.Forgotten());
    journal.append(List.of(event(FIRST_VISIT, "new life", 11)));
    assertThat(ids(journal, ANNA)).isEmpty();
  }

  @Test
  void everyoneWhoIsOne_isListed_withoutEventsToo() {
    journal.merge(FIRST_VISIT, SECOND_VISIT, NOON);
    journal.merge(SECOND_VISIT, ANNA, NOON);
    for (CustomerId one : List.of(FIRST_VISIT, SECOND_VISIT, ANNA)) {
      assertThat(journal.oneWith(one)).containsExactlyInAnyOrder(FIRST_VISIT, SECOND_VISIT, ANNA);
    }
    assertThat(journal.oneWith(BERT)).containsExactly(BERT);
    journal.append(List.of(event(FIRST_VISIT, "first", 1), event(FIRST_VISIT, "second", 2)));
    journal.erase(ANNA, Set.of(EventId.of("first")), NOON.plusSeconds(10));
    journal.unmerge(SECOND_VISIT, NOON.plusSeconds(11));

    assertThat(journal.oneWith(FIRST_VISIT)).containsExactlyInAnyOrder(FIRST_VISIT, SECOND_VISIT);
    assertThat(journal.oneWith(ANNA)).containsExactly(ANNA);
    journal.erase(FIRST_VISIT, NOON.plusSeconds(12));
    assertThat(journal.oneWith(SECOND_VISIT)).containsExactly(SECOND_VISIT);
  }

  @Test
  void erasedEventsDatedAheadOfTheErasure_doNotComeBack() {
    List<Event> ahead =
        List.of(event(ANNA, "a1", 60), event(ANNA, "a2", 0), event(FIRST_VISIT, "v1", 90));
    journal.append(ahead);
    journal.merge(FIRST_VISIT, ANNA, NOON);
    journal.erase(ANNA, NOON.plusSeconds(10));

    assertThat(journal.append(ahead)).containsOnly(new Appended.Forgotten());
    journal.append(List.of(event(ANNA, "new life", 61), event(FIRST_VISIT, "new visit", 91)));
    assertThat(ids(journal, ANNA)).containsExactly("new life");
    assertThat(ids(journal, FIRST_VISIT)).containsExactly("new visit");
  }

  private Map<CustomerId, CustomerId> merges() {
    Map<CustomerId, CustomerId> merges = new HashMap<>();
    journal.forEachMerged(merges::put);
    return merges;
  }

  private static Standing withdrawn(Purpose purpose) {
    return Standing.UNSAID.withConsent(purpose, false);
  }

  private Map<CustomerId, Standing> standings() {
    Map<CustomerId, Standing> standings = new HashMap<>();
    journal.forEachStanding(standings::put);
    return standings;
  }

  @Test
  void everyStanding_isKept_withAndWithoutEvents() {
    journal.append(List.of(event(ANNA, "a1", 0)));
    Standing full =
        new Standing(
            Set.of(Purpose.PERSONALISE, Purpose.TRAIN),
            Set.of(Purpose.COLLECTIVE),
            true,
            true,
            true);

    assertThat(journal.stand(ANNA, said -> full, NOON)).isEqualTo(full);
    assertThat(journal.stand(BERT, said -> said.withConsent(Purpose.TRAIN, false), NOON))
        .isEqualTo(withdrawn(Purpose.TRAIN));
    assertThat(journal.standings(List.of(ANNA, BERT, FIRST_VISIT)))
        .isEqualTo(Map.of(ANNA, full, BERT, withdrawn(Purpose.TRAIN)))
        .isEqualTo(standings());
    assertThat(customers()).containsExactly(ANNA);
  }

  @Test
  void standing_changesFromWhatItWas_andIsTakenBackWhole() {
    journal.stand(ANNA, said -> said.withRestricted(true), NOON);
    Standing now = journal.stand(ANNA, said -> said.withConsent(Purpose.TRAIN, true), NOON);

    assertThat(now.restricted()).isTrue();
    assertThat(now.granted()).containsExactly(Purpose.TRAIN);
    journal.stand(ANNA, said -> Standing.UNSAID, NOON);
    assertThat(standings()).isEmpty();
    assertThat(journal.standings(List.of(ANNA))).isEmpty();
  }

  @Test
  void mergedCustomers_keepTheirOwnStandings_untilOneOfThemSpeaksForAll() {
    visitsAndOwnEvents();
    journal.stand(FIRST_VISIT, said -> withdrawn(Purpose.COLLECTIVE), NOON);
    journal.stand(BERT, said -> withdrawn(Purpose.TRAIN), NOON);
    journal.merge(FIRST_VISIT, ANNA, NOON);
    assertThat(journal.standings(List.of(ANNA)))
        .isEqualTo(Map.of(FIRST_VISIT, withdrawn(Purpose.COLLECTIVE)))
        .isEqualTo(journal.standings(List.of(FIRST_VISIT)));

    Standing now = journal.stand(ANNA, said -> said.withRestricted(true), NOON);
    assertThat(now).isEqualTo(withdrawn(Purpose.COLLECTIVE).withRestricted(true));
    journal.unmerge(FIRST_VISIT, NOON);
    assertThat(standings())
        .isEqualTo(Map.of(FIRST_VISIT, now, ANNA, now, BERT, withdrawn(Purpose.TRAIN)));
  }

  private static Standing suspended(Standing standing) {
    return standing.withSuspended(true);
  }

  @Test
  void suspendedForOneId_holdsForAllWhoAreOne_andLeavesWithIt() {
    visitsAndOwnEvents();
    journal.merge(FIRST_VISIT, ANNA, NOON);
    Standing now = journal.stand(FIRST_VISIT, JournalContract::suspended, NOON);
    assertThat(now).isEqualTo(suspended(Standing.UNSAID));
    assertThat(journal.standing(ANNA)).isEqualTo(now);
    assertThat(standings()).isEqualTo(Map.of(FIRST_VISIT, now));

    journal.unmerge(FIRST_VISIT, NOON);
    assertThat(journal.standing(ANNA)).isEqualTo(Standing.UNSAID);
    assertThat(journal.standing(FIRST_VISIT)).isEqualTo(now);
    journal.stand(FIRST_VISIT, said -> said.withSuspended(false), NOON);
    assertThat(standings()).isEmpty();
  }

  @Test
  void twoIdsSuspended_theEndForOneLeavesTheOther() {
    journal.merge(FIRST_VISIT, ANNA, NOON);
    journal.stand(ANNA, JournalContract::suspended, NOON);
    journal.stand(FIRST_VISIT, JournalContract::suspended, NOON);

    Standing now = journal.stand(ANNA, said -> said.withSuspended(false), NOON);
    assertThat(now).isEqualTo(suspended(Standing.UNSAID)).isEqualTo(journal.standing(ANNA));
    assertThat(standings()).isEqualTo(Map.of(FIRST_VISIT, now));
    assertThat(journal.stand(FIRST_VISIT, said -> said.withSuspended(false), NOON))
        .isEqualTo(Standing.UNSAID);
    assertThat(standings()).isEmpty();
  }

  @Test
  void wordWhileAnotherIdIsSuspended_isSaidForAll_andSuspendsNobodyElse() {
    journal.merge(FIRST_VISIT, ANNA, NOON);
    journal.stand(FIRST_VISIT, JournalContract::suspended, NOON);
    Standing restricted = Standing.UNSAID.withRestricted(true);

    assertThat(journal.stand(ANNA, said -> said.and(restricted), NOON))
        .isEqualTo(suspended(restricted));
    assertThat(standings()).isEqualTo(Map.of(ANNA, restricted, FIRST_VISIT, suspended(restricted)));
    journal.stand(ANNA, said -> Standing.UNSAID, NOON);
    assertThat(standings()).isEqualTo(Map.of(FIRST_VISIT, suspended(Standing.UNSAID)));
  }

  @Test
  void standing_goesWithAnErasure_andStaysWhenSomeEventsGo() {
    visitsAndOwnEvents();
    journal.merge(FIRST_VISIT, ANNA, NOON);
    journal.stand(ANNA, said -> withdrawn(Purpose.TRAIN), NOON);
    journal.stand(BERT, said -> withdrawn(Purpose.TRAIN), NOON);
    journal.erase(BERT, Set.of(EventId.of("b1")), NOON);
    assertThat(standings().keySet()).containsExactlyInAnyOrder(ANNA, FIRST_VISIT, BERT);

    journal.erase(FIRST_VISIT, NOON);
    assertThat(standings().keySet()).containsExactly(BERT);
    journal.append(List.of(event(ANNA, "new life", 100)));
    assertThat(journal.standings(List.of(ANNA))).isEmpty();
  }

  @Test
  void standing_changesNothingInTheJournal() {
    List<Long> first = positions(journal.append(List.of(event(ANNA, "a1", 0))));
    journal.stand(ANNA, said -> said.withRestricted(true), NOON);

    assertThat(journal.append(List.of(event(ANNA, "a2", 1))).get(0))
        .isEqualTo(new Appended.Accepted(first.get(0) + 1, first.get(0)));
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
      assertThat(journal.read(customer, 1)).extracting(JournalEntry::event).containsExactly(event);
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
    int writer = 0;
    for (List<Appended> outcomes : together(writers)) {
      assertThat(positions(outcomes)).isEqualTo(positions(CustomerId.of("writer " + writer++)));
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
}
