package dev.ricordo.lab.membership;

import dev.ricordo.lab.Dataset;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.List;
import java.util.Locale;

/**
 * What the attack found out.
 *
 * @param k the fewest customers behind a cell that is shown
 * @param members attacked customers who are in the sums before and erased after
 * @param others attacked customers who never were
 * @param background customers who are in the sums all the time
 * @param before how well the attack tells members from others
 * @param after the same when the members were erased
 * @param listsChanged lists that the erasure changed
 * @param listsDiffering lists that differ afterwards from those of sums that never had the members
 * @param cellsDiffering cells of the sums that do
 */
public record MembershipReport(
    String command,
    String version,
    Machine machine,
    long seed,
    Dataset dataset,
    int k,
    int members,
    int others,
    int background,
    Auc before,
    Auc after,
    int listsChanged,
    int listsDiffering,
    long cellsDiffering)
    implements Report {

  /** Below this the attack proves nothing. */
  private static final double REAL_ATTACK = 0.6;

  private static final double NARROW = 0.02;

  /** Whether the attack works before, and is guessing after, and nothing differs. */
  public boolean passed() {
    return before.value() >= REAL_ATTACK
        && after.isGuessing()
        && after.halfWidth() <= NARROW
        && listsDiffering == 0
        && cellsDiffering == 0;
  }

  @Override
  public List<String> toLines() {
    return List.of(
        String.format(
            Locale.ROOT,
            "%,d members and %,d others among %,d customers, lists of %,d items, k %d, seed %d",
            members,
            others,
            members + background,
            dataset.items(),
            k,
            seed),
        line("before the erasure", before),
        line("after the erasure", after),
        String.format(
            Locale.ROOT,
            "lists changed by it: %,d; different from never seen: %,d lists, %,d cells",
            listsChanged,
            listsDiffering,
            cellsDiffering),
        passed() ? "passed" : "FAILED: " + why());
  }

  private static String line(String when, Auc auc) {
    return String.format(
        Locale.ROOT, "attack %-18s AUC %.4f +- %.4f", when, auc.value(), auc.halfWidth());
  }

  private String why() {
    if (listsDiffering > 0 || cellsDiffering > 0) {
      return "what is left is not what never had the members";
    }
    if (before.value() < REAL_ATTACK) {
      return "the attack tells nobody apart before, so it proves nothing";
    }
    return after.isGuessing()
        ? "too few targets for an interval this narrow"
        : "the attack tells who was erased";
  }
}
