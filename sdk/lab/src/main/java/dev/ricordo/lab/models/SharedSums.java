package dev.ricordo.lab.models;

import dev.ricordo.base.CollectiveRules;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.collective.NetChanges;
import dev.ricordo.lab.log.EventLog;

/**
 * The collective level of a log: the sums and each customer's share of them, kept as the product
 * keeps them. The epoch that is open is that of the latest event. Not thread-safe.
 */
final class SharedSums {

  private final EventLog log;
  private final Publication publication;
  private final CollectiveSums sums;
  private final Contribution[] shares;
  private NetChanges pending = new NetChanges();
  private long pendingEpoch = Long.MIN_VALUE;

  SharedSums(EventLog log, CollectiveRules rules, Publication publication) {
    this.log = log;
    this.publication = publication;
    boolean backOff = rules.backOff().speaks();
    sums = new CollectiveSums(rules, backOff ? Categories.of(log.catalogue()) : Categories.none());
    shares = new Contribution[log.customers()];
  }

  /** Adds what an event adds to its customer's share, once it is published. */
  void learn(int event) {
    int customer = log.customer(event);
    Contribution share = shares[customer];
    if (share == null) {
      share = sums.emptyContribution();
      shares[customer] = share;
    }
    long second = log.second(event);
    publishBefore(second);
    sums.open(second);
    share.observe(log.item(event), log.kind(event), second, publication.live() ? sums : pending);
  }

  /** Publishes what epochs brought that end before a second. */
  private void publishBefore(long second) {
    long epoch = publication.epoch(second);
    if (!publication.live() && epoch > pendingEpoch) {
      pending.forEach(sums);
      pending = new NetChanges();
      pendingEpoch = epoch;
    }
  }

  /** What is published at a second that no event of before is later than. */
  CollectiveSums at(long second) {
    publishBefore(second);
    return sums;
  }

  /** What was published when the latest event was learned. */
  CollectiveSums sums() {
    return sums;
  }
}
