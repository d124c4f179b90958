package dev.ricordo.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.ricordo.event.Event;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One event of a customer's in plain text, as {@code docs/formats/export.md} has it.
 *
 * @param position which of the customer's events it is, from 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventLine(
    long position,
    String id,
    String at,
    String kind,
    String item,
    double quantity,
    @Nullable Double price,
    @Nullable String session,
    @Nullable String dwell,
    @Nullable String channel,
    @Nullable String campaign) {

  /**
   * @param position which of the customer's events it is, from 1
   */
  public static EventLine of(int position, Event event) {
    return new EventLine(
        position,
        event.id().value(),
        event.at().toString(),
        event.kind().text(),
        event.item().value(),
        event.quantity(),
        event.price().isPresent() ? event.price().getAsDouble() : null,
        event.session().orElse(null),
        event.dwell().map(Duration::toString).orElse(null),
        event.channel().orElse(null),
        event.campaign().orElse(null));
  }
}
