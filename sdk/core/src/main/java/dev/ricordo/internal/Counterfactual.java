package dev.ricordo.internal;

import dev.ricordo.Because;
import dev.ricordo.Ranking;
import dev.ricordo.Ranking.Contributions;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.Changes;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.collective.NetChanges;
import dev.ricordo.event.ItemId;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.rank.Blend;
import dev.ricordo.spi.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Explains an answer by taking events out: from the journal, hence from the memory and from the
 * contribution to the collective sums, C(J') in place of C(J). And by holding one level of the
 * memory after the other, which leaves the contribution alone. Not thread-safe.
 */
/*
 * The journal without event i has everything before i in common with the journal: one memory and one
 * share go along it, and only what follows i is folded again, on copies. For the last t of n events
 * that is n + t (t - 1) / 2 steps in place of t n, to the same bits.
 */
final class Counterfactual {

  /** How many of the latest events are tried. */
  static final int CANDIDATES = 50;

  private final Fold fold;
  private final Shares shares;
  private final Answers answers;
  private final ItemIndex index;
  private final Engine.Settings settings;
  private final CollectiveSums nothing;

  /**
   * @param nothing sums that nobody contributes to
   */
  Counterfactual(
      Fold fold,
      Shares shares,
      Answers answers,
      ItemIndex index,
      Engine.Settings settings,
      CollectiveSums nothing) {
    this.nothing = nothing;
    this.fold = fold;
    this.shares = shares;
    this.answers = answers;
    this.index = index;
    this.settings = settings;
  }

  /**
   * What an explanation is made from, taken in one moment.
   *
   * @param entries the customer's journal
   * @param counted whether they enter the collective sums
   * @param sums a copy of the collective sums' rows of the last eleven items: those read by answers
   *     from the journal, and from the journal without any one event
   */
  record Evidence(List<JournalEntry> entries, boolean counted, CollectiveSums sums) {}

  Because explain(Evidence evidence, Ranking ranking, ItemId item) {
    long start = System.nanoTime();
    Asked asked = new Asked(ranking, index.number(item));
    Blend.Scores here = scores(fold.of(evidence.entries()), ranking.at(), evidence.sums());
    List<Because.OwnLevel> memory = memory(evidence, asked, here);
    List<Because.Cause> causes = causes(evidence, asked, here);
    return new Because(
        item,
        here.mixed()[asked.item],
        answers.rank(here, ranking.slot(), asked.item),
        here.parts(asked.item),
        memory,
        causes,
        cost(causes.size(), memory.size(), evidence.entries().size(), start));
  }

  /** The question, and the number of the item that is asked about. */
  private record Asked(Ranking ranking, int item) {}

  private List<Because.OwnLevel> memory(Evidence evidence, Asked asked, Blend.Scores here) {
    return IntStream.range(0, fold.levels())
        .mapToObj(level -> held(level, evidence, asked, here))
        .toList();
  }

  private Because.OwnLevel held(int level, Evidence evidence, Asked asked, Blend.Scores here) {
    CustomerMemory memory = fold.holding(level).of(evidence.entries());
    Blend.Scores there = scores(memory, asked.ranking.at(), evidence.sums());
    return new Because.OwnLevel(
        "L" + level,
        there.mixed()[asked.item],
        answers.rank(there, asked.ranking.slot(), asked.item),
        difference(here.parts(asked.item), there.parts(asked.item)));
  }

  /** The candidates, those that raise the score most first. */
  private List<Because.Cause> causes(Evidence evidence, Asked asked, Blend.Scores here) {
    List<JournalEntry> entries = evidence.entries();
    int first = Math.max(0, entries.size() - CANDIDATES);
    Past past = new Past(evidence, first);
    List<Because.Cause> causes = new ArrayList<>();
    for (int i = first; i < entries.size(); i++) {
      List<JournalEntry> after = entries.subList(i + 1, entries.size());
      Blend.Scores there = past.followedBy(after, asked.ranking.at());
      JournalEntry removed = entries.get(i);
      causes.add(
          new Because.Cause(
              i + 1,
              removed.event(),
              there.mixed()[asked.item],
              answers.rank(there, asked.ranking.slot(), asked.item),
              difference(here.parts(asked.item), there.parts(asked.item))));
      past.goOn(removed);
    }
    causes.sort(Comparator.comparingDouble(Because.Cause::effectTotal).reversed());
    return causes;
  }

  /** The events before a candidate: in the memory, and in the sums as all there is of them. */
  private final class Past {

    private final boolean counted;
    private final CollectiveSums sums;
    private final CustomerMemory memory;
    private final Contribution share;

    /**
     * @param evidence whose sums hold this past from now on
     * @param events of the journal that are past
     */
    Past(Evidence evidence, int events) {
      counted = evidence.counted();
      sums = evidence.sums();
      List<JournalEntry> entries = evidence.entries().subList(0, events);
      memory = fold.of(entries);
      share = counted ? shares.of(entries) : shares.none();
      sums.subtract(counted ? shares.of(evidence.entries()) : shares.none());
      sums.add(share);
    }

    /** What would be answered had these events followed. */
    Blend.Scores followedBy(List<JournalEntry> entries, Instant at) {
      NetChanges changes = new NetChanges();
      Contribution world = share.copy();
      entries.forEach(entry -> add(world, entry, changes));
      changes.forEach(sums);
      Blend.Scores scores = scores(fold.onTop(memory.copy(), entries), at, sums);
      changes.forEach(sums.reversed());
      return scores;
    }

    void goOn(JournalEntry entry) {
      fold.step(memory, entry);
      add(share, entry, sums);
    }

    private void add(Contribution to, JournalEntry entry, Changes changes) {
      if (counted) {
        shares.add(to, entry, changes);
      }
    }
  }

  private static Because.Cost cost(int causes, int levels, int entries, long start) {
    long steps = entries + causes * (causes - 1L) / 2 + (long) levels * entries;
    return new Because.Cost(causes + levels, steps, Duration.ofNanos(System.nanoTime() - start));
  }

  private Blend.Scores scores(CustomerMemory memory, Instant at, CollectiveSums sums) {
    RecentItems recent = settings.memoryWrites() ? memory.recent : new RecentItems();
    return answers.scores(
        memory.working.context(), recent, at, settings.collectiveWrites() ? sums : nothing);
  }

  private static Contributions difference(Contributions a, Contributions b) {
    return new Contributions(
        a.own() - b.own(), a.collective() - b.collective(), a.repeats() - b.repeats());
  }
}
