package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.OutageException;
import dev.ricordo.OutcomeUnknownException;
import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Appended;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final @Timeout(60) class GroupCommitTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int CALLERS = 5;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** The sizes of the transactions, in order. */
  private final List<Integer> sizes = new ArrayList<>();

  @AfterEach
  void stop() {
    threads.shutdown();
  }

  private static List<Delivery> call(String name, int events) {
    return IntStream.range(0, events)
        .mapToObj(
            i ->
                new Delivery(
                    Event.viewed(CustomerId.of("anna"), ItemId.of("lamp"), NOON)
                        .withId(EventId.of(name + i)),
                    new UUID(0, 0),
                    new UUID(0, 0),
                    new byte[0]))
        .toList();
  }

  /** Positions from 1, in the order in which transactions take events. */
  private List<Appended> accepted(List<Delivery> deliveries) {
    long before = sizes.stream().mapToLong(Integer::longValue).sum();
    sizes.add(deliveries.size());
    return IntStream.range(0, deliveries.size())
        .<Appended>mapToObj(i -> new Appended.Accepted(before + i + 1, before + i))
        .toList();
  }

  /**
   * Lets callers come while the first transaction is under way.
   *
   * @param commit every transaction but the first
   */
  private List<Future<List<Appended>>> together(
      Function<List<Delivery>, List<Appended>> commit, List<List<Delivery>> calls)
      throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch allHere = new CountDownLatch(1);
    GroupCommit commits =
        new GroupCommit(
            1,
            deliveries -> {
              if (begun.getCount() > 0) {
                begun.countDown();
                awaitQuietly(allHere);
                return accepted(deliveries);
              }
              return commit.apply(deliveries);
            });
    Future<List<Appended>> first = threads.submit(() -> commits.append(call("first", 1)));
    begun.await();
    List<Future<List<Appended>>> results = new ArrayList<>();
    for (List<Delivery> call : calls) {
      CountDownLatch started = new CountDownLatch(1);
      Callable<List<Appended>> append =
          () -> {
            started.countDown();
            return commits.append(call);
          };
      results.add(threads.submit(append));
      started.await();
    }
    awaitWaiting(commits, calls.size());
    allHere.countDown();
    assertThat(first.get()).hasSize(1);
    return results;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitWaiting(GroupCommit commits, int calls) throws InterruptedException {
    while (commits.waiting() < calls) {
      Thread.sleep(1);
    }
  }

  @Test
  void callsThatWait_areCommittedTogether_andEachHasItsOwnOutcomes() throws Exception {
    List<List<Delivery>> calls =
        IntStream.range(0, CALLERS).mapToObj(c -> call("c" + c, c + 1)).toList();
    List<Future<List<Appended>>> results = together(this::accepted, calls);

    for (int c = 0; c < CALLERS; c++) {
      assertThat(results.get(c).get()).hasSize(c + 1);
    }
    assertThat(sizes).containsExactly(1, 15);
  }

  @Test
  void transaction_takesNoMoreThanEnough_andNothingWaitsForEver() throws Exception {
    List<List<Delivery>> calls =
        IntStream.range(0, CALLERS).mapToObj(c -> call("c" + c, 400)).toList();
    for (Future<List<Appended>> result : together(this::accepted, calls)) {
      assertThat(result.get()).hasSize(400);
    }
    assertThat(sizes).containsExactly(1, 800, 800, 400);
  }

  @Test
  void whatTheDatabaseRefusesOfOne_failsThatOneAlone() throws Exception {
    List<List<Delivery>> calls = List.of(call("good", 1), call("bad", 2), call("fine", 3));
    List<Future<List<Appended>>> results =
        together(
            deliveries -> {
              if (deliveries.stream().anyMatch(d -> d.event().id().value().startsWith("bad"))) {
                throw new RicordoException("journal: append failed, SQLSTATE P0001");
              }
              return accepted(deliveries);
            },
            calls);

    assertThat(results.get(0).get()).hasSize(1);
    assertThatThrownBy(() -> results.get(1).get())
        .hasRootCauseMessage("journal: append failed, SQLSTATE P0001");
    assertThat(results.get(2).get()).hasSize(3);
  }

  @Test
  void transactionOfUnknownFate_failsForAll_andIsNotTriedAgain() throws Exception {
    requireOneTry(new OutcomeUnknownException("journal: append failed"));
  }

  @Test
  void databaseThatIsAway_failsForAll_andIsNotTriedAgain() throws Exception {
    requireOneTry(new OutageException("journal: append failed, the database cannot be reached"));
  }

  @Test
  void errorWhileCallsAreTriedApart_leavesNobodyWaiting() throws Exception {
    List<Future<List<Appended>>> results =
        together(
            deliveries -> {
              if (deliveries.size() == 1) {
                throw new OutOfMemoryError("no thread to be had");
              }
              throw new RicordoException("journal: append failed, SQLSTATE P0001");
            },
            List.of(call("a", 1), call("b", 2), call("c", 3)));

    for (Future<List<Appended>> result : results) {
      assertThatThrownBy(() -> result.get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    }
  }

  private void requireOneTry(RicordoException failure) throws Exception {
    List<Integer> tried = new ArrayList<>();
    List<Future<List<Appended>>> results =
        together(
            deliveries -> {
              tried.add(deliveries.size());
              throw failure;
            },
            List.of(call("a", 1), call("b", 2)));

    for (Future<List<Appended>> result : results) {
      assertThatThrownBy(result::get).hasRootCause(failure);
    }
    assertThat(tried).containsExactly(3);
  }

  @Test
  void secondTransaction_doesNotWaitForTheFirst() throws Exception {
    CountDownLatch secondDone = new CountDownLatch(1);
    GroupCommit commits =
        new GroupCommit(
            2,
            deliveries -> {
              if (deliveries.get(0).event().id().value().startsWith("first")) {
                awaitQuietly(secondDone);
              }
              return accepted(deliveries);
            });
    Future<List<Appended>> first = threads.submit(() -> commits.append(call("first", 1)));
    Future<List<Appended>> second = threads.submit(() -> commits.append(call("second", 2)));
    assertThat(second.get()).hasSize(2);
    secondDone.countDown();
    assertThat(first.get()).hasSize(1);
  }
}
