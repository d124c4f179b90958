package dev.ricordo.internal;

import dev.ricordo.Because;
import dev.ricordo.Ranking;
import dev.ricordo.Ranking.Contributions;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.Contribution;
import dev.ricordo.event.ItemId;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.spi.JournalEntry;
import java.time.Duration;
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
  private final Answers answers;
  private final ItemIndex index;
  private final Engine.Settings settings;

  Counterfactual(Fold fold, Answers answers, ItemIndex index, Engine.Settings settings) {
    this.fold = fold;
    this.answers = answers;
    this.index = index;
    this.settings = settings;
  }

  /** A world: what would be answered had the journal been another. */
  private record World(Answers.Scores scores, Contribution contribution) {}

  Because explain(List<JournalEntry> entries, Ranking ranking, ItemId item) {
    long start = System.nanoTime();
    int number = index.number(item);
    Contribution actual = new Contribution();
    fold.of(entries, actual::add);
    World here = world(entries, actual);
    Contributions levels = answers.parts(here.scores(), number);
    List<Because.Cause> causes = new ArrayList<>();
    int first = Math.max(0, entries.size() - CANDIDATES);
    for (int i = first; i < entries.size(); i++) {
      List<JournalEntry> without = new ArrayList<>(entries);
      JournalEntry removed = without.remove(i);
      Answers.Scores there = world(without, actual).scores();
      causes.add(
          new Because.Cause(
              removed.position(),
              removed.event(),
              there.mixed[number],
              answers.rank(there, ranking.slot(), number),
              difference(levels, answers.parts(there, number))));
    }
    causes.sort(Comparator.comparingDouble(Because.Cause::effectTotal).reversed());
    int replays = entries.size() - first;
    return new Because(
        item,
        here.scores().mixed[number],
        answers.rank(here.scores(), ranking.slot(), number),
        levels,
        causes,
        new Because.Cost(
            replays,
            (long) replays * Math.max(0, entries.size() - 1),
            Duration.ofNanos(System.nanoTime() - start)));
  }

  /**
   * @param actual the contribution that the collective sums hold now
   */
  private World world(List<JournalEntry> entries, Contribution actual) {
    Contribution contribution = new Contribution();
    CustomerMemory memory = fold.of(entries, contribution::add);
    RecentItems recent = settings.memoryWrites() ? memory.recent : new RecentItems();
    Contribution change =
        settings.collectiveWrites() ? contribution.minus(actual) : new Contribution();
    return new World(answers.scores(memory.working.context(), recent, change), contribution);
  }

  private static Contributions difference(Contributions a, Contributions b) {
    return new Contributions(
        a.own() - b.own(), a.collective() - b.collective(), a.repeats() - b.repeats());
  }
}
