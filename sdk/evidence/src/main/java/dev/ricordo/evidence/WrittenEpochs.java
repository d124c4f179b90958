package dev.ricordo.evidence;

import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Decision;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.ledger.LedgerView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What a ledger says of a tenant's epochs.
 *
 * @param newest the newest entry of each epoch, by its number
 * @param began when the tenant's first entry was written; empty if there is none
 */
record WrittenEpochs(Map<Long, EpochEntry> newest, Optional<Instant> began) {

  private static final long BATCH = 256;

  WrittenEpochs {
    newest = Map.copyOf(newest);
  }

  static WrittenEpochs read(LedgerView view, String tenant) {
    Map<Long, EpochEntry> newest = new HashMap<>();
    Optional<Instant> began = Optional.empty();
    for (long start = 0; start < view.size(); start += BATCH) {
      for (byte[] entry : view.entries(start, Math.min(view.size(), start + BATCH))) {
        Optional<EpochEntry> epoch =
            EpochEntry.read(entry).filter(read -> read.tenant().equals(tenant));
        epoch.ifPresent(read -> newest.put(read.epoch(), read));
        began = began.or(() -> epoch.map(read -> Instant.parse(read.at())));
      }
    }
    return new WrittenEpochs(newest, began);
  }

  /**
   * The decisions that lead from what is written to what holds: whatever was decided about other
   * epochs and not written, and then those that are given, unless they are written already.
   *
   * @param rules in force: which verdicts count
   * @param decided in their order
   * @param now all closed epochs as they are
   */
  List<Decision> missing(ConsolidationRules rules, List<Epoch> decided, List<Epoch> now) {
    SortedMap<Long, String> counting = counting(rules, now);
    Map<Long, EpochEntry.Said> said = new HashMap<>();
    List<Decision> missing = new ArrayList<>();
    for (Epoch state : unwritten(states(decided, now))) {
      EpochEntry.Said next = EpochEntry.said(state);
      if (!next.equals(said.put(state.number(), next))) {
        missing.add(Decision.next(rules, counting, state));
      }
    }
    return missing;
  }

  /** Of each epoch in the order in which it had them. */
  private static List<Epoch> states(List<Epoch> decided, List<Epoch> now) {
    Set<Long> numbers = decided.stream().map(Epoch::number).collect(Collectors.toSet());
    List<Epoch> states = new ArrayList<>(now);
    states.removeIf(epoch -> numbers.contains(epoch.number()));
    states.addAll(decided);
    now.stream().filter(epoch -> numbers.contains(epoch.number())).forEach(states::add);
    return states;
  }

  /** Those that neither the entry of their epoch says nor one that came before it. */
  private Collection<Epoch> unwritten(List<Epoch> states) {
    Set<Long> said = new HashSet<>();
    Deque<Epoch> unwritten = new ArrayDeque<>();
    for (int i = states.size() - 1; i >= 0; i--) {
      Epoch state = states.get(i);
      if (isSaid(state)) {
        said.add(state.number());
      }
      if (isKept(state) && !said.contains(state.number())) {
        unwritten.addFirst(state);
      }
    }
    return unwritten;
  }

  private boolean isSaid(Epoch state) {
    EpochEntry entry = newest.get(state.number());
    return entry != null && entry.said().equals(EpochEntry.said(state));
  }

  /** Not what was closed before there was a ledger. */
  private boolean isKept(Epoch epoch) {
    return newest.containsKey(epoch.number())
        || began.filter(start -> !epoch.closedAt().isBefore(start)).isPresent();
  }

  /** What counts by what is written; of epochs that are not kept, by what holds. */
  private SortedMap<Long, String> counting(ConsolidationRules rules, List<Epoch> now) {
    SortedMap<Long, String> counting =
        Decision.counting(rules, now.stream().filter(epoch -> !isKept(epoch)).toList());
    newest.forEach(
        (number, entry) -> {
          if (!entry.brought().isEmpty() && rules.counts(verdict(entry))) {
            counting.put(number, entry.brought());
          }
        });
    return counting;
  }

  private static Verdict verdict(EpochEntry entry) {
    return Verdict.valueOf(entry.verdict().toUpperCase(Locale.ROOT));
  }
}
