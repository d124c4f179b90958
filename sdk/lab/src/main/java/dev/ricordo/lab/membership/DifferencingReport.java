package dev.ricordo.lab.membership;

import dev.ricordo.lab.Dataset;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one learns of a customer from lists of before and after.
 *
 * @param k the fewest customers behind a cell that is shown
 * @param targets visits, and as many erasures
 */
public record DifferencingReport(
    String command,
    String version,
    Machine machine,
    long seed,
    Dataset dataset,
    int k,
    int targets,
    List<Result> results)
    implements Report {

  /**
   * One way to publish.
   *
   * @param every how often: {@code live}, or the length of an epoch
   * @param companions events of others that were published together with the target's, mean
   * @param visits how well the attack tells that a customer came
   * @param erasures how well it tells that a customer was erased
   */
  public record Result(String every, double companions, Attack visits, Attack erasures) {}

  /**
   * How an attack does.
   *
   * @param auc of the same change of lists with the target and without; the two are paired, so the
   *     interval is on the wide side
   * @param seen share of the targets for whom a list of one of their items is another
   */
  public record Attack(Auc auc, double seen) {}

  public DifferencingReport {
    results = List.copyOf(results);
  }

  @Override
  public List<String> toLines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d visits and erasures among %,d customers, lists of %,d items, k %d, seed %d",
            targets,
            dataset.customers(),
            dataset.items(),
            k,
            seed));
    lines.add(
        String.format(
            "%-8s %12s %20s %8s %20s %8s",
            "every", "companions", "visit, AUC", "seen", "erasure, AUC", "seen"));
    results.forEach(result -> lines.add(line(result)));
    return lines;
  }

  private static String line(Result result) {
    return String.format(
        Locale.ROOT,
        "%-8s %12.1f %20s %7.1f%% %20s %7.1f%%",
        result.every(),
        result.companions(),
        text(result.visits().auc()),
        100 * result.visits().seen(),
        text(result.erasures().auc()),
        100 * result.erasures().seen());
  }

  private static String text(Auc auc) {
    return String.format(Locale.ROOT, "%.4f +- %.4f", auc.value(), auc.halfWidth());
  }
}
