package dev.ricordo.governance.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * A step of a base release as the ledger keeps it. Written by {@link ReleaseRecorder}.
 *
 * @param text for people, for example {@code release promoted}
 */
record ReleaseEntry(String at, String text) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Reads an entry; empty if it is of another kind. */
  static Optional<ReleaseEntry> read(byte[] entry) {
    try {
      JsonNode read = MAPPER.readTree(entry);
      return ReleaseRecorder.FORMAT.equals(read.path("format").asText())
          ? Optional.of(
              new ReleaseEntry(read.path("at").asText(), "release " + read.path("step").asText()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
