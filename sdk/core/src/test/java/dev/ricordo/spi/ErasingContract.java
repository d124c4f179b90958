package dev.ricordo.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What erasing, and putting right, does to every {@link Journal}. Extended by a store's test. */
public abstract class ErasingContract extends JournalFixture {

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

    List<Appended> outcomes =
        journal.append(
            List.of(
                event(ANNA, "a1", 0),
                event(ANNA, "late", 9),
                event(ANNA, "same instant", 10),
                event(ANNA, "new life", 11),
                event(BERT, "b1", 0)));
    assertThat(outcomes.subList(0, 3)).containsOnly(new Appended.Forgotten());
    assertThat(positions(outcomes.subList(3, 5)))
        .isEqualTo(List.of(positions(ANNA).get(0), positions(BERT).get(0)));
    assertThat(ids(journal, ANNA)).containsExactly("new life");
  }

  @Test
  void refusedEvent_leavesNoTraceOfItsCustomer() {
    journal.erase(ANNA, NOON);
    journal.append(List.of(event(ANNA, "late", 0)));

    assertThat(customers()).isEmpty();
    assertThat(positions(journal.append(List.of(event(BERT, "late", 0)))))
        .isEqualTo(positions(BERT));
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
    List<Appended> outcomes =
        journal.append(List.of(event(ANNA, "late", 0), event(ANNA, "new", 1)));
    assertThat(outcomes.get(0)).isEqualTo(new Appended.Forgotten());
    assertThat(positions(outcomes.subList(1, 2))).isEqualTo(positions(ANNA));
  }

  @Test
  void erasedEventsId_isFreeAgain() {
    journal.append(List.of(event(ANNA, "id", 0)));
    journal.erase(ANNA, NOON);

    assertThat(positions(journal.append(List.of(event(BERT, "id", 0))))).isEqualTo(positions(BERT));
  }

  private static Set<EventId> events(String... ids) {
    return Arrays.stream(ids).map(EventId::of).collect(Collectors.toSet());
  }

  @Test
  void someEventsErased_othersStandWhereTheyStood() {
    visitsAndOwnEvents();
    journal.append(List.of(event(ANNA, "a3", 6)));
    List<JournalEntry> before = journal.read(ANNA, 1);

    assertThat(journal.erase(ANNA, events("a2", "b1"), NOON)).isEqualTo(1);
    assertThat(journal.read(ANNA, 1)).containsExactly(before.get(0), before.get(2));
    assertThat(ids(journal, BERT)).containsExactly("b1");
  }

  @Test
  void eventErasedAlone_staysKnown_andNewOnesComeAfterTheErasure() {
    List<Long> first =
        positions(journal.append(List.of(event(ANNA, "a1", 0), event(ANNA, "a2", 1))));
    journal.erase(ANNA, events("a2"), NOON.plusSeconds(100));

    assertThat(journal.append(List.of(event(ANNA, "a2", 1))))
        .containsExactly(new Appended.Duplicate());
    Appended next = journal.append(List.of(event(ANNA, "a3", 2))).get(0);
    assertThat(((Appended.Accepted) next).previous()).isGreaterThan(first.get(1));
    assertThat(ids(journal, ANNA)).containsExactly("a1", "a3");
  }

  @Test
  void everyEventErased_customerIsListedNoMore_andMayComeBack() {
    journal.append(List.of(event(ANNA, "a1", 0)));
    assertThat(journal.erase(ANNA, events("a1"), NOON)).isEqualTo(1);
    List<CustomerId> listed = new ArrayList<>();
    journal.forEachCustomer(listed::add);
    assertThat(listed).isEmpty();

    journal.append(List.of(event(ANNA, "a2", 1)));
    journal.forEachCustomer(listed::add);
    assertThat(listed).containsExactly(ANNA);
    assertThat(ids(journal, ANNA)).containsExactly("a2");
  }

  @Test
  void eventsThatTheCustomerHasNot_areErasedWithoutATrace() {
    visitsAndOwnEvents();
    List<JournalEntry> before = journal.read(ANNA, 1);
    assertThat(journal.erase(ANNA, events("unheard of", "b1"), NOON)).isZero();
    assertThat(journal.erase(ANNA, Set.of(), NOON)).isZero();
    assertThat(journal.erase(CustomerId.of("nobody"), events("a1"), NOON)).isZero();
    assertThat(journal.read(ANNA, 1)).isEqualTo(before);
    long last = before.get(before.size() - 1).position();
    assertThat(journal.append(List.of(event(ANNA, "a3", 6))))
        .containsExactly(new Appended.Accepted(last + 1, last));
  }

  @Test
  void someEventsOfAGroupErased_whoIsWhoseVisitorStays() {
    visitsAndOwnEvents();
    journal.merge(SECOND_VISIT, FIRST_VISIT, NOON);
    journal.merge(FIRST_VISIT, ANNA, NOON);

    assertThat(journal.erase(SECOND_VISIT, events("v1", "a1"), NOON)).isEqualTo(2);
    assertThat(ids(journal, ANNA)).containsExactly("w1", "v2", "a2");
    assertThat(ids(journal, FIRST_VISIT)).containsExactly("w1", "v2", "a2");

    assertThat(journal.unmerge(FIRST_VISIT, NOON)).isTrue();
    assertThat(ids(journal, ANNA)).containsExactly("a2");
    assertThat(ids(journal, SECOND_VISIT)).containsExactly("w1", "v2");
    assertThat(journal.erase(FIRST_VISIT, NOON.plusSeconds(10))).isEqualTo(2);
    assertThat(ids(journal, ANNA)).containsExactly("a2");
  }

  private static Event bought(CustomerId customer, String id, long second) {
    return Event.of(EventKind.PURCHASE, customer, LAMP, NOON.plusSeconds(second))
        .withId(EventId.of(id));
  }

  @Test
  void eventPutRight_standsWhereTheWrongOneStood_andStaysKnown() {
    List<Event> accepted =
        List.of(event(ANNA, "a1", 0), event(FIRST_VISIT, "v1", 1), event(ANNA, "a2", 2));
    List<Long> positions = positions(journal.append(accepted));
    journal.merge(FIRST_VISIT, ANNA, NOON);

    Event right = bought(FIRST_VISIT, "v1", 1);
    assertThat(journal.replace(right, NOON.plusSeconds(10))).isTrue();
    assertThat(journal.read(ANNA, 1))
        .containsExactly(
            new JournalEntry(positions.get(0), accepted.get(0)),
            new JournalEntry(positions.get(1), right),
            new JournalEntry(positions.get(2), accepted.get(2)));
    assertThat(journal.append(List.of(event(FIRST_VISIT, "v1", 1))))
        .containsExactly(new Appended.Duplicate());
    assertThat(journal.append(List.of(event(ANNA, "a3", 3))))
        .singleElement()
        .satisfies(
            outcome ->
                assertThat(((Appended.Accepted) outcome).previous())
                    .as("whoever folded before folds again")
                    .isGreaterThan(positions.get(2)));
  }

  @Test
  void eventThatTheCustomerHasNot_isNotPutRight() {
    journal.append(List.of(event(ANNA, "a1", 0)));

    assertThat(journal.replace(bought(BERT, "a1", 0), NOON)).isFalse();
    assertThat(journal.replace(bought(ANNA, "a2", 0), NOON)).isFalse();
    assertThat(journal.read(ANNA, 1))
        .extracting(JournalEntry::event)
        .containsExactly(event(ANNA, "a1", 0));
    assertThat(customers()).containsExactly(ANNA);
  }

  @Test
  void eventWhoseRightTimeLiesBeforeAnErasure_goes() {
    journal.append(List.of(event(ANNA, "a1", 0)));
    journal.erase(ANNA, NOON.plusSeconds(10));
    journal.append(List.of(event(ANNA, "a2", 11), event(ANNA, "a3", 12)));

    assertThat(journal.replace(event(ANNA, "a3", 10), NOON.plusSeconds(20))).isTrue();
    assertThat(ids(journal, ANNA)).containsExactly("a2");
  }
}
