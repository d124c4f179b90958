package dev.ricordo.lab.models;

import dev.ricordo.lab.log.EventLog;
import java.util.Arrays;

/**
 * A trained sequence model that follows each customer's events and learns nothing more.
 *
 * <p>It reads items alone. Events of items that it was not trained on and cancellations are skipped
 * in its histories; such items score as low as the lowest of those it was trained on.
 */
final class SequenceRecommender implements Recommender {

  private static final int UNTRAINED = -1;

  private final EventLog log;
  private final SequenceNet net;
  private final int[] rows;
  private final Encoder encoder;
  private final Affine scorer;
  private final float[] trained;
  private final float[] own;

  SequenceRecommender(EventLog log, SequenceNet net) {
    this.log = log;
    this.net = net;
    rows = new int[log.items()];
    Arrays.fill(rows, UNTRAINED);
    for (int row = 0; row < net.items().size(); row++) {
      rows[net.items().get(row)] = row;
    }
    encoder = net.encoder(log.customers());
    scorer = Affine.scores(net.weights());
    trained = new float[scorer.size()];
    own = new float[log.items()];
  }

  @Override
  public void learn(int event) {
    remember(event);
  }

  @Override
  public void remember(int event) {
    int row = rows[log.item(event)];
    if (row != UNTRAINED && log.kind(event).counted()) {
      encoder.observe(log.customer(event), row);
    }
  }

  /**
   * The net's own scores of a customer now.
   *
   * @param scores one per item of the log, overwritten
   */
  void own(int customer, float[] scores) {
    scorer.apply(encoder.context(customer), trained);
    float lowest = Float.POSITIVE_INFINITY;
    for (float score : trained) {
      lowest = Math.min(lowest, score);
    }
    for (int item = 0; item < scores.length; item++) {
      scores[item] = rows[item] == UNTRAINED ? lowest : trained[rows[item]];
    }
  }

  @Override
  public void score(int customer, double[] scores) {
    own(customer, own);
    for (int item = 0; item < scores.length; item++) {
      scores[item] = own[item];
    }
  }

  @Override
  public long stateBytes() {
    return encoder.stateBytes();
  }

  @Override
  public String settings() {
    return "epoch " + net.bestEpoch();
  }
}
