package dev.ricordo.governance.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.consolidation.Finding;
import dev.ricordo.evidence.EpochEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A step of a base release as the ledger keeps it. Written by {@link ReleaseRecorder}.
 *
 * @param version of the entry; before 2 there was no tenant, which is empty then
 * @param step {@code promoted}, {@code held} or {@code retired}
 * @param base digest of the base
 * @param panel that it was trained on
 * @param replaces digest of the base that served until then; empty of a base that was destroyed
 * @param present digest of the base that serves when another is destroyed; empty otherwise
 */
record ReleaseEntry(
    int version,
    String at,
    String tenant,
    String step,
    String base,
    PanelSaid panel,
    List<String> approvers,
    List<Finding> findings,
    String replaces,
    String present) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  ReleaseEntry {
    approvers = List.copyOf(approvers);
    findings = List.copyOf(findings);
  }

  /**
   * What an entry says of a panel.
   *
   * @param members how many were enrolled
   * @param debts of how many something was forgotten since
   */
  record PanelSaid(String id, String enrolled, long lastPosition, long members, long debts) {

    /** Whether this is said of the same enrolment. */
    boolean agrees(PanelSaid other) {
      return enrolled.equals(other.enrolled)
          && lastPosition == other.lastPosition
          && members == other.members;
    }
  }

  /** For people, for example {@code release promoted}. */
  String text() {
    return "release " + step;
  }

  /** Reads an entry; empty if it is of another kind. */
  static Optional<ReleaseEntry> read(byte[] entry) {
    try {
      JsonNode read = MAPPER.readTree(entry);
      return ReleaseRecorder.FORMAT.equals(read.path("format").asText())
          ? Optional.of(read(read))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static ReleaseEntry read(JsonNode read) {
    JsonNode panel = read.path("panel");
    List<String> approvers = new ArrayList<>();
    read.path("approvers").forEach(name -> approvers.add(name.asText()));
    return new ReleaseEntry(
        read.path("version").asInt(),
        read.path("at").asText(),
        read.path("tenant").asText(),
        read.path("step").asText(),
        read.path("base").asText(),
        new PanelSaid(
            panel.path("id").asText(),
            panel.path("enrolled").asText(),
            panel.path("lastPosition").asLong(),
            panel.path("members").asLong(),
            panel.path("debts").asLong()),
        approvers,
        EpochEntry.findings(read.path("findings")),
        read.path("replaces").asText(),
        read.path("present").path("base").asText());
  }
}
