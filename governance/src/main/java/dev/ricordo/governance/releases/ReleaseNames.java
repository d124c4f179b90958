package dev.ricordo.governance.releases;

import dev.ricordo.panel.Panel;
import dev.ricordo.spi.Journal;
import java.time.ZoneOffset;
import java.util.Optional;

/** How the release of a panel is called in the registry: by the panel's day and random id. */
final class ReleaseNames {

  private static final int DIGITS = 8;

  private ReleaseNames() {}

  static String of(Panel panel) {
    return panel.enrolledAt().atOffset(ZoneOffset.UTC).toLocalDate()
        + "-"
        + panel.id().toString().substring(0, DIGITS);
  }

  /** The panel that a release was trained on, as far as the journal knows it. */
  static Optional<Panel> panel(Journal journal, String name) {
    return journal.panels().all().stream().filter(panel -> of(panel).equals(name)).findFirst();
  }
}
