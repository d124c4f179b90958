package dev.ricordo.rank;

import dev.ricordo.Ranking.Contributions;
import dev.ricordo.base.Readout;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.memory.RecentItems;
import java.util.Arrays;
import java.util.List;

/** An answer by fixed weights. Not thread-safe. */
final class FixedDraft implements Blend.Draft {

  private final Mixer mixer;
  private final Readout readout;
  private final Workspace workspace;
  private final RecentItems recent;

  FixedDraft(Mixer mixer, Readout readout, Workspace workspace, RecentItems recent) {
    this.mixer = mixer;
    this.readout = readout;
    this.workspace = workspace;
    this.recent = recent;
  }

  @Override
  public void read(CollectiveSums sums) {
    double[] collective = workspace.collective();
    Arrays.fill(collective, 0);
    sums.score(recent, readout, collective);
  }

  @Override
  public Blend.Scores finish() {
    float[] own = workspace.own();
    double[] collective = workspace.collective();
    double[] repeats = new double[own.length];
    Repeats.score(recent, repeats);
    Blend.Scores scores = new Blend.Scores(own.length);
    double normaliser = Mixer.logSumExp(own);
    for (int i = 0; i < own.length; i++) {
      Contributions parts = mixer.parts(own[i], normaliser, collective[i], repeats[i]);
      scores.set(i, parts.own(), parts.collective(), parts.repeats());
    }
    return scores;
  }

  @Override
  public List<Blend.Scored> best(int count, long[] tieBreaks, TopK.Filter filter) {
    Blend.Scores scores = finish();
    return Arrays.stream(TopK.select(scores.mixed(), tieBreaks, count, filter))
        .mapToObj(item -> new Blend.Scored(item, scores.mixed()[item], scores.parts(item)))
        .toList();
  }
}
