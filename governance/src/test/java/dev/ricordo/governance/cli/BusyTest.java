package dev.ricordo.governance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.lab.Progress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BusyTest {

  private static final Duration AT_ONCE = Duration.ofNanos(1_000);

  private final List<String> shown = new CopyOnWriteArrayList<>();
  private final CountDownLatch advanced = new CountDownLatch(1);

  private Progress.Bar bar(String task, long total) {
    shown.add(task + " of " + total);
    return new Progress.Bar() {
      @Override
      public void advance(long done) {
        advanced.countDown();
      }

      @Override
      public void note(String text) {}

      @Override
      public void close() {
        shown.add("cleared");
      }
    };
  }

  private String waitForTheBar() {
    try {
      advanced.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "done";
  }

  @Test
  void bar_goesOnWhileTheWorkDoes_andIsClearedBeforeItsResultIsThere() {
    assertThat(Busy.with(this::bar, AT_ONCE, "folding", this::waitForTheBar)).isEqualTo("done");

    assertThat(shown).containsExactly("folding of 0", "cleared");
  }

  @Test
  void bar_isClearedWhenTheWorkFails() {
    assertThatThrownBy(
            () ->
                Busy.with(
                    this::bar,
                    AT_ONCE,
                    "folding",
                    () -> {
                      throw new IllegalStateException("failed");
                    }))
        .hasMessage("failed");

    assertThat(shown).containsExactly("folding of 0", "cleared");
  }
}
