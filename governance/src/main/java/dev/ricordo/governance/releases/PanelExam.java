package dev.ricordo.governance.releases;

import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.lab.Progress;
import dev.ricordo.panel.Panel;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Puts the same questions to releases: what does a member do next, after all events but the last?
 * They are answered as they would be served, from memory, sums and repeats, over the same items.
 */
final class PanelExam {

  private static final int ANSWERS = 10;
  private static final int MOST_CASES = 10_000;
  private static final Slot SLOT = Slot.of("exam");

  private final Journal known = Journal.inMemory();
  private final List<Event> questions = new ArrayList<>();
  private final TreeSet<String> items = new TreeSet<>();
  private Instant latest = Instant.EPOCH;
  private long members;
  private long events;
  private long largest;

  PanelExam(Journal journal, Panel panel, Progress progress) {
    List<List<JournalEntry>> journals = new ArrayList<>();
    members = PanelEvents.read(journal, panel, progress, journals::add);
    // So that the cases, of which there are so many at most, are the same each time.
    journals.sort(Comparator.comparingLong(entries -> entries.get(0).position()));
    journals.forEach(this::add);
  }

  private void add(List<JournalEntry> entries) {
    List<Event> own = entries.stream().map(JournalEntry::event).toList();
    // Visitors who were merged are one person here.
    CustomerId customer = own.get(0).customer();
    events += own.size();
    largest = Math.max(largest, own.size());
    for (Event event : own) {
      items.add(event.item().value());
      latest = event.at().isAfter(latest) ? event.at() : latest;
    }
    boolean asked = own.size() > 1 && questions.size() < MOST_CASES;
    List<Event> learned = asked ? own.subList(0, own.size() - 1) : own;
    known.append(learned.stream().map(event -> event.withCustomer(customer)).toList());
    if (asked) {
      questions.add(own.get(own.size() - 1).withCustomer(customer));
    }
  }

  /** Examines a release beside the one that serves, if one does. */
  ReleaseFigures figures(Base release, Optional<Base> present, long debts, Progress progress) {
    List<ItemId> all = new ArrayList<>(release.items());
    present.ifPresent(base -> all.addAll(base.items()));
    all.forEach(item -> items.add(item.value()));
    return new ReleaseFigures(
        members,
        debts,
        events,
        largest,
        questions.size(),
        hits("the release", release, progress),
        present.map(base -> hits("the one that serves", base, progress)).orElse(0L),
        present.isPresent());
  }

  private long hits(String name, Base base, Progress progress) {
    Catalogue catalogue = Catalogue.of(items.stream().map(id -> Item.of(ItemId.of(id))).toList());
    long hits = 0;
    try (Progress.Bar bar = progress.start("asking " + name, questions.size());
        Ricordo ricordo =
            Ricordo.builder()
                .base(base)
                .catalogue(catalogue)
                .journal(known)
                .clock(Clock.fixed(latest, ZoneOffset.UTC))
                .build()) {
      long asked = 0;
      for (Event question : questions) {
        if (ricordo
            .recommend(question.customer(), SLOT, ANSWERS)
            .items()
            .contains(question.item())) {
          hits++;
        }
        bar.advance(++asked);
      }
    }
    return hits;
  }
}
