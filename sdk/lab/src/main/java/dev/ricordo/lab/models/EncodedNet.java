package dev.ricordo.lab.models;

import dev.ricordo.lab.log.EventLog;
import java.util.Arrays;

/**
 * A trained sequence model that follows each customer's events and learns nothing more.
 *
 * <p>It reads items alone. Events of items that it was not trained on and cancellations are skipped
 * in its histories.
 */
final class EncodedNet implements Net {

  private static final int UNTRAINED = -1;

  private final EventLog log;
  private final int[] rows;
  private final Encoder encoder;
  private final Affine scorer;
  private final float[] trained;

  EncodedNet(EventLog log, SequenceNet net) {
    this.log = log;
    rows = new int[log.items()];
    Arrays.fill(rows, UNTRAINED);
    for (int row = 0; row < net.items().size(); row++) {
      rows[net.items().get(row)] = row;
    }
    encoder = net.encoder(log.customers());
    scorer = Affine.scores(net.weights());
    trained = new float[scorer.size()];
  }

  @Override
  public void read(int event) {
    int row = rows[log.item(event)];
    if (row != UNTRAINED && log.kind(event).counted()) {
      encoder.observe(log.customer(event), row);
    }
  }

  @Override
  public void own(int customer, float[] scores) {
    scorer.apply(encoder.context(customer), trained);
    for (int item = 0; item < scores.length; item++) {
      scores[item] = rows[item] == UNTRAINED ? 0 : trained[rows[item]];
    }
  }

  @Override
  public boolean knows(int item) {
    return rows[item] != UNTRAINED;
  }

  @Override
  public long stateBytes() {
    return encoder.stateBytes();
  }
}
