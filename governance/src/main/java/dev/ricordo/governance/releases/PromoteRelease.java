package dev.ricordo.governance.releases;

import dev.ricordo.base.Base;
import dev.ricordo.base.BaseRegistry;
import dev.ricordo.consolidation.Finding;
import dev.ricordo.consolidation.Names;
import dev.ricordo.governance.evidence.ReleaseRecorder;
import dev.ricordo.lab.Progress;
import dev.ricordo.panel.Panel;
import dev.ricordo.spi.Journal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Lets releases serve, and destroys those that do not any more; each step stands in the ledger
 * before or with what it does. Thread-safe.
 */
public final class PromoteRelease {

  private final Journal journal;
  private final BaseRegistry registry;
  private final ReleaseRecorder recorder;
  private final ReleaseGates gates;
  private final Clock clock;

  public PromoteRelease(
      Journal journal,
      BaseRegistry registry,
      ReleaseRecorder recorder,
      ReleaseGates gates,
      Clock clock) {
    this.journal = journal;
    this.registry = registry;
    this.recorder = recorder;
    this.gates = gates;
    this.clock = clock;
  }

  /**
   * Lets a release serve if every gate lets it pass and two people agree.
   *
   * @param by who decides
   * @param and who agrees: somebody else
   * @throws IllegalArgumentException if there is no such release, it was trained on no panel of
   *     this journal, its panel is retired, another base was trained on it or who never spoke of
   *     training is in it while the rules in force require consent, or the two are one
   */
  public PromotionReport promote(String name, String by, String and, Progress progress) {
    requireTwo(by, and);
    Base base = registry.read(name);
    Panel panel = requirePanel(name, base);
    Optional<Base> present = registry.current().map(registry::read);
    ReleaseFigures figures =
        new PanelExam(journal, panel, progress).figures(base, present, panel.debts(), progress);
    List<Finding> findings = gates.findings(figures);
    boolean passed = findings.stream().allMatch(Finding::passed);
    recorder.decided(
        panel, passed, findings, present.map(PromoteRelease::digest), List.of(by, and), now());
    if (passed) {
      registry.serve(name);
    }
    return PromotionReport.of(name, passed, figures, findings, List.of(by, and));
  }

  private static void requireTwo(String by, String and) {
    if (by.isBlank() || and.isBlank() || Names.same(by, and)) {
      throw new IllegalArgumentException("and: must name somebody else than by");
    }
  }

  private Panel requirePanel(String name, Base base) {
    Panel panel =
        ReleaseNames.panel(journal, name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "release: \"" + name + "\" was trained on no panel of this journal"));
    if (panel.retired()) {
      throw new IllegalArgumentException("release: \"" + name + "\" is retired");
    }
    if (!panel.base().equals(Optional.of(digest(base)))) {
      throw new IllegalArgumentException(
          "release: \"" + name + "\" is not the base that was trained on its panel");
    }
    if (TrainingConsent.isMissing(journal, panel)) {
      throw new IllegalArgumentException(
          "release: \""
              + name
              + "\" was trained on customers who never spoke of it, and the rules in force require"
              + " consent to training; rebuild it");
    }
    return panel;
  }

  /**
   * Destroys a release that does not serve: its folder, and then who was in its panel. What else
   * holds a copy of it is somebody's to know. May be repeated, if it ended half-way.
   *
   * @param by who decides
   * @throws IllegalArgumentException if it serves, if the journal knows no such release, or the
   *     registry does not hold what was trained on its panel
   */
  public Panel retire(String name, String by) {
    Panel panel =
        ReleaseNames.panel(journal, name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "release: there is no panel of \"" + name + "\" in this journal"));
    boolean deleted = registry.delete(name);
    if (!deleted && !panel.retired() && panel.base().isPresent()) {
      throw new IllegalArgumentException(
          "registry: holds no release \"" + name + "\", so nothing was destroyed");
    }
    if (!panel.retired()) {
      Instant at = now();
      Optional<Base> present = registry.current().map(registry::read);
      recorder.retired(panel, present, by, at);
      journal.panels().retire(panel.id(), at);
    }
    return ReleaseNames.panel(journal, name).orElse(panel);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static String digest(Base base) {
    return HexFormat.of().formatHex(base.digest());
  }
}
