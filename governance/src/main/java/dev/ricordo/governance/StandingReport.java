package dev.ricordo.governance;

import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a customer has said about the use of their data; what was never spoken of is in neither
 * list.
 *
 * @param seed always null: nothing here is random
 */
public record StandingReport(
    String command,
    String version,
    Machine machine,
    @Nullable Long seed,
    List<String> granted,
    List<String> withdrawn,
    boolean restricted,
    boolean suspended,
    boolean objectsToMarketing)
    implements Report {

  public StandingReport {
    granted = List.copyOf(granted);
    withdrawn = List.copyOf(withdrawn);
  }

  public static StandingReport of(Standing standing) {
    return new StandingReport(
        "consent",
        Version.TEXT,
        Machine.here("cpu"),
        null,
        names(standing.granted()),
        names(standing.withdrawn()),
        standing.restricted(),
        standing.suspended(),
        standing.objectsToMarketing());
  }

  private static List<String> names(Collection<Purpose> purposes) {
    return purposes.stream().sorted().map(p -> p.name().toLowerCase(Locale.ROOT)).toList();
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add("granted: " + text(granted));
    lines.add("withdrawn: " + text(withdrawn));
    lines.add("restricted: " + (restricted ? "yes" : "no"));
    if (suspended) {
      lines.add("suspended: as long as a request is in hand");
    }
    lines.add("objects to marketing: " + (objectsToMarketing ? "yes" : "no"));
    return lines;
  }

  private static String text(List<String> purposes) {
    return purposes.isEmpty() ? "nothing" : String.join(", ", purposes);
  }
}
