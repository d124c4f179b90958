package dev.ricordo.djl.crowd;

import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.djl.CrowdCatalogue;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.rank.Blend;
import dev.ricordo.rank.TopK;
import dev.ricordo.rank.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Answers for many customers at once: own scores of the whole catalogue from the device, mixed for
 * each customer as the certified ranking mixes them, by the same {@link Blend}.
 *
 * <p>Own scores agree with the certified ones within float rounding, so answers do but for items
 * whose scores are as near. Not thread-safe.
 */
/*
 * Mixing reads every own score (the softmax is over the whole catalogue) and the shared sums, so it runs
 * on the heap. Workspaces are used again from tile to tile.
 */
public final class CrowdAnswers {

  private final CrowdCatalogue catalogue;
  private final Blend blend;
  private final long[] tieBreaks;
  private final List<Workspace> workspaces = new ArrayList<>();

  /**
   * @param catalogue of all items; its owner closes it
   * @param blend of the same items
   * @param tieBreaks {@code [n]}, the lower first among equal scores; kept, not copied
   * @param tile customers whose scores are kept at once: each takes 24 bytes an item
   */
  public CrowdAnswers(CrowdCatalogue catalogue, Blend blend, long[] tieBreaks, int tile) {
    this.catalogue = catalogue;
    this.blend = blend;
    this.tieBreaks = tieBreaks;
    for (int i = 0; i < tile; i++) {
      workspaces.add(new Workspace(catalogue.size()));
    }
  }

  /**
   * What a customer asks.
   *
   * @param recent the customer's last items
   * @param second when the question is asked, in seconds since 1970
   * @param count how many items at most
   * @param filter which items may be shown
   */
  public record Question(RecentItems recent, long second, int count, TopK.Filter filter) {}

  /**
   * The best items for some customers, best first.
   *
   * @param contexts h {@code [B, d]} in one array
   * @param questions one for each of them
   * @param sums what customers share: not changed meanwhile
   */
  public List<List<Blend.Scored>> best(
      float[] contexts, List<Question> questions, CollectiveSums sums) {
    List<List<Blend.Scored>> best = new ArrayList<>();
    int width = questions.isEmpty() ? 0 : contexts.length / questions.size();
    for (int from = 0; from < questions.size(); from += workspaces.size()) {
      int to = Math.min(from + workspaces.size(), questions.size());
      float[] some = Arrays.copyOfRange(contexts, from * width, to * width);
      List<Workspace> used = workspaces.subList(0, to - from);
      catalogue.score(some, used.stream().map(Workspace::own).toList());
      for (int i = from; i < to; i++) {
        best.add(mix(questions.get(i), used.get(i - from), sums));
      }
    }
    return best;
  }

  private List<Blend.Scored> mix(Question question, Workspace workspace, CollectiveSums sums) {
    Blend.Draft draft = blend.draft(workspace, question.recent(), question.second());
    draft.read(sums);
    return draft.best(question.count(), tieBreaks, question.filter());
  }
}
