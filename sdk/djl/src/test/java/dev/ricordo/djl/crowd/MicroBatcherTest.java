package dev.ricordo.djl.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MicroBatcherTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private record Request(int key, int number) {}

  /** Answers with the number; records what it was given, by key. */
  private static final class Recorder implements MicroBatcher.Batch<Request, Integer> {
    final Map<Integer, List<Integer>> seen = new ConcurrentHashMap<>();
    final AtomicInteger largest = new AtomicInteger();

    @Override
    public List<Integer> run(List<Request> requests) {
      assertThat(requests).extracting(Request::key).doesNotHaveDuplicates();
      largest.accumulateAndGet(requests.size(), Math::max);
      List<Integer> answers = new ArrayList<>();
      for (Request request : requests) {
        seen.computeIfAbsent(request.key(), k -> new ArrayList<>()).add(request.number());
        answers.add(request.number());
      }
      return answers;
    }
  }

  /** Holds every batch until it is let go. */
  private static final class Door implements MicroBatcher.Batch<Request, Integer> {
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch open = new CountDownLatch(1);

    @Override
    public List<Integer> run(List<Request> requests) {
      begun.countDown();
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return requests.stream().map(Request::number).toList();
    }
  }

  private static MicroBatcher<Request, Integer> batcher(
      int maxBatch, int capacity, MicroBatcher.Batch<Request, Integer> batch) {
    BatchLimits limits = new BatchLimits(maxBatch, Duration.ofNanos(200_000), capacity);
    return new MicroBatcher<>("test batches", limits, Request::key, batch);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void manyThreads_haveEveryAnswer_eachKeyInItsOrder(long seed) throws Exception {
    Random random = new Random(seed);
    int threads = 8;
    int perThread = 400;
    int keysPerThread = 1 + random.nextInt(20);
    Recorder recorder = new Recorder();
    int maxBatch = 1 + random.nextInt(16);
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    try (MicroBatcher<Request, Integer> batcher =
        batcher(maxBatch, maxBatch + random.nextInt(40), recorder)) {
      List<Future<List<CompletableFuture<Integer>>>> running = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int first = thread * keysPerThread;
        long own = random.nextLong();
        running.add(callers.submit(() -> submit(batcher, first, keysPerThread, perThread, own)));
      }
      for (Future<List<CompletableFuture<Integer>>> thread : running) {
        List<CompletableFuture<Integer>> answers = thread.get();
        for (int number = 0; number < perThread; number++) {
          assertThat(answers.get(number).get()).as("seed %d", seed).isEqualTo(number);
        }
      }
      assertThat(batcher.statistics().requests()).isEqualTo((long) threads * perThread);
      assertThat(batcher.statistics().meanFill()).isBetween(1.0, (double) maxBatch);
      assertThat(batcher.statistics().waiting()).isZero();
    } finally {
      callers.shutdown();
    }
    assertThat(recorder.largest.get()).isLessThanOrEqualTo(maxBatch);
    assertThat(recorder.seen.values()).allSatisfy(seen -> assertThat(seen).isSorted());
    assertThat(recorder.seen.values().stream().mapToInt(List::size).sum())
        .isEqualTo(threads * perThread);
  }

  /** A key belongs to one thread, which hands in rising numbers. */
  private static List<CompletableFuture<Integer>> submit(
      MicroBatcher<Request, Integer> batcher, int firstKey, int keys, int count, long seed)
      throws InterruptedException {
    Random random = new Random(seed);
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      Request request = new Request(firstKey + random.nextInt(keys), number);
      answers.add(batcher.submit(request, PATIENCE).orThrow());
    }
    return answers;
  }

  @Test
  void fullBatcher_refusesAtOnce_orAfterPatience_andTakesAgainWhenThereIsRoom() throws Exception {
    Door door = new Door();
    try (MicroBatcher<Request, Integer> batcher = batcher(1, 2, door)) {
      CompletableFuture<Integer> first = batcher.submit(new Request(1, 1)).orThrow();
      door.begun.await();
      CompletableFuture<Integer> second = batcher.submit(new Request(2, 2)).orThrow();

      assertThat(batcher.submit(new Request(3, 3)))
          .isEqualTo(new Submission.Refused<>(Submission.Reason.FULL));
      assertThat(batcher.submit(new Request(3, 3), Duration.ofMillis(5)))
          .isEqualTo(new Submission.Refused<>(Submission.Reason.FULL));
      assertThatThrownBy(() -> batcher.submit(new Request(3, 3)).orThrow())
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessage("request: refused, FULL");
      assertThat(batcher.statistics().waiting()).isEqualTo(2);
      assertThat(batcher.statistics().refused()).isEqualTo(3);

      door.open.countDown();
      assertThat(first.get() + second.get()).isEqualTo(3);
      assertThat(batcher.submit(new Request(3, 3), PATIENCE).orThrow().get()).isEqualTo(3);
    }
  }

  @Test
  void failingBatch_failsItsOwnRequestsOnly() throws Exception {
    try (MicroBatcher<Request, Integer> batcher =
        batcher(
            1,
            10,
            requests -> {
              if (requests.get(0).number() == 13) {
                throw new IllegalArgumentException("number: is 13");
              }
              return requests.stream().map(Request::number).toList();
            })) {
      CompletableFuture<Integer> before = batcher.submit(new Request(1, 12)).orThrow();
      CompletableFuture<Integer> failing = batcher.submit(new Request(1, 13)).orThrow();
      CompletableFuture<Integer> after = batcher.submit(new Request(1, 14)).orThrow();

      assertThat(before.get()).isEqualTo(12);
      assertThatThrownBy(failing::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("number: is 13");
      assertThat(after.get()).isEqualTo(14);
      assertThat(batcher.statistics().failedBatches()).isEqualTo(1);
      assertThat(batcher.statistics().batches()).isEqualTo(3);
    }
  }

  @Test
  void delayAndPatienceBeyondAnyClock_areLongAndNothingElse() throws Exception {
    Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
    try (MicroBatcher<Request, Integer> batcher =
        new MicroBatcher<>(
            "test batches", new BatchLimits(2, forEver, 10), Request::key, new Recorder())) {
      CompletableFuture<Integer> first = batcher.submit(new Request(1, 1), forEver).orThrow();
      CompletableFuture<Integer> second = batcher.submit(new Request(2, 2), forEver).orThrow();
      assertThat(first.get() + second.get()).isEqualTo(3);
      assertThat(batcher.statistics().batches()).isEqualTo(1);
    }
  }

  @Test
  void batchThatAnswersTooFew_failsItsRequests() {
    try (MicroBatcher<Request, Integer> batcher = batcher(4, 10, requests -> List.of())) {
      CompletableFuture<Integer> answer = batcher.submit(new Request(1, 1)).orThrow();
      assertThatThrownBy(answer::get).hasRootCauseMessage("answers: must be 1, are 0");
    }
  }

  @Test
  void closing_answersWhatWasTaken_andRefusesTheRest() throws Exception {
    Recorder recorder = new Recorder();
    MicroBatcher<Request, Integer> batcher = batcher(3, 100, recorder);
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      answers.add(batcher.submit(new Request(i % 2, i)).orThrow());
    }
    batcher.close();
    batcher.close();

    assertThat(answers).allMatch(CompletableFuture::isDone);
    for (int i = 0; i < 50; i++) {
      assertThat(answers.get(i).get()).isEqualTo(i);
    }
    assertThat(batcher.submit(new Request(1, 1)))
        .isEqualTo(new Submission.Refused<>(Submission.Reason.CLOSED));
    assertThat(batcher.statistics().waiting()).isZero();
  }

  @Test
  void cancelling_endsThePresentBatch_andCancelsTheRest() throws Exception {
    Door door = new Door();
    MicroBatcher<Request, Integer> batcher = batcher(1, 100, door);
    CompletableFuture<Integer> present = batcher.submit(new Request(0, 0)).orThrow();
    door.begun.await();
    List<CompletableFuture<Integer>> waiting = new ArrayList<>();
    for (int i = 1; i < 20; i++) {
      waiting.add(batcher.submit(new Request(i % 3, i)).orThrow());
    }
    Thread canceller = new Thread(batcher::cancel);
    canceller.start();
    // It waits for the worker: no more requests are taken.
    while (canceller.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(batcher.submit(new Request(50, 50)))
        .isEqualTo(new Submission.Refused<>(Submission.Reason.CLOSED));
    door.open.countDown();
    canceller.join();

    assertThat(present.get()).isZero();
    assertThat(waiting).allMatch(CompletableFuture::isCancelled);
    assertThatThrownBy(() -> waiting.get(0).get()).isInstanceOf(CancellationException.class);
    assertThat(batcher.statistics().waiting()).isZero();
  }

  @Test
  void requestCancelledByItsCaller_isNotRun() throws Exception {
    Door door = new Door();
    Recorder recorder = new Recorder();
    try (MicroBatcher<Request, Integer> batcher =
        batcher(
            4,
            10,
            requests -> {
              door.run(requests);
              return recorder.run(requests);
            })) {
      CompletableFuture<Integer> first = batcher.submit(new Request(1, 1)).orThrow();
      door.begun.await();
      CompletableFuture<Integer> unwanted = batcher.submit(new Request(2, 2)).orThrow();
      CompletableFuture<Integer> last = batcher.submit(new Request(3, 3)).orThrow();
      unwanted.cancel(false);
      door.open.countDown();
      assertThat(first.get() + last.get()).isEqualTo(4);
    }
    assertThat(new HashSet<>(recorder.seen.keySet())).containsExactlyInAnyOrder(1, 3);
  }

  @Test
  void limitsOutOfRange_areRefused_namingThem() {
    assertThatThrownBy(() -> new BatchLimits(0, Duration.ZERO, 1))
        .hasMessage("maxBatch: must be at least 1, is 0");
    assertThatThrownBy(() -> new BatchLimits(1, Duration.ofNanos(-1), 1))
        .hasMessageStartingWith("maxDelay: must not be negative");
    assertThatThrownBy(() -> new BatchLimits(8, Duration.ZERO, 7))
        .hasMessage("capacity: must be at least maxBatch 8, is 7");
  }
}
