package dev.ricordo.governance.releases;

import dev.ricordo.base.PanelReference;
import dev.ricordo.event.CustomerId;
import dev.ricordo.lab.Progress;
import dev.ricordo.panel.Panel;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads what a panel's members did, as far as a base may know it. */
final class PanelEvents {

  private static final int CUSTOMERS_PER_PAGE = 200;

  private PanelEvents() {}

  /**
   * Gives every member's events up to the panel's last position to the consumer, in no particular
   * order of members; members without any are left out.
   *
   * @return how many members were given
   */
  static long read(
      Journal journal, Panel panel, Progress progress, Consumer<List<JournalEntry>> consumer) {
    List<CustomerId> members = new ArrayList<>();
    journal.panels().forEachMember(panel.id(), members::add);
    long read = 0;
    try (Progress.Bar bar = progress.start("reading the panel", members.size())) {
      for (int from = 0; from < members.size(); from += CUSTOMERS_PER_PAGE) {
        int to = Math.min(members.size(), from + CUSTOMERS_PER_PAGE);
        for (List<JournalEntry> whole : journal.readAll(members.subList(from, to)).values()) {
          List<JournalEntry> entries =
              whole.stream().filter(entry -> entry.position() <= panel.lastPosition()).toList();
          if (!entries.isEmpty()) {
            consumer.accept(entries);
            read++;
          }
        }
        bar.advance(to);
      }
    }
    return read;
  }

  static PanelReference reference(Panel panel, long members) {
    return new PanelReference(panel.id(), panel.lastPosition(), members);
  }
}
