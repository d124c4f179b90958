package dev.ricordo.rank;

import dev.ricordo.Ranking.Contributions;
import dev.ricordo.base.Gate;
import dev.ricordo.base.Mix;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.memory.RecentItems;
import java.util.List;

/**
 * Brings the levels together: own scores, what customers share, and the customer's own history,
 * weighed by the constants of a base. Immutable and thread-safe.
 *
 * <p>Used in three steps, so that whoever shares the counts needs to lock them for the second only:
 * {@link #draft}, {@link Draft#read}, and {@link Draft#best} or {@link Draft#finish}.
 */
public final class Blend {

  private final Mix mix;
  private final Mixer mixer;
  private final GateNetwork gate;
  private final boolean gated;
  private final ColdItems cold;

  /**
   * @param cold {@code [n]}: which items the base was not trained on; kept, not copied
   */
  public Blend(Mix mix, boolean[] cold) {
    this.mix = mix;
    this.cold = new ColdItems(cold);
    mixer = new Mixer(mix);
    gated = mix.family() == Mix.Family.GATE;
    gate = new GateNetwork(gated ? mix.gate().numbers() : new double[Gate.size()]);
  }

  /**
   * Scores of all items, level by level, in nats; {@code mixed} is their sum. Arrays are {@code
   * [n]} and belong to whoever asked.
   */
  public static final class Scores {

    private final double[] own;
    private final double[] collective;
    private final double[] repeats;
    private final double[] mixed;

    Scores(int n) {
      own = new double[n];
      collective = new double[n];
      repeats = new double[n];
      mixed = new double[n];
    }

    /** The mixed scores: the array itself. */
    public double[] mixed() {
      return mixed;
    }

    /** What each level adds to the score of an item. */
    public Contributions parts(int item) {
      return new Contributions(own[item], collective[item], repeats[item]);
    }

    void set(int item, double ownPart, double collectivePart, double repeatsPart) {
      own[item] = ownPart;
      collective[item] = collectivePart;
      repeats[item] = repeatsPart;
      mixed[item] = ownPart + collectivePart + repeatsPart;
    }
  }

  /**
   * One of the best items.
   *
   * @param score in nats, the sum of the parts
   * @param parts what each level adds
   */
  public record Scored(int item, double score, Contributions parts) {}

  /**
   * Begins an answer.
   *
   * @param own own scores {@code [n]}, before the softmax, with the mix's cold bias
   * @param recent the customer's last items: not changed until the answer is there
   * @param second when the question is asked, in seconds since 1970
   */
  public Draft draft(float[] own, RecentItems recent, long second) {
    return draft(new Workspace(own), recent, second);
  }

  /** Begins an answer from a workspace's own scores; the workspace is the draft's until its end. */
  public Draft draft(Workspace workspace, RecentItems recent, long second) {
    return gated
        ? new GatedDraft(gate, cold, mix.readout(), workspace, recent, second)
        : new FixedDraft(mixer, mix.readout(), workspace, recent);
  }

  /** An answer in the making. Not thread-safe. */
  public interface Draft {

    /** Reads the shared sums; they are not needed afterwards. */
    void read(CollectiveSums sums);

    /** The scores of all items. */
    Scores finish();

    /**
     * The best allowed items, best first: the same items and the same bits as those that {@link
     * TopK#select} finds in {@link #finish}. Ends the draft.
     *
     * @param count how many at most, 1 or more
     * @param tieBreaks {@code [n]}, the lower first among equal scores
     */
    List<Scored> best(int count, long[] tieBreaks, TopK.Filter filter);
  }
}
