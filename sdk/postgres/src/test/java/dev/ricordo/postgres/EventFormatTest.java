package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden payloads: what was stored once stays readable. */
class EventFormatTest {

  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final String SHORT =
      "{\"id\":\"9f1c\",\"item\":\"lamp\",\"kind\":\"purchase\",\"at\":\"2026-03-01T12:00:00Z\","
          + "\"quantity\":2.0,\"price\":19.99,\"session\":\"visit 7\"}";
  private static final String WHOLE =
      "{\"id\":\"9f1c\",\"item\":\"lamp\",\"kind\":\"purchase\",\"at\":\"2026-03-01T12:00:00Z\","
          + "\"quantity\":2.0,\"price\":19.99,\"session\":\"visit 7\","
          + "\"dwell\":\"PT1M2.5S\",\"channel\":\"app\",\"campaign\":\"spring\"}";

  private final Event event =
      Event.purchased(ANNA, ItemId.of("lamp"), Instant.parse("2026-03-01T12:00:00Z"))
          .withId(EventId.of("9f1c"))
          .withQuantity(2)
          .withPrice(19.99)
          .withSession("visit 7");
  private final Event described =
      event.withDwell(Duration.ofMillis(62_500)).withChannel("app").withCampaign("spring");

  @Test
  void payload_hasTheGoldenBytesAndIsReadBack() {
    assertThat(new String(EventFormat.write(described), StandardCharsets.UTF_8)).isEqualTo(WHOLE);
    assertThat(EventFormat.read(ANNA, bytes(WHOLE))).isEqualTo(described);
    assertThat(EventFormat.read(ANNA, bytes(SHORT))).isEqualTo(event);
  }

  @Test
  void eventWithoutFurtherFeatures_isWrittenWithoutThem() {
    assertThat(new String(EventFormat.write(event), StandardCharsets.UTF_8)).isEqualTo(SHORT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"PT-1S\"", "\"a while\"", "{}"})
  void damagedDwell_isRefusedWithoutQuotingTheEvent(String dwell) {
    String damaged = WHOLE.replace("\"PT1M2.5S\"", dwell);
    assertThatThrownBy(() -> EventFormat.read(ANNA, bytes(damaged)))
        .isInstanceOf(RicordoException.class)
        .hasMessage("journal: a stored event is damaged");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
