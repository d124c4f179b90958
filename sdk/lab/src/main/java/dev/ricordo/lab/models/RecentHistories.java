package dev.ricordo.lab.models;

import dev.ricordo.lab.log.EventLog;
import dev.ricordo.memory.RecentItems;

/** The last items of every customer, cancellations left out. Not thread-safe. */
final class RecentHistories {

  private final EventLog log;
  private final RecentItems[] customers;

  RecentHistories(EventLog log) {
    this.log = log;
    customers = new RecentItems[log.customers()];
  }

  RecentItems of(int customer) {
    RecentItems recent = customers[customer];
    if (recent == null) {
      recent = new RecentItems();
      customers[customer] = recent;
    }
    return recent;
  }

  /** Makes the event's item its customer's latest. */
  void push(int event) {
    of(log.customer(event)).push(log.item(event), log.second(event));
  }
}
