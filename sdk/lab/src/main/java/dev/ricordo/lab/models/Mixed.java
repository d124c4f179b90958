package dev.ricordo.lab.models;

import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Readout;
import dev.ricordo.collective.TransitionCounts;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.rank.Blend;
import dev.ricordo.rank.Repeats;
import java.util.Arrays;

/**
 * A net with the collective sums and the customer's own history, mixed as served: with the own
 * memory for the net this is the product.
 */
public final class Mixed implements Recommender {

  private final EventLog log;
  private final Net net;
  private final Mix mix;
  private final boolean learnsSums;
  private final boolean[] cold;
  private final Blend blend;
  private final RecentHistories histories;
  private final SharedSums shared;
  private final float[] own;
  private final double[] collective;
  private final double[] repeats;

  /** Under the default rules of the collective level, published at once. */
  public Mixed(EventLog log, Net net, Mix mix) {
    this(log, net, mix, CollectiveRules.DEFAULT, Publication.LIVE);
  }

  public Mixed(EventLog log, Net net, Mix mix, CollectiveRules rules, Publication publication) {
    this(log, net, mix, rules, publication, mix.readsLists());
  }

  private Mixed(
      EventLog log,
      Net net,
      Mix mix,
      CollectiveRules rules,
      Publication publication,
      boolean learnsSums) {
    this.log = log;
    this.net = net;
    this.mix = mix;
    this.learnsSums = learnsSums;
    cold = new boolean[log.items()];
    for (int item = 0; item < cold.length; item++) {
      cold[item] = !net.knows(item);
    }
    blend = new Blend(mix, cold);
    histories = new RecentHistories(log);
    shared = new SharedSums(log, rules, publication);
    own = new float[log.items()];
    collective = new double[log.items()];
    repeats = new double[log.items()];
  }

  /** The same with counts that are there to be read, whether or not the mix reads them. */
  public static Mixed counting(EventLog log, Net net, Mix mix) {
    return new Mixed(log, net, mix, CollectiveRules.DEFAULT, Publication.LIVE, true);
  }

  @Override
  public void learn(int event) {
    if (learnsSums) {
      shared.learn(event);
    }
    remember(event);
  }

  @Override
  public void remember(int event) {
    net.read(event);
    if (log.kind(event).counted()) {
      histories.push(event);
    }
  }

  @Override
  public void score(int customer, long second, double[] scores) {
    Blend.Draft draft = blend.draft(own(customer), recent(customer), second);
    draft.read(shared.at(second));
    System.arraycopy(draft.finish().mixed(), 0, scores, 0, scores.length);
  }

  /** Own scores, cold items with the mix's cold bias; the array is valid until the next call. */
  public float[] own(int customer) {
    net.own(customer, own);
    for (int item = 0; item < own.length; item++) {
      own[item] += cold[item] ? (float) mix.coldBias() : 0;
    }
    return own;
  }

  /** s of every item under a readout; the array is valid until the next call. */
  public double[] collective(int customer, Readout readout) {
    Arrays.fill(collective, 0);
    shared.sums().score(recent(customer), readout, collective);
    return collective;
  }

  /** r of every item; the array is valid until the next call. */
  public double[] repeats(int customer) {
    Arrays.fill(repeats, 0);
    Repeats.score(recent(customer), repeats);
    return repeats;
  }

  /** The customer's last items, as they are now. */
  public RecentItems recent(int customer) {
    return histories.of(customer);
  }

  /** The transition counts, as they are now. */
  public TransitionCounts counts() {
    return shared.sums().transitions();
  }

  /** The own score of an item that the net knows nothing of. */
  public double coldBias() {
    return mix.coldBias();
  }

  /** Whether the net was not trained on an item. */
  public boolean cold(int item) {
    return cold[item];
  }

  @Override
  public long stateBytes() {
    return net.stateBytes() + (mix.readsLists() ? listBytes() : 0);
  }

  @Override
  public String settings() {
    return mix.toString();
  }

  private long listBytes() {
    return mix.family() == Mix.Family.GATE
        ? (long) RecentItems.BYTES * RecentItems.CAPACITY
        : 4L * Repeats.WINDOW;
  }
}
