package dev.ricordo.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Eventually;
import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Snapshots;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class JournalProbeTest {

  private static final List<JournalEntry> NOTHING = List.of();

  private final AtomicInteger readings = new AtomicInteger();

  @Test
  @Timeout(60)
  void journalThatIsSilent_isNotWaitedFor_andIsReadByOneAtATime() {
    CountDownLatch answers = new CountDownLatch(1);
    JournalProbe probe =
        probe(
            () -> {
              await(answers);
              return NOTHING;
            });

    assertThat(probe.state()).isEqualTo("postgres does not answer");
    assertThat(probe.state()).isEqualTo("postgres does not answer");
    assertThat(readings).hasValueLessThan(2);

    answers.countDown();
    Eventually.holds(() -> assertThat(probe.state()).isEqualTo("postgres"));
  }

  @Test
  void journalThatFails_isUnreachable() {
    JournalProbe probe =
        probe(
            () -> {
              throw new RicordoException("away");
            });

    Eventually.holds(() -> assertThat(probe.state()).isEqualTo("postgres is unreachable"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JournalProbe probe(Supplier<List<JournalEntry>> reading) {
    Journal journal =
        new ForwardingJournal(Journal.inMemory()) {
          @Override
          public List<JournalEntry> read(CustomerId customer, long from) {
            readings.incrementAndGet();
            return reading.get();
          }
        };
    return new JournalProbe(
        new Store(
            "postgres", journal, Snapshots.none(), Optional.empty(), Optional.empty(), () -> {}));
  }
}
