package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.quarkus.MemoryChanged;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RetentionTest {

  private static final CustomerId ANNA = CustomerId.of("anna");

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .withApplicationRoot(jar -> jar.addClasses(Applications.class, Bell.class))
          .overrideRuntimeConfigKey("ricordo.retention.older-than", "P13M")
          .overrideRuntimeConfigKey("ricordo.retention.kinds", "view")
          .overrideRuntimeConfigKey("ricordo.retention.every", "0.1S");

  @Inject Ricordo ricordo;
  @Inject Bell bell;

  @Test
  void viewsOfLongAgo_areForgotten_theRestIsNot() throws InterruptedException {
    Instant longAgo = Instant.now().minus(Duration.ofDays(500));
    ricordo.observe(Event.of(EventKind.PURCHASE, ANNA, ItemId.of("i1"), longAgo));
    ricordo.observe(Event.viewed(ANNA, ItemId.of("i2"), Instant.now()));
    assertThat(bell.rings.tryAcquire(2, 30, TimeUnit.SECONDS)).isTrue();
    ricordo.observe(Event.viewed(ANNA, ItemId.of("i3"), longAgo));

    assertThat(bell.rings.tryAcquire(2, 30, TimeUnit.SECONDS)).isTrue();
    assertThat(ricordo.inspect(ANNA).events())
        .extracting(entry -> entry.event().item().value())
        .containsExactly("i1", "i2");
  }

  /** Rings when somebody's memory changes: learned, or forgotten. */
  @Singleton
  static class Bell {

    private final Semaphore rings = new Semaphore(0);

    void ring(@Observes MemoryChanged change) {
      rings.release();
    }
  }
}
