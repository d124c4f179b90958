package dev.ricordo.lab.models;

import dev.ricordo.lab.log.EventLog;

/**
 * A trained sequence model alone. Items that it was not trained on score as low as the lowest of
 * those it was trained on.
 */
final class SequenceRecommender implements Recommender {

  private final EncodedNet net;
  private final float[] own;

  SequenceRecommender(EventLog log, SequenceNet trained) {
    net = new EncodedNet(log, trained);
    own = new float[log.items()];
  }

  @Override
  public void learn(int event) {
    net.read(event);
  }

  @Override
  public void remember(int event) {
    net.read(event);
  }

  @Override
  public void score(int customer, long second, double[] scores) {
    net.own(customer, own);
    double lowest = Double.POSITIVE_INFINITY;
    for (int item = 0; item < own.length; item++) {
      lowest = net.knows(item) ? Math.min(lowest, own[item]) : lowest;
    }
    for (int item = 0; item < scores.length; item++) {
      scores[item] = net.knows(item) ? own[item] : lowest;
    }
  }

  @Override
  public long stateBytes() {
    return net.stateBytes();
  }
}
