package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.hold.Hold;
import dev.ricordo.evidence.hold.HoldFolder;
import dev.ricordo.quarkus.MemoryChanged;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HoldsTest {

  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final Path HOLDS =
      Path.of("target", "holds " + UUID.randomUUID()).toAbsolutePath();

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .withApplicationRoot(jar -> jar.addClasses(Applications.class, Bell.class))
          .setBeforeAllCustomizer(() -> HoldFolder.open(HOLDS).close())
          .overrideRuntimeConfigKey("ricordo.holds.folder", HOLDS.toString())
          .overrideRuntimeConfigKey("ricordo.retention.older-than", "P13M")
          .overrideRuntimeConfigKey("ricordo.retention.every", "0.1S");

  @Inject Ricordo ricordo;
  @Inject Bell bell;

  @Test
  void whatIsForgottenForItsAge_orByTheApplication_isKeptForAHold() throws InterruptedException {
    Instant now = Instant.now();
    try (HoldFolder holds = HoldFolder.openExisting(Path.of(folder()))) {
      Hold hold = holds.place(tenant(), ANNA, List.of(), "lawsuit 7", "Eva Berg", "Jon Holm", now);
      ricordo.observe(Event.viewed(ANNA, ItemId.of("i1"), now));
      ricordo.observe(Event.viewed(ANNA, ItemId.of("i2"), now.minus(Duration.ofDays(500))));
      assertThat(bell.rings.tryAcquire(3, 30, TimeUnit.SECONDS)).isTrue();
      assertThat(kept(holds, hold)).containsExactly("i2");
      ricordo.forget(ANNA);

      assertThat(kept(holds, hold)).containsExactlyInAnyOrder("i1", "i2");
      assertThat(ricordo.inspect(ANNA).events()).isEmpty();
    }
  }

  /** As the application has it: the class of the test is loaded twice. */
  private static String folder() {
    return ConfigProvider.getConfig().getValue("ricordo.holds.folder", String.class);
  }

  private static String tenant() {
    return ConfigProvider.getConfig().getValue("ricordo.tenant", String.class);
  }

  private static List<String> kept(HoldFolder holds, Hold hold) {
    Hold.Reading reading = new Hold.Reading("hearing", "Eva Berg", "Jon Holm", Instant.EPOCH);
    return holds.read(tenant(), hold.id(), reading, read -> {}).stream()
        .flatMap(copy -> copy.events().stream())
        .map(line -> line.item())
        .toList();
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
