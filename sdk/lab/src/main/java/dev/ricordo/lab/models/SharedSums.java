package dev.ricordo.lab.models;

import dev.ricordo.base.CollectiveRules;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.lab.log.EventLog;

/**
 * The collective level of a log: the sums and each customer's share of them, kept as the product
 * keeps them. The epoch that is open is that of the latest event. Not thread-safe.
 */
final class SharedSums {

  private final EventLog log;
  private final CollectiveSums sums;
  private final Contribution[] shares;

  SharedSums(EventLog log, CollectiveRules rules) {
    this.log = log;
    boolean backOff = rules.backOff().speaks();
    sums = new CollectiveSums(rules, backOff ? Categories.of(log.catalogue()) : Categories.none());
    shares = new Contribution[log.customers()];
  }

  /** Adds what an event adds to its customer's share. */
  void learn(int event) {
    int customer = log.customer(event);
    Contribution share = shares[customer];
    if (share == null) {
      share = sums.emptyContribution();
      shares[customer] = share;
    }
    sums.open(log.second(event));
    share.observe(log.item(event), log.kind(event), log.second(event), sums);
  }

  CollectiveSums sums() {
    return sums;
  }
}
