package dev.ricordo.governance.evidence;

import dev.ricordo.consolidation.Finding;
import dev.ricordo.consolidation.Names;
import dev.ricordo.governance.evidence.ReleaseEntry.PanelSaid;
import dev.ricordo.verifier.Certificate;
import dev.ricordo.verifier.MalformedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Derives again, from the entries of releases alone, which base served when, and finds promotions
 * that are missing and steps that do not follow; finds certificates that are none, or that wait for
 * what was destroyed before. Not thread-safe.
 */
/*
 * An entry is written before its base serves, so a process that died in between leaves a promotion
 * that never took effect: of each entry the base that serves next is its own, or the one before it.
 * Which served before a tenant's first entry is not known.
 *
 * Nothing follows from a release that was held or destroyed: that its entry was never written is not
 * found here. What does go on from one entry to the next of a panel is who was enrolled, and what it
 * owes, which only grows.
 */
final class ReleaseChain {

  private static final int FIRST_VERSION = 2;
  private static final Set<String> AT_MOST = Set.of("debts", "largest share");

  private final Map<String, Tenant> tenants = new HashMap<>();
  private final Map<String, Long> destroyed = new HashMap<>();
  private final List<String> findings = new ArrayList<>();

  /** What the entries so far lead to. */
  private static final class Tenant {
    /** Digests of bases that may serve now; none if nobody knows. */
    final Set<String> serving = new HashSet<>();

    final Map<String, ReleaseEntry> panels = new HashMap<>();
  }

  /**
   * Reads the next entry of the ledger.
   *
   * @param index its place
   */
  void read(long index, byte[] entry) {
    ReleaseEntry.read(entry)
        .filter(release -> release.version() >= FIRST_VERSION)
        .ifPresent(release -> new Step(index, release).check());
    if (EntryText.of(entry).fields().get("format") instanceof String format
        && format.equals(Certificate.FORMAT)) {
      certificate(index, entry);
    }
  }

  private void certificate(long index, byte[] entry) {
    try {
      for (String panel : Certificate.parse(entry).model().panels()) {
        if (destroyed.containsKey(panel)) {
          findings.add(
              String.format(
                  "entry %d, certificate: waits for the base of panel %s, which entry %d says was"
                      + " destroyed before",
                  index, panel, destroyed.get(panel)));
        }
      }
    } catch (MalformedException e) {
      findings.add("entry " + index + ", certificate: " + e.getMessage());
    }
  }

  /** One entry, beside what those before it lead to. */
  private final class Step {

    private final long index;
    private final ReleaseEntry entry;
    private final Tenant tenant;

    Step(long index, ReleaseEntry entry) {
      this.index = index;
      this.entry = entry;
      tenant = tenants.computeIfAbsent(entry.tenant(), name -> new Tenant());
    }

    void check() {
      panel();
      switch (entry.step()) {
        case ReleaseRecorder.PROMOTED, ReleaseRecorder.HELD -> decided();
        case ReleaseRecorder.RETIRED -> retired();
        default -> require(false, "is no step that is known");
      }
      tenant.panels.put(entry.panel().id(), entry);
    }

    private void panel() {
      PanelSaid said = entry.panel();
      ReleaseEntry before = tenant.panels.get(said.id());
      if (before != null) {
        require(
            said.agrees(before.panel()) && entry.base().equals(before.base()),
            "says something else of its panel or base than the entry before it");
        require(
            said.debts() >= before.panel().debts(),
            "its panel owes less than in the entry before it");
      }
    }

    private void decided() {
      boolean promoted = entry.step().equals(ReleaseRecorder.PROMOTED);
      require(!destroyed.containsKey(entry.panel().id()), "was destroyed before");
      goesOnFrom(entry.replaces());
      entry.findings().forEach(this::gate);
      boolean passed = entry.findings().stream().allMatch(Finding::passed);
      require(
          !entry.findings().isEmpty() && promoted == passed,
          "does not follow from what gates found");
      require(Names.people(entry.approvers().stream()) > 1, "two people did not agree");
      if (promoted) {
        tenant.serving.add(entry.base());
      }
    }

    private void gate(Finding finding) {
      boolean within =
          AT_MOST.contains(finding.gate())
              ? finding.measured() <= finding.limit()
              : finding.measured() >= finding.limit();
      require(
          within == finding.passed(),
          "gate \"" + finding.gate() + "\" does not follow from what was measured");
      if (finding.gate().equals("debts")) {
        require(
            finding.measured() == entry.panel().debts(),
            "gate \"debts\" measured something else than its panel owes");
      }
    }

    private void retired() {
      goesOnFrom(entry.present());
      require(!entry.base().equals(entry.present()), "destroys the base that serves");
      require(
          entry.approvers().stream().anyMatch(name -> !name.isBlank()), "nobody decided about it");
      destroyed.putIfAbsent(entry.panel().id(), index);
    }

    /** The base that serves when an entry is written is known from the entries before it. */
    private void goesOnFrom(String base) {
      require(
          tenant.serving.isEmpty() || tenant.serving.contains(base),
          "another base served then than the entries before it let serve: a promotion is missing");
      tenant.serving.clear();
      tenant.serving.add(base);
    }

    private void require(boolean holds, String finding) {
      if (!holds) {
        findings.add("entry " + index + ", " + entry.text() + ": " + finding);
      }
    }
  }

  /** What does not follow, in words; none if all does. */
  List<String> findings() {
    return List.copyOf(findings);
  }
}
