package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.base.BaseRegistry;
import dev.ricordo.base.RandomBases;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class FollowingReleaseTest {

  private static final Path FOLDER = Path.of("target", "test-registry").toAbsolutePath();

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.empty()
          .setBeforeAllCustomizer(FollowingReleaseTest::write)
          .overrideConfigKey("ricordo.journal", "memory")
          .overrideRuntimeConfigKey("ricordo.base", FOLDER.toString())
          .overrideRuntimeConfigKey("ricordo.releases.every", "1S");

  @Inject Ricordo ricordo;

  private static void write() {
    RandomBases.create(1, Applications.ITEMS).write(FOLDER.resolve("first"));
    RandomBases.create(2, Applications.ITEMS).write(FOLDER.resolve("second"));
    new BaseRegistry(FOLDER).serve("first");
  }

  @Test
  @Timeout(60)
  void promotedRelease_isTakenOver_withEverythingThatWasLearned() {
    CustomerId anna = CustomerId.of("anna");
    ricordo.observe(Event.viewed(anna, ItemId.of("i1"), Instant.now()));
    assertThat(ricordo.base().digest()).isEqualTo(digest("first"));

    new BaseRegistry(FOLDER).serve("second");
    while (!Arrays.equals(ricordo.base().digest(), digest("second"))) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }

    assertThat(ricordo.inspect(anna).events()).hasSize(1);
    assertThat(ricordo.recommend(anna, Slot.of("home"), 3).items()).hasSize(3);
  }

  private static byte[] digest(String release) {
    return Base.read(FOLDER.resolve(release)).digest();
  }
}
