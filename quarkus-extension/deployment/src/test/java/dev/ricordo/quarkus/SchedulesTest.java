package dev.ricordo.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Eventually;
import dev.ricordo.ForwardingRicordo;
import dev.ricordo.Ricordo;
import dev.ricordo.base.Base;
import dev.ricordo.base.BaseRegistry;
import dev.ricordo.base.RandomBases;
import dev.ricordo.consent.Retention;
import dev.ricordo.consolidation.Consolidation;
import dev.ricordo.spi.Journal;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done from time to time goes on after an error, such as a class that is missing. */
class SchedulesTest {

  private static final Duration SOON = Duration.ofMillis(1);

  @TempDir private Path folder;

  private final AtomicInteger times = new AtomicInteger();
  private final Ricordo shop = Ricordo.builder().base(RandomBases.create(5, 10)).build();

  @Test
  void lookForEpochs_thatEndsInAnError_isTakenAgain() {
    Consolidation failing = failingFirst(Consolidation.class);
    try (ClosingEpochs closing = new ClosingEpochs(failing, Optional.empty(), SOON)) {
      assertThat(closing).isNotNull();
      Eventually.holds(() -> assertThat(times).hasValueGreaterThan(1));
    }
  }

  @Test
  void retention_thatEndsInAnError_isTriedAgain() {
    Journal failing = failingFirst(Journal.class);
    Retention aYear = new Retention(Period.ofYears(1), Set.of());
    try (Retaining retaining = Retaining.start(shop, failing, aYear, SOON, Clock.systemUTC())) {
      assertThat(retaining).isNotNull();
      Eventually.holds(() -> assertThat(times).hasValueGreaterThan(1));
    }
  }

  @Test
  void release_whoseTakeoverEndsInAnError_isTakenOverLater() {
    RandomBases.create(6, 10).write(folder.resolve("next"));
    BaseRegistry registry = new BaseRegistry(folder);
    registry.serve("next");
    Ricordo failing =
        new ForwardingRicordo(shop) {
          @Override
          public void moveTo(Base base) {
            failFirst();
            super.moveTo(base);
          }
        };
    try (FollowingRelease following = FollowingRelease.start(failing, registry, SOON)) {
      assertThat(following).isNotNull();
      Eventually.holds(
          () -> assertThat(shop.base().digest()).isEqualTo(registry.read("next").digest()));
    }
    assertThat(times).hasValue(2);
  }

  private void failFirst() {
    if (times.incrementAndGet() == 1) {
      throw new NoClassDefFoundError("dev/ricordo/Missing");
    }
  }

  /** Whose lists are empty. */
  private <T> T failingFirst(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              failFirst();
              return method.getReturnType().equals(List.class) ? List.of() : null;
            }));
  }
}
