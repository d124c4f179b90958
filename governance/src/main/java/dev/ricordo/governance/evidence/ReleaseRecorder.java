package dev.ricordo.governance.evidence;

import dev.ricordo.consolidation.Finding;
import dev.ricordo.governance.Version;
import dev.ricordo.panel.Panel;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes into the ledger what became of base releases: {@code docs/formats/ledger.md}. Thread-safe.
 */
public final class ReleaseRecorder {

  static final String FORMAT = "ricordo-release";

  private final EvidenceLedger ledger;

  public ReleaseRecorder(EvidenceLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * Adds an entry for a release that the gates were asked about.
   *
   * @param replaces digest of the base that served until then
   * @throws dev.ricordo.RicordoException if the ledger cannot be written
   */
  public void decided(
      Panel panel,
      boolean promoted,
      List<Finding> findings,
      Optional<String> replaces,
      List<String> approvers,
      Instant at) {
    Map<String, Object> entry = entry(panel, promoted ? "promoted" : "held", approvers, at);
    entry.put("findings", findings.stream().map(EpochEntry::finding).toList());
    entry.put("replaces", replaces.orElse("none"));
    ledger.append(Canonical.json(entry));
  }

  /**
   * Adds an entry for a release that was destroyed.
   *
   * @param present digest of the base that serves
   * @throws dev.ricordo.RicordoException if the ledger cannot be written
   */
  public void retired(Panel panel, Optional<String> present, String by, Instant at) {
    Map<String, Object> entry = entry(panel, "retired", List.of(by), at);
    entry.put("present", present.orElse("none"));
    ledger.append(Canonical.json(entry));
  }

  private static Map<String, Object> entry(
      Panel panel, String step, List<String> approvers, Instant at) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("format", FORMAT);
    entry.put("version", 1);
    entry.put("at", at.toString());
    entry.put("step", step);
    entry.put("base", panel.base().orElse("none"));
    entry.put(
        "panel",
        Map.of(
            "id", panel.id().toString(),
            "enrolled", panel.enrolledAt().toString(),
            "lastPosition", panel.lastPosition(),
            "members", panel.members(),
            "debts", panel.debts()));
    entry.put("approvers", approvers);
    entry.put("software", "ricordo " + Version.TEXT);
    return entry;
  }
}
