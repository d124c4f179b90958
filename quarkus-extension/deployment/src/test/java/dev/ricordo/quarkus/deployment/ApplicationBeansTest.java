package dev.ricordo.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ricordo.Erasure;
import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Sweeper;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApplicationBeansTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final CustomerId CUSTOMER = CustomerId.of("emil");
  private static final ItemId NEW_ITEM = ItemId.of("never-trained");

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .withApplicationRoot(jar -> jar.addClasses(Applications.class, Shop.class, Pages.class))
          .overrideRuntimeConfigKey("ricordo.future-tolerance", "1M");

  @Inject Ricordo ricordo;
  @Inject Pages pages;

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

  @Test
  void sweeperBeans_areCalledAfterAnErasure() {
    CustomerId emma = CustomerId.of("emma");
    ricordo.observe(Event.viewed(emma, NEW_ITEM, NOW));

    assertThat(ricordo.forget(emma).sweeps())
        .containsExactly(new Erasure.Sweep("page cache", true));
    assertThat(pages.swept).containsExactly(emma);
  }

  /** A cache of the shop's own. */
  @Singleton
  static class Pages implements Sweeper {

    final Set<CustomerId> swept = ConcurrentHashMap.newKeySet();

    @Override
    public String name() {
      return "page cache";
    }

    @Override
    public void sweep(Set<CustomerId> everyone) {
      swept.addAll(everyone);
    }
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
