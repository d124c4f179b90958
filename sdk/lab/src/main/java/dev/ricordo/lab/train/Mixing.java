package dev.ricordo.lab.train;

import dev.ricordo.base.Gate;
import dev.ricordo.base.Mix;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.evaluate.Scoreboard;
import dev.ricordo.lab.evaluate.Script;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.GateLevels;
import dev.ricordo.lab.models.Net;
import java.util.List;
import java.util.function.Supplier;

/**
 * Finds how a net is mixed with what customers share and with the customer's own history: fixed
 * weights first, then a gate, whichever ranks better cases that the gate was not fitted on.
 */
/*
 * The gate is fitted on the first 70 % of the cases and judged on the rest, which also say after how
 * many epochs to stop. The fixed weights were chosen on all cases, the judges included: where the
 * two are equally good, the comparison favours the simpler one. If the gate wins it is fitted once
 * more on all cases.
 */
public final class Mixing {

  /** Cases that are enough to compare mixes. */
  private static final int CASES = 8_000;

  private static final double FITTED_SHARE = 0.7;

  private Mixing() {}

  /** How own scores alone answer: what is chosen is the bias of cold items. */
  public static Mix own(
      EventLog log, Supplier<Net> nets, Script validation, Progress progress, String name) {
    return MixSearch.chooseOwn(log, nets, validation.thinned(CASES), progress, name).mix();
  }

  /**
   * A mix and what it reached.
   *
   * @param ndcg10 of the mix, on the cases that judge
   * @param fixed the best mix with fixed weights
   * @param fixedNdcg10 the same of that one
   * @param cases that judge
   */
  public record Choice(Mix mix, double ndcg10, Mix fixed, double fixedNdcg10, int cases) {}

  /**
   * Fits on a validation script.
   *
   * @param levels that are mixed; fixed weights cannot leave out the net, so that without it there
   *     is the gate alone
   * @param nets gives the net, each time as it was before it read any event
   */
  public static Choice choose(
      EventLog log,
      Supplier<Net> nets,
      Script validation,
      GateLevels levels,
      long seed,
      Progress progress,
      String name) {
    Script script = validation.thinned(CASES);
    Mix fixed = MixSearch.choose(log, nets, script, levels, progress, name).mix();
    Net net = nets.get();
    List<GateCase> cases = GatePanel.collect(log, net, fixed, script, progress, name);
    int fitted = (int) (FITTED_SHARE * cases.size());
    List<GateCase> judges = cases.subList(fitted, cases.size());
    double fixedNdcg10 =
        judges.stream().mapToDouble(c -> Scoreboard.ndcg10(c.fixedRank)).average().orElse(0);
    boolean[] cold = new boolean[log.items()];
    for (int item = 0; item < cold.length; item++) {
      cold[item] = !net.knows(item);
    }
    GateTraining.Judged judged =
        new GateTraining(cold, levels, seed).fit(cases.subList(0, fitted), judges, progress, name);
    if (judged.ndcg10() <= fixedNdcg10 && levels.own()) {
      return new Choice(fixed, fixedNdcg10, fixed, fixedNdcg10, judges.size());
    }
    Gate gate = new GateTraining(cold, levels, seed).fit(cases, judged.epochs());
    Mix gated = Mix.gated(gate, fixed.coldBias());
    return new Choice(gated, judged.ndcg10(), fixed, fixedNdcg10, judges.size());
  }
}
