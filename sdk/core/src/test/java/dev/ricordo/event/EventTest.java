package dev.ricordo.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTest {

  private static final Event EVENT =
      Event.viewed(CustomerId.of("anna"), ItemId.of("lamp"), Instant.EPOCH);

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void priceThatIsNone_isRefusedNamingIt(double price) {
    assertThatThrownBy(() -> EVENT.withPrice(price))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("price: must be finite and not negative, is " + price)
        .hasMessageNotContaining("anna");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, 0, -1, Double.POSITIVE_INFINITY})
  void quantityThatIsNone_isRefusedNamingIt(double quantity) {
    assertThatThrownBy(() -> EVENT.withQuantity(quantity))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("quantity: must be positive and finite, is " + quantity);
  }

  @Test
  void negativeDwell_isRefusedNamingIt() {
    assertThatThrownBy(() -> EVENT.withDwell(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dwell: must not be negative, is PT-0.001S");
    assertThat(EVENT.withDwell(Duration.ZERO).dwell()).hasValue(Duration.ZERO);
  }

  @Test
  void channelAndCampaign_areCheckedLikeIdentifiers() {
    assertThatThrownBy(() -> EVENT.withChannel(" ")).hasMessage("channel: must not be blank");
    assertThatThrownBy(() -> EVENT.withCampaign("x".repeat(201)))
        .hasMessage("campaign: must have at most 200 characters, has 201");
  }

  @Test
  void copies_keepEveryOtherPart() {
    Event full =
        EVENT
            .withQuantity(2)
            .withPrice(3)
            .withSession("s")
            .withDwell(Duration.ofSeconds(4))
            .withChannel("web")
            .withCampaign("spring");
    assertThat(full.withQuantity(2).withPrice(3).withSession("s")).isEqualTo(full);
    assertThat(full.withDwell(Duration.ofSeconds(4)).withChannel("web").withCampaign("spring"))
        .isEqualTo(full);
    CustomerId ben = CustomerId.of("ben");
    Event moved = full.withCustomer(ben).withId(EventId.of("other"));
    assertThat(moved.customer()).isEqualTo(ben);
    assertThat(moved.withCustomer(full.customer()).withId(full.id())).isEqualTo(full);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stare", "VIEW", " view", "null"})
  void kindThatIsNone_isRefusedNamingIt(String kind) {
    assertThatThrownBy(() -> EventKind.parse(kind))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("kind: \"" + kind + "\" is none of view, cart");
  }

  @Test
  void emptyKind_isUnknown_andCounts() {
    assertThat(EventKind.parse("")).isEqualTo(EventKind.UNKNOWN);
    assertThat(EventKind.UNKNOWN.counted()).isTrue();
  }
}
