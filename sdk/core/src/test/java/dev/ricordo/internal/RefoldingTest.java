package dev.ricordo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RefoldingTest {

  @Test
  void error_isFollowedByAnotherTry() throws InterruptedException {
    AtomicInteger tries = new AtomicInteger();
    CountDownLatch folded = new CountDownLatch(1);
    Runnable work =
        () -> {
          if (tries.incrementAndGet() == 1) {
            throw new OutOfMemoryError("of a test");
          }
          folded.countDown();
        };
    try (Refolding refolding = new Refolding(work)) {
      refolding.soon();
      assertThat(folded.await(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(tries).hasValue(2);
  }
}
