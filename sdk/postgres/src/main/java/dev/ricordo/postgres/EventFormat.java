package dev.ricordo.postgres;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An event as bytes, before it is sealed: compact JSON in UTF-8, see {@code
 * docs/formats/journal.md}. The customer is not part of it: the row's subject says whose it is.
 */
final class EventFormat {

  private static final ObjectMapper JSON = new ObjectMapper();

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Fields(
      String id,
      String item,
      String kind,
      String at,
      double quantity,
      @Nullable Double price,
      @Nullable String session,
      @Nullable String dwell,
      @Nullable String channel,
      @Nullable String campaign) {}

  private EventFormat() {}

  /**
   * @throws IllegalArgumentException if a text of the event is not valid Unicode
   */
  static byte[] write(Event event) {
    Fields fields =
        new Fields(
            event.id().value(),
            event.item().value(),
            event.kind().text(),
            event.at().toString(),
            event.quantity(),
            event.price().isPresent() ? event.price().getAsDouble() : null,
            event.session().orElse(null),
            event.dwell().map(Duration::toString).orElse(null),
            event.channel().orElse(null),
            event.campaign().orElse(null));
    try {
      return JSON.writeValueAsBytes(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("event: a text in it is not valid Unicode", e);
    }
  }

  /**
   * @throws RicordoException if the bytes are damaged
   */
  static Event read(CustomerId customer, byte[] payload) {
    return read(payload, fields -> event(customer, fields));
  }

  /**
   * The event's own time.
   *
   * @throws RicordoException if the bytes are damaged
   */
  static Instant readTime(byte[] payload) {
    return read(payload, fields -> Instant.parse(fields.at()));
  }

  private static <T> T read(byte[] payload, Function<Fields, T> reader) {
    try {
      return reader.apply(JSON.readValue(payload, Fields.class));
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      // The cause is left out: it may quote the event.
      throw new RicordoException("journal: a stored event is damaged");
    }
  }

  private static Event event(CustomerId customer, Fields fields) {
    return new Event(
        EventId.of(fields.id()),
        customer,
        ItemId.of(fields.item()),
        EventKind.parse(fields.kind()),
        Instant.parse(fields.at()),
        fields.quantity(),
        fields.price() == null ? OptionalDouble.empty() : OptionalDouble.of(fields.price()),
        Optional.ofNullable(fields.session()),
        Optional.ofNullable(fields.dwell()).map(Duration::parse),
        Optional.ofNullable(fields.channel()),
        Optional.ofNullable(fields.campaign()));
  }
}
