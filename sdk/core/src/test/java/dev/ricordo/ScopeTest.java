package dev.ricordo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ScopeTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final ItemId LAMP = ItemId.of("lamp");
  private static final Event VIEW =
      Event.viewed(CustomerId.of("anna"), LAMP, NOON)
          .withId(EventId.of("e1"))
          .withChannel("app")
          .withCampaign("spring");
  private static final Catalogue CATALOGUE =
      Catalogue.of(List.of(new Item(LAMP, "Lamp", "home|lights", "lumen", OptionalDouble.empty())));

  private static boolean covers(Scope.Builder scope) {
    return scope.build().covers(VIEW, CATALOGUE);
  }

  @Test
  void eachCondition_holdsForItsValuesAndForNoOther() {
    assertThat(covers(Scope.builder().event(EventId.of("e1")))).isTrue();
    assertThat(covers(Scope.builder().event(EventId.of("e2")))).isFalse();
    assertThat(covers(Scope.builder().item(LAMP).item(ItemId.of("vase")))).isTrue();
    assertThat(covers(Scope.builder().item(ItemId.of("vase")))).isFalse();
    assertThat(covers(Scope.builder().category("lights"))).isTrue();
    assertThat(covers(Scope.builder().category("home"))).isTrue();
    assertThat(covers(Scope.builder().category("home|lights"))).isFalse();
    assertThat(covers(Scope.builder().category("vases"))).isFalse();
    assertThat(covers(Scope.builder().brand("lumen"))).isTrue();
    assertThat(covers(Scope.builder().brand("Lumen"))).isFalse();
    assertThat(covers(Scope.builder().kind(EventKind.VIEW))).isTrue();
    assertThat(covers(Scope.builder().kind(EventKind.CART))).isFalse();
    assertThat(covers(Scope.builder().channel("app"))).isTrue();
    assertThat(covers(Scope.builder().channel("web"))).isFalse();
    assertThat(covers(Scope.builder().campaign("spring"))).isTrue();
    assertThat(covers(Scope.builder().campaign("autumn"))).isFalse();
  }

  @Test
  void times_areFromInclusiveToExclusive() {
    assertThat(covers(Scope.builder().from(NOON))).isTrue();
    assertThat(covers(Scope.builder().from(NOON.plusSeconds(1)))).isFalse();
    assertThat(covers(Scope.builder().to(NOON))).isFalse();
    assertThat(covers(Scope.builder().to(NOON.plusSeconds(1)))).isTrue();
  }

  @Test
  void severalConditions_mustAllHold() {
    assertThat(covers(Scope.builder().item(LAMP).kind(EventKind.VIEW))).isTrue();
    assertThat(covers(Scope.builder().item(LAMP).kind(EventKind.CART))).isFalse();
  }

  @Test
  void itemThatLeftTheCatalogue_hasNoCategoryAndNoBrand() {
    Event gone = Event.viewed(CustomerId.of("anna"), ItemId.of("gone"), NOON);
    assertThat(Scope.builder().category("lights").build().covers(gone, CATALOGUE)).isFalse();
    assertThat(Scope.builder().item(ItemId.of("gone")).build().covers(gone, CATALOGUE)).isTrue();
  }

  @Test
  void eventWithoutChannel_isOfNoChannel() {
    Event plain = Event.viewed(CustomerId.of("anna"), LAMP, NOON);
    assertThat(Scope.builder().channel("app").build().covers(plain, CATALOGUE)).isFalse();
  }

  @Test
  void noConditionAndEmptyTimes_areRefused() {
    assertThatThrownBy(() -> Scope.builder().build())
        .hasMessage("scope: must have a condition; to forget everything, forget the customer");
    assertThatThrownBy(() -> Scope.builder().from(NOON).to(NOON).build())
        .hasMessage("to: must be after from, which is " + NOON + ", is " + NOON);
  }
}
