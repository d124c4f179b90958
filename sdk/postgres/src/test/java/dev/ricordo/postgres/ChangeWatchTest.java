package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ChangeWatchTest {

  private static final List<Throwable> FAILURES =
      List.of(new IllegalStateException("away"), new StackOverflowError());

  @Test
  void lookThatFails_evenByAnError_isNotTheLast() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    BlockingQueue<ChangeWatch.Span> told = new LinkedBlockingQueue<>();
    try (ChangeWatch watch = new ChangeWatch(() -> changes(looks.getAndIncrement()))) {
      watch.tell(told::add);

      assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo(new ChangeWatch.Span(0, 1));
    }
  }

  /** None when the watch begins, then failures, then one. */
  private static long changes(int look) {
    if (look == 0 || look > FAILURES.size()) {
      return Math.min(look, 1);
    }
    Throwable failure = FAILURES.get(look - 1);
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }
}
