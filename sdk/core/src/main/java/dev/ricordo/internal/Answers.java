package dev.ricordo.internal;

import dev.ricordo.Ranking;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.base.Readout;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.TransitionCounts;
import dev.ricordo.event.ItemId;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.rank.CatalogueScorer;
import dev.ricordo.rank.Mixer;
import dev.ricordo.rank.Repeats;
import dev.ricordo.rank.TopK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ranks the catalogue from a memory and the collective sums. Thread-safe. */
final class Answers {

  private final ItemIndex index;
  private final CatalogueScorer scorer;
  private final Mixer mixer;
  private final Readout readout;
  private final CollectiveLevel collective;
  private final String[][] categories;
  private final int n;

  Answers(Base base, Catalogue catalogue, ItemIndex index, CollectiveLevel collective) {
    this.index = index;
    this.collective = collective;
    n = catalogue.size();
    List<ItemId> items = catalogue.items().stream().map(Item::id).toList();
    scorer = new CatalogueScorer(base, items);
    mixer = new Mixer(base.mix());
    readout = base.mix().readout();
    categories =
        catalogue.items().stream()
            .map(item -> item.category().split("\\|"))
            .toArray(String[][]::new);
  }

  /** Everything a ranking is made from: the scores of all items, level by level. */
  static final class Scores {
    final float[] own;
    final double[] collective;
    final double[] repeats;
    final double[] mixed;

    Scores(float[] own, double[] collective, double[] repeats) {
      this.own = own;
      this.collective = collective;
      this.repeats = repeats;
      this.mixed = new double[own.length];
    }
  }

  Scores scores(float[] context, RecentItems recent) {
    return scores(context, recent, collective.scores(recent, readout, n));
  }

  /** As if the collective sums were these. */
  Scores scores(float[] context, RecentItems recent, TransitionCounts counts) {
    double[] shared = new double[n];
    counts.score(recent, readout, shared);
    return scores(context, recent, shared);
  }

  private Scores scores(float[] context, RecentItems recent, double[] shared) {
    double[] repeats = new double[n];
    Repeats.score(recent, repeats);
    Scores scores = new Scores(scorer.score(context), shared, repeats);
    mixer.mix(scores.own, scores.collective, scores.repeats, scores.mixed);
    return scores;
  }

  List<Ranking.Answer> best(Scores scores, Slot slot, int count) {
    int[] items = TopK.select(scores.mixed, index.tieBreaks(), count, filter(slot));
    double normaliser = Mixer.logSumExp(scores.own);
    List<Ranking.Answer> answers = new ArrayList<>(items.length);
    for (int i = 0; i < items.length; i++) {
      answers.add(
          new Ranking.Answer(
              index.item(items[i]),
              i + 1,
              scores.mixed[items[i]],
              parts(scores, items[i], normaliser)));
    }
    return answers;
  }

  Ranking.Contributions parts(Scores scores, int item) {
    return parts(scores, item, Mixer.logSumExp(scores.own));
  }

  private Ranking.Contributions parts(Scores scores, int item, double normaliser) {
    return mixer.parts(scores.own[item], normaliser, scores.collective[item], scores.repeats[item]);
  }

  int rank(Scores scores, Slot slot, int item) {
    return TopK.rank(scores.mixed, index.tieBreaks(), item, filter(slot));
  }

  /** The items that the memory alone ranks first. */
  List<ItemId> pointsTo(float[] context, int count) {
    float[] own = scorer.score(context);
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      scores[i] = own[i];
    }
    int[] items = TopK.select(scores, index.tieBreaks(), count, item -> true);
    return Arrays.stream(items).mapToObj(index::item).toList();
  }

  private TopK.Filter filter(Slot slot) {
    if (slot.category().isEmpty() && slot.excluded().isEmpty()) {
      return item -> true;
    }
    boolean[] excluded = new boolean[n];
    for (ItemId item : slot.excluded()) {
      int number = index.number(item);
      if (number < n) {
        excluded[number] = true;
      }
    }
    String category = slot.category().orElse("");
    boolean anyCategory = slot.category().isEmpty();
    return item ->
        !excluded[item] && (anyCategory || Arrays.asList(categories[item]).contains(category));
  }
}
