package dev.ricordo.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * An {@link OfficerAct} as it is read in the ledger.
 *
 * @param text for people, for example {@code hold read}
 * @param id of the hold or the request
 * @param people how many different ones decided
 */
public record ActEntry(String at, String text, String id, long people) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Reads an entry; empty if it is of another kind. */
  public static Optional<ActEntry> read(byte[] entry) {
    try {
      JsonNode read = MAPPER.readTree(entry);
      return OfficerAct.FORMAT.equals(read.path("format").asText())
          ? Optional.of(read(read))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static ActEntry read(JsonNode read) {
    return new ActEntry(
        read.path("at").asText(),
        read.path("act").asText(),
        read.path("id").asText(),
        read.path("people").valueStream().map(JsonNode::asText).distinct().count());
  }
}
