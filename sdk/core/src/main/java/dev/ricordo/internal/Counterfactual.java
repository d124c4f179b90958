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

/**
 * Explains an answer by taking events out: from the journal, hence from the memory and from the
 * contribution to the collective sums, C(J') in place of C(J). Not thread-safe.
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
    List<JournalEntry> entries = evidence.entries();
    int number = index.number(item);
    Contribution actual = evidence.counted() ? shares.of(entries) : shares.none();
    CustomerMemory memory = fold.of(entries);
    Blend.Scores here = scores(memory, ranking.at(), evidence.sums());
    Contributions levels = here.parts(number);
    CollectiveSums others = evidence.sums();
    others.subtract(actual);
    List<Because.Cause> causes = new ArrayList<>();
    int first = Math.max(0, entries.size() - CANDIDATES);
    for (int i = first; i < entries.size(); i++) {
      List<JournalEntry> without = new ArrayList<>(entries);
      JournalEntry removed = without.remove(i);
      Contribution then = evidence.counted() ? shares.of(without) : shares.none();
      Blend.Scores there = world(without, then, ranking.at(), others);
      causes.add(
          new Because.Cause(
              i + 1,
              removed.event(),
              there.mixed()[number],
              answers.rank(there, ranking.slot(), number),
              difference(levels, there.parts(number))));
    }
    causes.sort(Comparator.comparingDouble(Because.Cause::effectTotal).reversed());
    return new Because(
        item,
        here.mixed()[number],
        answers.rank(here, ranking.slot(), number),
        levels,
        causes,
        cost(entries.size() - first, entries.size(), start));
  }

  private static Because.Cost cost(int replays, int entries, long start) {
    long steps = (long) replays * Math.max(0, entries - 1);
    return new Because.Cost(replays, steps, Duration.ofNanos(System.nanoTime() - start));
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
