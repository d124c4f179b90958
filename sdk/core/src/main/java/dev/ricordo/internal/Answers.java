package dev.ricordo.internal;

import dev.ricordo.Ranking;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.event.ItemId;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.rank.Blend;
import dev.ricordo.rank.CatalogueScorer;
import dev.ricordo.rank.TopK;
import dev.ricordo.rank.Workspace;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.IntStream;

/** Ranks the catalogue from a memory and the collective sums. Thread-safe. */
final class Answers {

  /** More answers than there are processors are under way when some wait for one. */
  private static final int KEPT = 2 * Runtime.getRuntime().availableProcessors();

  private final Catalogue catalogue;
  private final ItemIndex index;
  private final CatalogueScorer scorer;
  private final Blend blend;
  private final CollectiveLevel collective;
  private final String[][] categories;

  /** Those that nobody uses; what is beyond that is not kept. */
  private final Queue<Workspace> workspaces = new ArrayBlockingQueue<>(KEPT);

  private final int n;

  Answers(
      ItemEmbeddings embeddings, Catalogue catalogue, ItemIndex index, CollectiveLevel collective) {
    this.index = index;
    this.collective = collective;
    this.catalogue = catalogue;
    n = catalogue.size();
    List<ItemId> items = catalogue.items().stream().map(Item::id).toList();
    scorer = new CatalogueScorer(embeddings, items);
    Base base = embeddings.base();
    blend = new Blend(base.mix(), base.untrained(items));
    categories =
        catalogue.items().stream()
            .map(item -> item.category().split("\\|"))
            .toArray(String[][]::new);
  }

  /**
   * The best items, best first.
   *
   * @param context h, what the memory is ready for
   * @param at when the question is asked
   */
  List<Ranking.Answer> best(float[] context, RecentItems recent, Instant at, Slot slot, int count) {
    Workspace free = workspaces.poll();
    Workspace workspace = free == null ? new Workspace(n) : free;
    scorer.score(context, workspace.own());
    Blend.Draft draft = blend.draft(workspace, recent, at.getEpochSecond());
    collective.read(draft::read);
    List<Blend.Scored> best = draft.best(count, index.tieBreaks(), filter(slot));
    workspaces.offer(workspace);
    return IntStream.range(0, best.size()).mapToObj(i -> answer(best.get(i), i + 1)).toList();
  }

  private Ranking.Answer answer(Blend.Scored best, int rank) {
    return new Ranking.Answer(index.item(best.item()), rank, best.score(), best.parts());
  }

  /** The scores of all items, as if the collective sums were these. */
  Blend.Scores scores(float[] context, RecentItems recent, Instant at, CollectiveSums sums) {
    Blend.Draft draft = blend.draft(scorer.score(context), recent, at.getEpochSecond());
    draft.read(sums);
    return draft.finish();
  }

  int rank(Blend.Scores scores, Slot slot, int item) {
    return TopK.rank(scores.mixed(), index.tieBreaks(), item, filter(slot));
  }

  /** What memories alone make likely. */
  Outlook outlook() {
    return new Outlook(catalogue, index, scorer);
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
      int number = index.find(item).orElse(n);
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
