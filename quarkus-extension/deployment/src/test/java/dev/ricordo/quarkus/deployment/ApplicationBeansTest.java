package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApplicationBeansTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final CustomerId CUSTOMER = CustomerId.of("emil");
  private static final ItemId NEW_ITEM = ItemId.of("never-trained");

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .withApplicationRoot(jar -> jar.addClasses(Applications.class, Shop.class))
          .overrideRuntimeConfigKey("ricordo.future-tolerance", "1M");

  @Inject Ricordo ricordo;

  @Test
  void catalogueBean_isWhatIsRecommended() {
    assertThat(ricordo.recommend(CUSTOMER, Slot.of("home"), 9).items())
        .containsExactlyInAnyOrder(ItemId.of("i1"), NEW_ITEM);
  }

  @Test
  void clockBean_andToleranceDecideWhatIsTheFuture() {
    Instant tooLate = NOW.plus(Duration.ofSeconds(61));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ricordo.observe(Event.viewed(CUSTOMER, NEW_ITEM, tooLate)))
        .withMessageContaining(tooLate.toString());
  }

  /** What a shop would produce. */
  @Singleton
  static class Shop {

    @Produces
    @Singleton
    Catalogue catalogue() {
      return Catalogue.of(List.of(Item.of(ItemId.of("i1")), Item.of(NEW_ITEM)));
    }

    @Produces
    @Singleton
    Clock clock() {
      return Clock.fixed(NOW, ZoneOffset.UTC);
    }
  }
}
