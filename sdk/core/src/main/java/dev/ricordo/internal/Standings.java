package dev.ricordo.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What owners said about the use of their data, the last that were asked for hot. Of an owner it is
 * the strictest of what everyone in the group said. Call it for an owner under the lock of the
 * owner's lane.
 */
final class Standings {

  /** Less than a hot memory takes: whoever has a hot memory has a hot standing too. */
  private static final long HOT_BYTES_EACH = 4096;

  private final Journal journal;
  private final Lanes lanes;
  private final Standing unsaid;

  /** What holds for nearly everybody: worked out once, not at each question and event. */
  private final Standing ofTheSilent;

  private final Cache<CustomerId, Standing> said;

  /**
   * @param settings what holds for a purpose that an owner never spoke of, and how much is hot
   */
  Standings(Journal journal, Lanes lanes, Engine.Settings settings) {
    this.journal = journal;
    this.lanes = lanes;
    unsaid = settings.consolidation().unsaid();
    ofTheSilent = Standing.UNSAID.orElse(unsaid);
    said =
        Caffeine.newBuilder()
            .maximumSize(1 + settings.hotBytes() / HOT_BYTES_EACH)
            .executor(Runnable::run)
            .build();
  }

  /** What holds for an owner, with every purpose either granted or withdrawn. */
  Standing of(CustomerId owner) {
    return resolved(said(owner));
  }

  /** What holds for owners; who is not hot is asked for at once. */
  Map<CustomerId, Standing> of(Collection<CustomerId> owners) {
    Map<CustomerId, Standing> standings = new HashMap<>(said.getAllPresent(owners));
    List<CustomerId> cold = owners.stream().filter(owner -> !standings.containsKey(owner)).toList();
    if (!cold.isEmpty()) {
      standings.putAll(read(cold));
    }
    standings.replaceAll((owner, standing) -> resolved(standing));
    return standings;
  }

  /** What an owner said, and nothing else. */
  Standing said(CustomerId owner) {
    Standing hot = said.getIfPresent(owner);
    return hot != null ? hot : Objects.requireNonNull(read(List.of(owner)).get(owner));
  }

  private Map<CustomerId, Standing> read(List<CustomerId> owners) {
    Map<CustomerId, Standing> read = new HashMap<>();
    owners.forEach(owner -> read.put(owner, Standing.UNSAID));
    journal
        .standings(owners)
        .forEach((one, s) -> read.computeIfPresent(lanes.owner(one), (owner, t) -> t.and(s)));
    said.putAll(read);
    return read;
  }

  /** What some of those who are one with an owner said, read from the journal. */
  Standing saidBy(CustomerId owner, Predicate<CustomerId> some) {
    return journal.standings(List.of(owner)).entrySet().stream()
        .filter(one -> some.test(one.getKey()))
        .map(Map.Entry::getValue)
        .reduce(Standing.UNSAID, Standing::and);
  }

  /** What holds for somebody who said this. */
  Standing resolved(Standing standing) {
    return standing.equals(Standing.UNSAID) ? ofTheSilent : standing.orElse(unsaid);
  }

  /** What of an owner's journal enters the shared sums: all or nothing. */
  List<JournalEntry> counted(CustomerId owner, List<JournalEntry> entries) {
    return counted(said(owner), entries);
  }

  /** What of the journal of somebody who said this enters the shared sums: all or nothing. */
  List<JournalEntry> counted(Standing standing, List<JournalEntry> entries) {
    return resolved(standing).allows(Purpose.COLLECTIVE) ? entries : List.of();
  }

  /** Reads what everyone said and tells of each owner what holds. */
  Map<CustomerId, Standing> all() {
    Map<CustomerId, Standing> all = new HashMap<>();
    journal.forEachStanding((one, s) -> all.merge(lanes.owner(one), s, Standing::and));
    all.replaceAll((owner, standing) -> resolved(standing));
    return all;
  }

  /** What holds for somebody who said nothing. */
  Standing unsaid() {
    return unsaid;
  }

  /** An owner said something else. */
  void keep(CustomerId owner, Standing standing) {
    said.put(owner, standing);
  }

  void drop(CustomerId owner) {
    said.invalidate(owner);
  }

  /** Hold all lanes, as for {@link #dropAll}. */
  void dropIf(Predicate<CustomerId> dropped) {
    said.asMap().keySet().removeIf(dropped);
  }

  /** Hold all lanes: nobody may be reading at this moment what changed the moment before. */
  void dropAll() {
    said.invalidateAll();
  }
}
