package dev.ricordo.internal;

import dev.ricordo.base.Readout;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.Changes;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.collective.NetChanges;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.EpochFigures;
import dev.ricordo.consolidation.GateRules;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventKind;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.rank.TopK;
import dev.ricordo.spi.JournalEntry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What one epoch consists of and what it brought, D(e), gathered journal by journal while others go
 * on. Thread-safe; call it for an owner under the lock of the owner's lane.
 */
/*
 * Everything gathered is a whole number that is added per owner and subtracted again when the owner's
 * journal changes: the result is that of the journals as they are at the end. An epoch is closed, so
 * that a journal that grows changes nothing.
 *
 * Of members of the panel the journals are kept, for their steps can only be judged by what all
 * others brought once everybody was read.
 */
final class EpochScan implements Follower {

  private static final int BEST = 10;
  private static final long HASTE_SECONDS = 10;

  /** What the scan asks of the world: constants, and how journals are folded. */
  record Setting(
      Shares shares,
      ItemIndex index,
      Catalogue catalogue,
      Readout readout,
      GateRules rules,
      List<Integer> cadences,
      Supplier<CollectiveSums> noSums,
      Standings standings) {}

  private final Setting setting;
  private final Epoch epoch;
  private final Set<CustomerId> adopted = new HashSet<>();
  private final NetChanges brought = new NetChanges();
  private final SortedMap<Long, Long> contributorsByEvents = new TreeMap<>();
  private final SortedMap<String, Long> categories = new TreeMap<>();
  private final SortedMap<String, Long> brands = new TreeMap<>();
  private final SortedMap<String, Long> campaigns = new TreeMap<>();
  private final SortedMap<String, Long> reached = new TreeMap<>();
  private final Map<CustomerId, List<JournalEntry>> panel = new HashMap<>();
  private final long[] consolidations;
  private long haste;
  private long changes;
  private boolean spoiled;

  EpochScan(Setting setting, Epoch epoch) {
    this.setting = setting;
    this.epoch = epoch;
    consolidations = new long[setting.cadences.size()];
  }

  /** Reads an owner's journal, once, if it enters the sums. */
  void read(CustomerId owner, List<JournalEntry> entries) {
    adopt(owner, setting.standings.counted(owner, entries));
  }

  private synchronized void adopt(CustomerId owner, List<JournalEntry> entries) {
    if (entries.stream().anyMatch(entry -> epoch.holds(entry.position())) && adopted.add(owner)) {
      count(entries, 1);
      if (PanelShare.holds(owner, setting.rules.panel())
          && setting.standings.of(owner).allows(Purpose.TRAIN)) {
        panel.put(owner, entries);
      }
    }
  }

  private void count(List<JournalEntry> entries, int sign) {
    tell(entries, sign > 0 ? brought : brought.reversed());
    List<Event> events =
        entries.stream().filter(e -> epoch.holds(e.position())).map(JournalEntry::event).toList();
    contributorsByEvents.merge((long) events.size(), (long) sign, EpochScan::sum);
    for (Event event : events) {
      setting.catalogue.find(event.item()).ifPresent(item -> count(item, sign));
    }
    countCampaigns(events, sign);
    haste += sign * hasty(events);
    countConsolidations(entries, sign);
    changes++;
  }

  /** A level of cadence C consolidates at an owner's event number C - 1, 2 C - 1, ... from 1. */
  private void countConsolidations(List<JournalEntry> entries, long sign) {
    for (int level = 0; level < consolidations.length; level++) {
      int cadence = setting.cadences.get(level);
      for (int i = 0; i < entries.size(); i++) {
        boolean due = (i + 2) % cadence == 0;
        if (due && epoch.holds(entries.get(i).position())) {
          consolidations[level] += sign;
        }
      }
    }
  }

  private void count(Item item, long sign) {
    categories.merge(topCategory(item), sign, EpochScan::sum);
    if (!item.brand().isEmpty()) {
      brands.merge(item.brand(), sign, EpochScan::sum);
    }
  }

  /** Events by campaign, and how many owners it reached. */
  private void countCampaigns(List<Event> events, long sign) {
    List<String> named = events.stream().flatMap(event -> event.campaign().stream()).toList();
    named.forEach(campaign -> campaigns.merge(campaign, sign, EpochScan::sum));
    new HashSet<>(named).forEach(campaign -> reached.merge(campaign, sign, EpochScan::sum));
  }

  /** Tells what the events of the epoch added to C(J). */
  private void tell(List<JournalEntry> entries, Changes to) {
    Contribution share = setting.shares.none();
    for (JournalEntry entry : entries) {
      if (entry.position() <= epoch.lastPosition()) {
        boolean inside = epoch.holds(entry.position());
        setting.shares.tell(share, entry.event(), inside ? to : Changes.IGNORED);
      }
    }
  }

  /** A count that is 0 is gone, so equal journals have equal counts. */
  @SuppressWarnings("NullAway") // null is how a map is told to drop what it merges
  private static Long sum(Long a, Long b) {
    long sum = Math.addExact(a, b);
    return sum == 0 ? null : sum;
  }

  private static String topCategory(Item item) {
    int end = item.category().indexOf('|');
    return end < 0 ? item.category() : item.category().substring(0, end);
  }

  private long hasty(List<Event> events) {
    List<Event> views = events.stream().filter(event -> event.kind() == EventKind.VIEW).toList();
    long hasty = 0;
    for (int i = setting.rules.hasteViews(); i < views.size(); i++) {
      long then = views.get(i - setting.rules.hasteViews()).at().getEpochSecond();
      if (Math.abs(views.get(i).at().getEpochSecond() - then) < HASTE_SECONDS) {
        hasty++;
      }
    }
    return hasty;
  }

  @Override
  public void grown(CustomerId owner) {}

  @Override
  public synchronized void replace(
      Map<CustomerId, List<JournalEntry>> before, Map<CustomerId, List<JournalEntry>> after) {
    before.forEach(
        (owner, entries) -> {
          if (adopted.remove(owner)) {
            count(entries, -1);
            panel.remove(owner);
          }
        });
    after.forEach(this::adopt);
  }

  @Override
  public synchronized void spoil() {
    spoiled = true;
  }

  synchronized boolean spoiled() {
    return spoiled;
  }

  /** How often something was counted: tells whether figures are still those of the journals. */
  synchronized long changes() {
    return changes;
  }

  /** Empty sums. */
  CollectiveSums nothing() {
    return setting.noSums.get();
  }

  /** D(e), to be added, or the other way round. */
  synchronized CollectiveSums brought(boolean added) {
    CollectiveSums sums = nothing();
    brought.forEach(added ? sums : sums.reversed());
    return sums;
  }

  synchronized EpochFigures figures() {
    long events = 0;
    long contributors = 0;
    long floods = 0;
    for (Map.Entry<Long, Long> group : contributorsByEvents.entrySet()) {
      long all = Math.multiplyExact(group.getKey(), group.getValue());
      events += all;
      contributors += group.getValue();
      floods += group.getKey() > setting.rules.floodEvents() ? all : 0;
    }
    long largest = contributorsByEvents.isEmpty() ? 0 : contributorsByEvents.lastKey();
    Judged judged = judged();
    return new EpochFigures(
        events,
        contributors,
        largest,
        floods,
        haste,
        pushed(),
        categories,
        brands,
        Arrays.stream(consolidations).boxed().toList(),
        judged.cases,
        judged.hits,
        ChangesDigest.of(brought, setting.index));
  }

  private long pushed() {
    return campaigns.entrySet().stream()
        .filter(c -> reached.getOrDefault(c.getKey(), 0L) >= setting.rules.minimumContributors())
        .mapToLong(Map.Entry::getValue)
        .max()
        .orElse(0);
  }

  private record Judged(long cases, long hits) {

    static final Judged NONE = new Judged(0, 0);

    Judged and(boolean hit) {
      return new Judged(cases + 1, hits + (hit ? 1 : 0));
    }
  }

  /** The panel's steps, each judged by what all others brought in the same epoch. */
  private Judged judged() {
    if (panel.isEmpty()) {
      return Judged.NONE;
    }
    CollectiveSums others = setting.noSums.get();
    brought.forEach(others);
    Judged judged = Judged.NONE;
    for (List<JournalEntry> journal : panel.values()) {
      tell(journal, others.reversed());
      judged = judged(journal, others, judged);
      tell(journal, others);
    }
    return judged;
  }

  private Judged judged(List<JournalEntry> journal, CollectiveSums others, Judged soFar) {
    Judged judged = soFar;
    RecentItems recent = new RecentItems();
    for (JournalEntry entry : journal) {
      Event event = entry.event();
      int item = setting.index.number(event.item());
      if (event.kind().counted()) {
        if (epoch.holds(entry.position()) && recent.size() > 0) {
          judged = judged.and(hit(item, recent, others));
        }
        recent.push(item, event.at().getEpochSecond());
      }
    }
    return judged;
  }

  private boolean hit(int item, RecentItems recent, CollectiveSums others) {
    int n = setting.catalogue.size();
    double[] scores = new double[n];
    others.score(recent, setting.readout, scores);
    return item < n
        && scores[item] > 0
        && TopK.rank(scores, setting.index.tieBreaks(), item, any -> true) <= BEST;
  }
}
