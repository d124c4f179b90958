package dev.ricordo.governance.releases;

import dev.ricordo.consolidation.Finding;
import java.util.List;

/**
 * Decides whether a release may serve.
 *
 * @param fewestMembers so many members at least
 * @param largestSharePpm at most so large a part of the events, in parts of a million, is one
 *     member's
 * @param fewestCases so many cases at least
 * @param lossPpm so much less may the release hit than the one that serves, in parts of a million
 *     of the latter's hits
 */
public record ReleaseGates(
    long fewestMembers, long largestSharePpm, long fewestCases, long lossPpm) {

  /** At least 100 members, none with more than 5 % of the events; 100 cases, 5 % fewer hits. */
  public static final ReleaseGates DEFAULT = new ReleaseGates(100, 50_000, 100, 50_000);

  private static final long MILLION = 1_000_000;

  /** As many cases are enough, if that is fewer. */
  public ReleaseGates withFewestMembers(long members) {
    return new ReleaseGates(members, largestSharePpm, Math.min(fewestCases, members), lossPpm);
  }

  /**
   * @param percent 0 to 100
   * @throws IllegalArgumentException if it is out of range
   */
  public ReleaseGates withLoss(int percent) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("tolerated-loss: must be 0 to 100, is " + percent);
    }
    return new ReleaseGates(fewestMembers, largestSharePpm, fewestCases, percent * MILLION / 100);
  }

  /** What each gate finds; the release may serve if all are passed. */
  public List<Finding> findings(ReleaseFigures figures) {
    long share = figures.events() == 0 ? MILLION : figures.largest() * MILLION / figures.events();
    long least = figures.presentHits() * (MILLION - lossPpm) / MILLION;
    return List.of(
        new Finding("debts", figures.debts() == 0, figures.debts(), 0, "customers"),
        new Finding(
            "members",
            figures.members() >= fewestMembers,
            figures.members(),
            fewestMembers,
            "customers"),
        new Finding("largest share", share <= largestSharePpm, share, largestSharePpm, "ppm"),
        new Finding(
            "cases", figures.cases() >= fewestCases, figures.cases(), fewestCases, "customers"),
        new Finding("hits among ten", figures.hits() >= least, figures.hits(), least, "customers"));
  }
}
