package dev.ricordo.lab;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.ricordo.lab.evaluate.Split;
import dev.ricordo.lab.log.EventLog;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How models are compared. */
public enum Protocol {
  /** The last event of each customer tests, the one before validates. */
  LEAVE_ONE_OUT,
  /** Each event of the last fifth is guessed before it is learned. */
  PREQUENTIAL;

  /**
   * Reads {@code leave-one-out} or {@code prequential}.
   *
   * @throws IllegalArgumentException naming any other value
   */
  @JsonCreator
  public static Protocol parse(String text) {
    for (Protocol protocol : values()) {
      if (protocol.text().equals(text)) {
        return protocol;
      }
    }
    String known = Arrays.stream(values()).map(Protocol::text).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("protocol: \"" + text + "\" is none of " + known);
  }

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Split split(EventLog log, boolean refit) {
    return switch (this) {
      case LEAVE_ONE_OUT -> Split.leaveOneOut(log, refit);
      case PREQUENTIAL -> Split.prequential(log);
    };
  }
}
