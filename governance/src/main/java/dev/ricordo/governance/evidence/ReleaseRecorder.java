package dev.ricordo.governance.evidence;

import dev.ricordo.base.Base;
import dev.ricordo.consolidation.Finding;
import dev.ricordo.evidence.Canonical;
import dev.ricordo.evidence.EpochEntry;
import dev.ricordo.evidence.EvidenceLedger;
import dev.ricordo.evidence.TenantDigest;
import dev.ricordo.governance.Version;
import dev.ricordo.panel.Panel;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes into the ledger what became of base releases: {@code docs/formats/ledger.md}. Thread-safe.
 */
public final class ReleaseRecorder {

  static final String FORMAT = "ricordo-release";
  static final String PROMOTED = "promoted";
  static final String HELD = "held";
  static final String RETIRED = "retired";
  static final String NONE = "none";

  private static final int VERSION = 2;

  private final EvidenceLedger ledger;
  private final String tenant;

  /**
   * @param tenant whose panels the bases are trained on
   */
  public ReleaseRecorder(EvidenceLedger ledger, String tenant) {
    this.ledger = ledger;
    this.tenant = tenant;
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
    Map<String, Object> entry = entry(panel, promoted ? PROMOTED : HELD, approvers, at);
    entry.put("findings", findings.stream().map(EpochEntry::finding).toList());
    entry.put("replaces", replaces.orElse(NONE));
    ledger.append(Canonical.json(entry));
  }

  /**
   * Adds an entry for a release that was destroyed.
   *
   * @param present the base that serves
   * @throws dev.ricordo.RicordoException if the ledger cannot be written
   */
  public void retired(Panel panel, Optional<Base> present, String by, Instant at) {
    Map<String, Object> entry = entry(panel, RETIRED, List.of(by), at);
    entry.put(
        "present",
        Map.of(
            "base",
            present.map(base -> HexFormat.of().formatHex(base.digest())).orElse(NONE),
            "panel",
            present
                .flatMap(base -> base.manifest().trainedOn())
                .map(on -> on.id().toString())
                .orElse(NONE)));
    ledger.append(Canonical.json(entry));
  }

  private Map<String, Object> entry(Panel panel, String step, List<String> approvers, Instant at) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("format", FORMAT);
    entry.put("version", VERSION);
    entry.put("at", at.toString());
    entry.put("tenant", TenantDigest.of(tenant));
    entry.put("step", step);
    entry.put("base", panel.base().orElse(NONE));
    entry.put(
        "panel",
        Map.of(
            "id", panel.id().toString(),
            "enrolled", panel.enrolledAt().toString(),
            "lastPosition", panel.lastPosition(),
            "members", panel.members(),
            "debts", panel.debts()));
    entry.put("approvers", approvers);
    entry.put("software", Version.SOFTWARE);
    return entry;
  }
}
