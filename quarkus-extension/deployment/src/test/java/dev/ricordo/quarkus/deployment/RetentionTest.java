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
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RetentionTest {

  /** Long ago: by the system's clock all views would be too old. */
  private static final Instant NOW = Instant.parse("2020-03-01T12:00:00Z");

  private static final CustomerId ANNA = CustomerId.of("anna");

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .withApplicationRoot(jar -> jar.addClasses(Applications.class, Bell.class, Past.class))
          .overrideRuntimeConfigKey("ricordo.retention.older-than", "P13M")
          .overrideRuntimeConfigKey("ricordo.retention.kinds", "view")
          .overrideRuntimeConfigKey("ricordo.retention.every", "0.1S");

  @Inject Ricordo ricordo;
  @Inject Bell bell;

  @Test
  void viewsOfLongAgoByTheApplicationsClock_areForgotten_theRestIsNot()
      throws InterruptedException {
    Instant longAgo = NOW.minus(Duration.ofDays(500));
    ricordo.observe(Event.of(EventKind.PURCHASE, ANNA, ItemId.of("i1"), longAgo));
    ricordo.observe(Event.viewed(ANNA, ItemId.of("i2"), NOW));
    assertThat(bell.rings.tryAcquire(2, 30, TimeUnit.SECONDS)).isTrue();
    ricordo.observe(Event.viewed(ANNA, ItemId.of("i3"), longAgo));

    assertThat(bell.rings.tryAcquire(2, 30, TimeUnit.SECONDS)).isTrue();
    assertThat(ricordo.inspect(ANNA).events())
        .extracting(entry -> entry.event().item().value())
        .containsExactly("i1", "i2");
  }

  /** The application's clock. */
  @Singleton
  static class Past {

    @Produces
    @Singleton
    Clock clock() {
      return Clock.fixed(NOW, ZoneOffset.UTC);
    }
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
