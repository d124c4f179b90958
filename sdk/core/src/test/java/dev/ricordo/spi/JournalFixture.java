package dev.ricordo.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An empty journal for each test, and what contracts fill it with. */
public abstract class JournalFixture {

  /** Times in the tests start here. */
  protected static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  protected static final CustomerId ANNA = CustomerId.of("anna");
  protected static final CustomerId BERT = CustomerId.of("bert");
  static final CustomerId FIRST_VISIT = CustomerId.of("first visit");
  static final CustomerId SECOND_VISIT = CustomerId.of("second visit");
  static final ItemId LAMP = ItemId.of("lamp");

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

  /** Where accepted events stand; fails if one was not accepted. */
  protected static List<Long> positions(List<Appended> outcomes) {
    return outcomes.stream().map(outcome -> ((Appended.Accepted) outcome).position()).toList();
  }

  /** Where a customer's events stand, in order. */
  protected final List<Long> positions(CustomerId customer) {
    return journal.read(customer, 1).stream().map(JournalEntry::position).toList();
  }

  /** Two visits of Anna's before she logs in, among events of hers and Bert's. */
  protected final void visitsAndOwnEvents() {
    journal.append(
        List.of(
            event(FIRST_VISIT, "v1", 0),
            event(ANNA, "a1", 1),
            event(SECOND_VISIT, "w1", 2),
            event(BERT, "b1", 3),
            event(FIRST_VISIT, "v2", 4),
            event(ANNA, "a2", 5)));
  }

  /** Every customer the journal lists; fails if one is listed twice. */
  protected final Set<CustomerId> customers() {
    Set<CustomerId> customers = new HashSet<>();
    journal.forEachCustomer(
        customer -> assertThat(customers.add(customer)).as("listed once").isTrue());
    return customers;
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
}
