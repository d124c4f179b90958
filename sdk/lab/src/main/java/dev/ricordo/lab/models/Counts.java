package dev.ricordo.lab.models;

import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.Readout;
import dev.ricordo.collective.Transitions;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.rank.Repeats;
import java.util.Arrays;
import java.util.List;

/** The collective level alone, or with the customer's own repetitions: {@code s(i) + v r(i)}. */
final class Counts implements Recommender {

  private static final List<Double> REPEAT_WEIGHTS =
      List.of(0.0, 0.03, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8);

  private final EventLog log;
  private final double repeatWeight;
  private final RecentHistories histories;
  private final SharedSums shared;
  private final double[] repeats;
  private final Readout readout;

  private Counts(
      EventLog log,
      CollectiveRules rules,
      Publication publication,
      Readout readout,
      double repeatWeight) {
    this.readout = readout;
    shared = new SharedSums(log, rules, publication);
    this.log = log;
    this.repeatWeight = repeatWeight;
    histories = new RecentHistories(log);
    repeats = new double[log.items()];
  }

  /** The collective level alone, its readout chosen on the validation. */
  static Model model() {
    return new CountsModel("counts", List.of(0.0), RuleChanges.none());
  }

  /** With repetitions, their weight v chosen on the validation. */
  static Model withRepeats() {
    return new CountsModel("counts-repeats", REPEAT_WEIGHTS, RuleChanges.none());
  }

  private record CountsModel(String name, List<Double> repeatWeights, RuleChanges changes)
      implements Model {

    @Override
    public Model under(String newName, RuleChanges newChanges) {
      return new CountsModel(newName, repeatWeights, newChanges);
    }

    @Override
    public Publication publication() {
      return changes.publication();
    }

    @Override
    public boolean seeded() {
      return false;
    }

    @Override
    public Recommender fit(Lesson lesson) {
      Readout readout =
          lesson.choose(name + ": readout", Readouts.ALL, read -> counts(lesson, read, 0));
      double repeats =
          lesson.choose(
              name + ": repeats", repeatWeights, weight -> counts(lesson, readout, weight));
      return counts(lesson, readout, repeats);
    }

    private Counts counts(Lesson lesson, Readout readout, double repeatWeight) {
      CollectiveRules rules = changes.of(CollectiveRules.DEFAULT);
      return new Counts(lesson.log(), rules, publication(), readout, repeatWeight);
    }
  }

  @Override
  public void learn(int event) {
    shared.learn(event);
    remember(event);
  }

  @Override
  public void remember(int event) {
    if (log.kind(event).counted()) {
      histories.push(event);
    }
  }

  @Override
  public void score(int customer, long second, double[] scores) {
    Arrays.fill(scores, 0);
    RecentItems recent = histories.of(customer);
    shared.at(second).score(recent, readout, scores);
    if (repeatWeight > 0) {
      Arrays.fill(repeats, 0);
      Repeats.score(recent, repeats);
      for (int i = 0; i < scores.length; i++) {
        scores[i] += repeatWeight * repeats[i];
      }
    }
  }

  @Override
  public long stateBytes() {
    return 4L * (repeatWeight > 0 ? Repeats.WINDOW : Transitions.WINDOW);
  }

  @Override
  public String settings() {
    return readout + ", repeats " + repeatWeight;
  }
}
