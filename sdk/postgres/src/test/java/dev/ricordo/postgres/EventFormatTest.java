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

/** Golden payloads of every version: what was stored once stays readable. */
class EventFormatTest {

  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final String VERSION_1 =
      "{\"id\":\"9f1c\",\"item\":\"lamp\",\"kind\":\"purchase\",\"at\":\"2026-03-01T12:00:00Z\","
          + "\"quantity\":2.0,\"price\":19.99,\"session\":\"visit 7\"}";
  private static final String VERSION_2 =
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
  void payloadOfVersion1_isReadAsItWasMeant() {
    assertThat(EventFormat.read(ANNA, (short) 1, bytes(VERSION_1))).isEqualTo(event);
  }

  @Test
  void payloadOfVersion2_hasTheGoldenBytesAndIsReadBack() {
    assertThat(EventFormat.VERSION).isEqualTo((short) 2);
    assertThat(new String(EventFormat.write(described), StandardCharsets.UTF_8))
        .isEqualTo(VERSION_2);
    assertThat(EventFormat.read(ANNA, (short) 2, bytes(VERSION_2))).isEqualTo(described);
  }

  @Test
  void eventWithoutFurtherFeatures_isWrittenWithoutThem() {
    assertThat(new String(EventFormat.write(event), StandardCharsets.UTF_8)).isEqualTo(VERSION_1);
  }

  @Test
  void unknownVersion_isRefused() {
    assertThatThrownBy(() -> EventFormat.read(ANNA, (short) 3, bytes(VERSION_2)))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"PT-1S\"", "\"a while\"", "{}"})
  void damagedDwell_isRefusedWithoutQuotingTheEvent(String dwell) {
    String damaged = VERSION_2.replace("\"PT1M2.5S\"", dwell);
    assertThatThrownBy(() -> EventFormat.read(ANNA, (short) 2, bytes(damaged)))
        .isInstanceOf(RicordoException.class)
        .hasMessage("journal: a stored event is damaged");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
