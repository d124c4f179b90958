package dev.ricordo.governance;

import dev.ricordo.event.Event;
import dev.ricordo.event.EventKind;
import dev.ricordo.spi.JournalEntry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Events that go, as numbers: neither whose they are nor which.
 *
 * @param kinds how many there are of each kind; {@code unknown} for those whose log does not say
 * @param items how many different items they are about
 * @param first the time of the earliest; empty if there are none
 * @param last the time of the latest
 */
public record ForgottenEvents(
    SortedMap<String, Long> kinds, long items, Optional<Instant> first, Optional<Instant> last) {

  public ForgottenEvents {
    kinds = new TreeMap<>(kinds);
  }

  static ForgottenEvents of(List<JournalEntry> entries) {
    List<Event> events = entries.stream().map(JournalEntry::event).toList();
    Map<String, Long> kinds =
        events.stream()
            .map(event -> name(event.kind()))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return new ForgottenEvents(
        new TreeMap<>(kinds),
        events.stream().map(Event::item).distinct().count(),
        events.stream().map(Event::at).min(Comparator.naturalOrder()),
        events.stream().map(Event::at).max(Comparator.naturalOrder()));
  }

  /** The name of a kind for people, who do not take an empty text for one. */
  public static String name(EventKind kind) {
    return kind == EventKind.UNKNOWN ? "unknown" : kind.text();
  }

  /** How many events there are. */
  public long number() {
    return kinds.values().stream().mapToLong(Long::longValue).sum();
  }
}
