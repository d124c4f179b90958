package dev.ricordo.governance.requests;

import dev.ricordo.evidence.hold.Hold;
import dev.ricordo.governance.Version;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds, without whom they are on.
 *
 * @param seed always null: nothing here is random but the holds' ids
 */
public record HoldReport(
    String command, String version, Machine machine, @Nullable Long seed, List<Line> holds)
    implements Report {

  public HoldReport {
    holds = List.copyOf(holds);
  }

  /**
   * One hold. Times are ISO 8601.
   *
   * @param tenant whose customer it is on; null if it was placed before holds knew
   * @param released when and by whom; null as long as it holds
   */
  public record Line(
      String id,
      @Nullable String tenant,
      String at,
      String reason,
      String by,
      @Nullable String released) {

    static Line of(Hold hold) {
      return new Line(
          hold.id().toString(),
          hold.tenant(),
          hold.at().toString(),
          hold.reason(),
          hold.by() + " and " + hold.and(),
          hold.holds() ? null : hold.releasedAt() + ", by " + hold.releasedBy());
    }
  }

  public static HoldReport of(String command, List<Hold> holds) {
    return new HoldReport(
        command, Version.TEXT, Machine.here("cpu"), null, holds.stream().map(Line::of).toList());
  }

  @Override
  public List<String> toLines() {
    return holds.isEmpty()
        ? List.of("no holds")
        : holds.stream()
            .map(
                hold ->
                    hold.id()
                        + "  "
                        + (hold.released() == null ? "holds" : "released " + hold.released())
                        + (hold.tenant() == null ? "" : "  of " + hold.tenant())
                        + "  since "
                        + hold.at()
                        + ", "
                        + hold.reason()
                        + ", by "
                        + hold.by())
            .toList();
  }
}
