package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Eventually;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.panel.Panel;
import dev.ricordo.panel.PanelRules;
import dev.ricordo.spi.Appended;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two stores on one tenant, as two processes would have them. */
final class RivalProcessesTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId BERT = CustomerId.of("bert");
  private static final CustomerId VISITOR = CustomerId.of("visitor");

  private final String tenant = TestDatabase.freshTenant();
  private final PostgresStore one =
      PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), tenant);
  private final PostgresStore two =
      PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), tenant);

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  private static Event event(CustomerId customer, String id) {
    return Event.viewed(customer, ItemId.of("lamp"), NOON).withId(EventId.of(id));
  }

  @Test
  void sameCustomerFromTwoProcesses_getsPositionsEachOfWhichKnowsTheOneBefore() {
    List<Appended.Accepted> accepted = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Void> first =
        CompletableFuture.runAsync(() -> accepted.addAll(appendMany(one, "x")));
    CompletableFuture<Void> second =
        CompletableFuture.runAsync(() -> accepted.addAll(appendMany(two, "y")));
    CompletableFuture.allOf(first, second).join();

    List<Long> positions =
        one.journal().read(ANNA, 1).stream().map(JournalEntry::position).toList();
    assertThat(positions).hasSize(100).isSorted().doesNotHaveDuplicates();
    accepted.sort(Comparator.comparingLong(Appended.Accepted::position));
    assertThat(accepted).extracting(Appended.Accepted::position).isEqualTo(positions);
    assertThat(accepted)
        .extracting(Appended.Accepted::previous)
        .startsWith(0L)
        .endsWith(positions.get(98))
        .containsSequence(positions.subList(0, 99));
  }

  private static List<Appended.Accepted> appendMany(PostgresStore store, String prefix) {
    List<Appended.Accepted> accepted = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Appended outcome = store.journal().append(List.of(event(ANNA, prefix + i))).get(0);
      accepted.add((Appended.Accepted) outcome);
    }
    return accepted;
  }

  @Test
  void firstEventAndErasureAtOnce_leaveNothing_whoeverWins() {
    for (int round = 0; round < 40; round++) {
      CustomerId customer = CustomerId.of("round " + round);
      Event event = event(customer, "e" + round);
      CompletableFuture<Void> append =
          CompletableFuture.runAsync(() -> one.journal().append(List.of(event)));
      CompletableFuture<Void> erase =
          CompletableFuture.runAsync(() -> two.journal().erase(customer, NOON));
      CompletableFuture.allOf(append, erase).join();

      assertThat(one.journal().read(customer, 1)).isEmpty();
    }
    one.journal()
        .forEachCustomer(
            customer -> {
              throw new AssertionError("a forgotten customer is enrolled");
            });
  }

  @Test
  void erasureElsewhere_isTold_ownErasureIsNot() throws InterruptedException {
    Semaphore toldOne = new Semaphore(0);
    Semaphore toldTwo = new Semaphore(0);
    one.journal().onForeignChange(touched -> toldOne.release());
    two.journal().onForeignChange(touched -> toldTwo.release());

    one.journal().append(List.of(event(ANNA, "a1")));
    two.journal().erase(ANNA, NOON);

    assertThat(toldOne.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    one.journal().erase(ANNA, NOON);
    assertThat(toldTwo.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    assertThat(toldOne.availablePermits()).isZero();
    assertThat(toldTwo.availablePermits()).isZero();
  }

  @Test
  void changesElsewhere_areToldWithWhoseTheyAre() {
    List<Set<CustomerId>> told = new CopyOnWriteArrayList<>();
    one.journal()
        .onForeignChange(
            touched ->
                told.add(
                    Stream.of(ANNA, BERT, VISITOR).filter(touched).collect(Collectors.toSet())));
    Journal other = two.journal();
    other.append(
        List.of(event(ANNA, "a1"), event(ANNA, "a2"), event(VISITOR, "v1"), event(BERT, "b1")));
    List<Runnable> changes =
        List.of(
            () -> other.erase(ANNA, Set.of(EventId.of("a1")), NOON),
            () -> other.replace(event(ANNA, "a2").withChannel("app"), NOON),
            () -> other.stand(BERT, said -> said.withConsent(Purpose.COLLECTIVE, false), NOON),
            () -> other.merge(VISITOR, ANNA, NOON),
            () -> other.unmerge(VISITOR, NOON),
            () -> other.epochs().close(NOON),
            () -> other.erase(BERT, NOON));
    for (Runnable change : changes) {
      int before = told.size();
      change.run();
      Eventually.holds(() -> assertThat(told).hasSizeGreaterThan(before));
    }

    assertThat(told)
        .containsExactly(
            Set.of(ANNA),
            Set.of(ANNA),
            Set.of(BERT),
            Set.of(VISITOR, ANNA),
            Set.of(VISITOR, ANNA),
            Set.of(),
            Set.of(BERT));
  }

  @Test
  void closingAnEpoch_waitsForAMergeThatIsUnderWay() throws SQLException {
    one.journal().append(List.of(event(VISITOR, "v1"), event(ANNA, "a1")));
    try (Connection halt = TestDatabase.pool().getConnection()) {
      halt.setAutoCommit(false);
      halt.createStatement().execute("lock table ricordo.snapshot in share mode");
      CompletableFuture<Boolean> merge =
          CompletableFuture.supplyAsync(() -> one.journal().merge(VISITOR, ANNA, NOON));
      TestDatabase.awaitWaiting(
          halt, 1, merge); // it has looked for epochs to count in, and is not committed
      CompletableFuture<Optional<Epoch>> close =
          CompletableFuture.supplyAsync(() -> two.journal().epochs().close(NOON));
      TestDatabase.awaitWaiting(halt, 2, close);
      assertThat(close).as("its examination would miss the merge").isNotDone();
      halt.commit();

      assertThat(merge.join()).isTrue();
      assertThat(close.join()).isPresent();
    }
  }

  @Test
  void closingAnEpoch_waitsForAnAppendThatIsUnderWay() throws SQLException {
    one.journal().append(List.of(event(ANNA, "a1")));
    try (Connection halt = TestDatabase.pool().getConnection()) {
      halt.setAutoCommit(false);
      halt.createStatement().execute("lock table ricordo.event in share mode");
      CompletableFuture<List<Appended>> append =
          CompletableFuture.supplyAsync(() -> one.journal().append(List.of(event(BERT, "b1"))));
      TestDatabase.awaitWaiting(halt, 1, append); // it has its position, and is not committed
      CompletableFuture<Optional<Epoch>> close =
          CompletableFuture.supplyAsync(() -> two.journal().epochs().close(NOON));
      TestDatabase.awaitWaiting(halt, 2, close);
      assertThat(close).as("it would end before an event that comes later").isNotDone();
      halt.commit();

      long position = ((Appended.Accepted) append.join().get(0)).position();
      assertThat(close.join().orElseThrow().lastPosition()).isEqualTo(position);
    }
  }

  @Test
  void closingAnEpoch_orEnrollingAPanel_waitsNeitherForAVacuumNorForOtherTenants()
      throws SQLException {
    one.journal().append(List.of(event(ANNA, "a1")));
    try (Connection halt = TestDatabase.pool().getConnection()) {
      halt.setAutoCommit(false);
      halt.createStatement()
          .execute(
              """
              lock table ricordo.delivery in row exclusive mode;
              lock table ricordo.delivery in share update exclusive mode""");
      CompletableFuture<Optional<Epoch>> close =
          CompletableFuture.supplyAsync(() -> one.journal().epochs().close(NOON));
      TestDatabase.awaitWaiting(halt, 1, close);
      CompletableFuture<Panel> panel =
          CompletableFuture.supplyAsync(
              () -> one.journal().panels().enrol(new PanelRules(false, 10), NOON));
      TestDatabase.awaitWaiting(halt, 1, panel);

      assertThat(close).isDone();
      assertThat(panel).isDone();
      halt.rollback();
    }
  }

  @Test
  void mergeDuringAMerge_takesAlongWhoHasJustCome() throws SQLException {
    one.journal().append(List.of(event(VISITOR, "v1"), event(ANNA, "a1"), event(BERT, "b1")));

    assertThat(duringAMerge(VISITOR, ANNA, () -> two.journal().merge(ANNA, BERT, NOON))).isTrue();
    assertThat(one.journal().read(BERT, 1)).hasSize(3);
    assertThat(one.journal().unmerge(VISITOR, NOON)).isTrue();
    assertThat(one.journal().erase(BERT, NOON)).isEqualTo(2);
    assertThat(one.journal().read(VISITOR, 1)).hasSize(1);
  }

  @Test
  void erasureDuringAMerge_erasesWhoHasJustCome() throws SQLException {
    one.journal().append(List.of(event(VISITOR, "v1"), event(ANNA, "a1")));

    assertThat(duringAMerge(VISITOR, ANNA, () -> two.journal().erase(ANNA, NOON))).isEqualTo(2);
    assertThat(one.journal().read(VISITOR, 1)).isEmpty();
  }

  @Test
  void erasureOfSomeDuringAMerge_findsThemWithTheNewOwner() throws SQLException {
    one.journal().append(List.of(event(VISITOR, "v1"), event(ANNA, "a1")));
    Set<EventId> some = Set.of(EventId.of("v1"));

    assertThat(duringAMerge(VISITOR, ANNA, () -> two.journal().erase(VISITOR, some, NOON)))
        .isEqualTo(1);
    assertThat(one.journal().read(ANNA, 1)).hasSize(1);
  }

  @Test
  void unmergeDuringAMerge_takesAlongWhoHasJustCome() throws SQLException {
    one.journal().append(List.of(event(VISITOR, "v1"), event(ANNA, "a1"), event(BERT, "b1")));
    one.journal().merge(ANNA, BERT, NOON);

    assertThat(duringAMerge(VISITOR, ANNA, () -> two.journal().unmerge(ANNA, NOON))).isTrue();
    assertThat(one.journal().read(ANNA, 1)).hasSize(2);
    assertThat(one.journal().read(BERT, 1)).hasSize(1);
  }

  @Test
  void wordDuringAMerge_holdsForWhoHasJustCome() throws SQLException {
    one.journal().append(List.of(event(VISITOR, "v1"), event(ANNA, "a1")));
    Standing restricted = Standing.UNSAID.withRestricted(true);

    duringAMerge(VISITOR, ANNA, () -> two.journal().stand(ANNA, said -> restricted, NOON));
    one.journal().unmerge(VISITOR, NOON);
    assertThat(one.journal().standings(List.of(VISITOR))).containsEntry(VISITOR, restricted);
  }

  /** Begins a change that has to wait for a merge, and lets the merge come to its end. */
  private <T> T duringAMerge(CustomerId visitor, CustomerId into, Supplier<T> change)
      throws SQLException {
    try (Connection halt = TestDatabase.pool().getConnection()) {
      halt.setAutoCommit(false);
      halt.createStatement().execute("lock table ricordo.snapshot in share mode");
      CompletableFuture<Boolean> merge =
          CompletableFuture.supplyAsync(() -> one.journal().merge(visitor, into, NOON));
      TestDatabase.awaitWaiting(halt, 1, merge); // it holds everybody's rows, and is not committed
      CompletableFuture<T> changed = CompletableFuture.supplyAsync(change);
      TestDatabase.awaitWaiting(halt, 2, changed);
      assertThat(changed).as("it waits for the rows").isNotDone();
      halt.commit();

      assertThat(merge.join()).isTrue();
      return changed.join();
    }
  }

  @Test
  void listenerThatFails_isToldAgain() throws InterruptedException {
    Semaphore told = new Semaphore(0);
    one.journal()
        .onForeignChange(
            touched -> {
              told.release();
              if (told.availablePermits() < 2) {
                throw new IllegalStateException("not now");
              }
            });
    two.journal().erase(ANNA, NOON);

    assertThat(told.tryAcquire(2, 30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void tenants_doNotSeeEachOther() {
    try (PostgresStore other =
        PostgresStore.open(TestDatabase.pool(), TestDatabase.vault(), TestDatabase.freshTenant())) {
      one.journal().append(List.of(event(ANNA, "a1")));
      other.journal().append(List.of(event(ANNA, "a1"), event(ANNA, "a2")));
      one.journal().erase(ANNA, NOON);

      assertThat(other.journal().read(ANNA, 1)).hasSize(2);
    }
  }
}
