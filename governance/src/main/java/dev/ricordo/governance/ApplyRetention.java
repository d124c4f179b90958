package dev.ricordo.governance;

import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.consent.Retention;
import dev.ricordo.event.CustomerId;
import dev.ricordo.lab.Progress;
import dev.ricordo.spi.Journal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Forgets every customer's events that are older than they are kept for, one customer after the
 * other: others go on meanwhile. Thread-safe.
 */
public final class ApplyRetention {

  private final Journal journal;
  private final Clock clock;

  public ApplyRetention(Journal journal, Clock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * @param dryRun whether nothing is to be changed, only counted
   * @return what was done, also for how many customers it failed
   */
  public RetentionReport apply(Retention retention, boolean dryRun, Progress progress) {
    Scope scope = retention.scope(clock.instant());
    List<CustomerId> customers = new ArrayList<>();
    journal.forEachCustomer(customers::add);
    long concerned = 0;
    long events = 0;
    long failed = 0;
    try (Progress.Bar bar = progress.start("customers", customers.size())) {
      for (int i = 0; i < customers.size(); i++) {
        long gone = forgotten(customers.get(i), scope, dryRun);
        failed += gone < 0 ? 1 : 0;
        concerned += gone > 0 ? 1 : 0;
        events += Math.max(0, gone);
        bar.advance(i + 1L);
      }
    }
    return RetentionReport.of(
        retention, scope.to().orElseThrow(), dryRun, customers.size(), concerned, events, failed);
  }

  /** How many events went; -1 if that failed. */
  private long forgotten(CustomerId customer, Scope scope, boolean dryRun) {
    ForgetCustomer act = new ForgetCustomer(journal, Optional.empty(), clock);
    try {
      return dryRun
          ? act.left(customer, Optional.of(scope), Long.MAX_VALUE)
          : act.forget(customer, Optional.of(scope)).events();
    } catch (RicordoException e) {
      return -1;
    }
  }
}
