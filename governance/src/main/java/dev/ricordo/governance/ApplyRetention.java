package dev.ricordo.governance;

import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.consent.Retention;
import dev.ricordo.event.CustomerId;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.lab.Progress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Forgets every customer's events that are older than they are kept for, one customer after the
 * other: others go on meanwhile. Thread-safe.
 */
public final class ApplyRetention {

  private final KeepingJournal journal;
  private final Clock clock;

  /**
   * @param journal keeps what legal holds ask for before it is destroyed
   */
  public ApplyRetention(KeepingJournal journal, Clock clock) {
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
    RetentionReport.Tally tally = new RetentionReport.Tally();
    try (Progress.Bar bar = progress.start("customers", customers.size())) {
      for (int i = 0; i < customers.size(); i++) {
        forget(customers.get(i), scope, dryRun, tally);
        bar.advance(i + 1L);
      }
    }
    return RetentionReport.of(retention, scope.to().orElseThrow(), dryRun, customers.size(), tally);
  }

  private void forget(
      CustomerId customer, Scope scope, boolean dryRun, RetentionReport.Tally tally) {
    ForgetCustomer act = new ForgetCustomer(journal, Optional.empty(), clock);
    try {
      long events = act.find(customer, Optional.of(scope), Long.MAX_VALUE).left();
      if (events > 0) {
        boolean held = act.holds(customer);
        tally.add(dryRun ? events : act.forget(customer, Optional.of(scope)).events(), held);
      }
    } catch (RicordoException e) {
      tally.fail(e);
    }
  }
}
