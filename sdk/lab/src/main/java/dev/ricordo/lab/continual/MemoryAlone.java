package dev.ricordo.lab.continual;

import dev.ricordo.base.Base;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.HopeNet;
import dev.ricordo.lab.models.Recommender;
import java.util.Arrays;

/** A base's own scores, without what customers share and without any item list. Not thread-safe. */
final class MemoryAlone implements Recommender {

  private final HopeNet net;
  private final float[] own;

  MemoryAlone(EventLog log, Base base) {
    net = new HopeNet(log, base);
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
    Arrays.setAll(scores, item -> own[item]);
  }

  @Override
  public long stateBytes() {
    return net.stateBytes();
  }
}
