package dev.ricordo.internal;

import dev.ricordo.Because;
import dev.ricordo.Ranking;
import dev.ricordo.Ranking.Contributions;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
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

  /**
   * The candidates, those that raise the score most first. Leaves the sums without the customer.
   */
  private List<Because.Cause> causes(Evidence evidence, Asked asked, Blend.Scores here) {
    List<JournalEntry> entries = evidence.entries();
    evidence.sums().subtract(share(evidence, entries));
    int first = Math.max(0, entries.size() - CANDIDATES);
    return IntStream.range(first, entries.size())
        .mapToObj(i -> cause(i, evidence, asked, here))
        .sorted(Comparator.comparingDouble(Because.Cause::effectTotal).reversed())
        .toList();
  }

  private Because.Cause cause(int i, Evidence evidence, Asked asked, Blend.Scores here) {
    List<JournalEntry> without = new ArrayList<>(evidence.entries());
    JournalEntry removed = without.remove(i);
    Contribution then = share(evidence, without);
    Blend.Scores there = world(without, then, asked.ranking.at(), evidence.sums());
    return new Because.Cause(
        i + 1,
        removed.event(),
        there.mixed()[asked.item],
        answers.rank(there, asked.ranking.slot(), asked.item),
        difference(here.parts(asked.item), there.parts(asked.item)));
  }

  private Contribution share(Evidence evidence, List<JournalEntry> entries) {
    return evidence.counted() ? shares.of(entries) : shares.none();
  }

  private static Because.Cost cost(int causes, int levels, int entries, long start) {
    long steps = (long) causes * Math.max(0, entries - 1) + (long) levels * entries;
    return new Because.Cost(causes + levels, steps, Duration.ofNanos(System.nanoTime() - start));
  }

  /**
   * What would be answered had the customer's journal been this.
   *
   * @param contribution what the sums would hold of it
   * @param at when the question was asked
   * @param others the sums without the customer, unchanged when this returns
   */
  private Blend.Scores world(
      List<JournalEntry> entries, Contribution contribution, Instant at, CollectiveSums others) {
    CustomerMemory memory = fold.of(entries);
    others.add(contribution);
    Blend.Scores scores = scores(memory, at, others);
    others.subtract(contribution);
    return scores;
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
