package dev.ricordo.governance;

import dev.ricordo.RicordoException;
import dev.ricordo.consent.Retention;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a retention policy took, in numbers: never whose.
 *
 * @param seed always null: nothing here is random
 * @param before events before this time are too old
 * @param customers how many there were
 * @param concerned how many of them had events that are too old
 * @param events how many went, or in a dry run would go
 * @param held of how many of them a legal hold keeps a copy
 * @param failed for how many customers it failed; it will be tried again the next time
 * @param failure why it failed first; null if it did not
 */
public record RetentionReport(
    String command,
    String version,
    Machine machine,
    @Nullable Long seed,
    boolean dryRun,
    String olderThan,
    List<String> kinds,
    String before,
    long customers,
    long concerned,
    long events,
    long held,
    long failed,
    @Nullable String failure)
    implements Report {

  public RetentionReport {
    kinds = List.copyOf(kinds);
  }

  /** Counts while customers are gone through. Not thread-safe. */
  static final class Tally {

    private long concerned;
    private long events;
    private long held;
    private long failed;
    private @Nullable String failure;

    void add(long gone, boolean isHeld) {
      concerned++;
      events += gone;
      held += isHeld ? 1 : 0;
    }

    void fail(RicordoException reason) {
      failed++;
      failure = failure == null ? reason.getMessage() : failure;
    }
  }

  static RetentionReport of(
      Retention retention, Instant before, boolean dryRun, long customers, Tally tally) {
    return new RetentionReport(
        "retention",
        Version.TEXT,
        Machine.here("cpu"),
        null,
        dryRun,
        retention.olderThan().toString(),
        retention.kinds().stream().map(ForgottenEvents::name).sorted().toList(),
        before.toString(),
        customers,
        tally.concerned,
        tally.events,
        tally.held,
        tally.failed,
        tally.failure);
  }

  public boolean passed() {
    return failed == 0;
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        (dryRun ? "Would forget " : "Forgot ")
            + InspectionReport.count(events, "event")
            + " before "
            + before
            + ", of "
            + concerned
            + " of "
            + InspectionReport.count(customers, "customer"));
    if (held > 0) {
      lines.add(
          "Legal holds keep sealed copies apart, of " + InspectionReport.count(held, "customer"));
    }
    if (failed > 0) {
      lines.add("FAILED for " + InspectionReport.count(failed, "customer") + ": " + failure);
    }
    return lines;
  }
}
