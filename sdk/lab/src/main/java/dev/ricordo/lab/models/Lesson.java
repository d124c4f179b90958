package dev.ricordo.lab.models;

import dev.ricordo.base.Base;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Shape;
import dev.ricordo.djl.Device;
import dev.ricordo.djl.SequenceShape;
import dev.ricordo.djl.TrainingSettings;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.evaluate.Examiner;
import dev.ricordo.lab.evaluate.Respondent;
import dev.ricordo.lab.evaluate.Scoreboard;
import dev.ricordo.lab.evaluate.Script;
import dev.ricordo.lab.evaluate.Split;
import dev.ricordo.lab.log.EventLog;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a model may learn from before it is tested.
 *
 * @param bases trains bases for the models that need one
 */
public record Lesson(EventLog log, Split split, Bases bases, Progress progress) {

  /** Gives trained bases. */
  public interface Bases {

    /**
     * A base trained on the split, with its mix chosen on the split's validation.
     *
     * @param shape of the base, to which the split's features are added
     */
    Base base(Shape shape);

    /**
     * The base that choices are made with: of a refit the one before it, which was trained on
     * nothing of the validation; else {@link #base}.
     */
    default Base choosing(Shape shape) {
      return base(shape);
    }

    /** As {@link #base} of the default shape, but without features of items and events. */
    Base withoutFeatures();

    /** Where it is computed. */
    default Device device() {
      return Device.CPU;
    }

    /** How a sequence model is trained: seed, device and epochs among others. */
    default TrainingSettings settings(SequenceShape shape) {
      return TrainingSettings.sequences(shape, 1, device());
    }

    /**
     * A trained sequence model: the one that is kept, or else a new one, which is kept.
     *
     * @param name of the net among those of the shape, the log, the protocol and the settings
     * @param training is given what keeps the best net so far, for the case that it fails later
     */
    default SequenceNet net(
        String name, SequenceShape shape, Function<Consumer<SequenceNet>, SequenceNet> training) {
      return training.apply(best -> {});
    }

    /**
     * How a net is mixed with what customers share and the customer's own history, chosen on the
     * split's validation; without a choice, its own scores alone.
     *
     * @param name what progress is shown under
     * @param nets gives the net, each time as it was before it read any event
     */
    default Mix mix(String name, Supplier<Net> nets) {
      return Mix.own(0);
    }

    /** As {@link #mix}, own scores alone: what remains to be chosen is the bias of cold items. */
    default Mix ownMix(String name, Supplier<Net> nets) {
      return Mix.own(0);
    }

    /** As {@link #mix}, by a gate that may use these levels alone. */
    default Mix mix(String name, Supplier<Net> nets, GateLevels levels) {
      return mix(name, nets);
    }

    /** As {@link #mix}, with fixed weights. */
    default Mix fixedMix(String name, Supplier<Net> nets) {
      return mix(name, nets);
    }
  }

  /**
   * The setting whose recommender has the best NDCG@10 on the validation; the first among equals.
   *
   * @param settings one or more; one alone is taken untried
   */
  public <S> S choose(String name, List<S> settings, Function<S, Recommender> recommender) {
    return choose(name, settings, split.validation(), recommender);
  }

  /** As {@link #choose(String, List, Function)}, on a part of the validation. */
  <S> S choose(
      String name, List<S> settings, Script validation, Function<S, Recommender> recommender) {
    S best = settings.get(0);
    double bestQuality = Double.NEGATIVE_INFINITY;
    for (int i = 0; settings.size() > 1 && i < settings.size(); i++) {
      String task = name + ": setting " + (i + 1) + " of " + settings.size();
      double quality = quality(task, recommender.apply(settings.get(i)), validation);
      if (quality > bestQuality) {
        bestQuality = quality;
        best = settings.get(i);
      }
    }
    return best;
  }

  /** NDCG@10 of a recommender that has not been told any event. */
  double quality(String task, Recommender recommender, Script validation) {
    Scoreboard board = new Scoreboard();
    try (Progress.Bar bar = progress.start(task, validation.size())) {
      Examiner.play(log, validation, new Ranked(recommender, log, board), bar);
    }
    return board.metrics().ndcg10();
  }

  /** Ranks by the scores of a recommender. */
  private static final class Ranked implements Respondent {

    private final Recommender recommender;
    private final EventLog log;
    private final Scoreboard board;
    private final double[] scores;

    Ranked(Recommender recommender, EventLog log, Scoreboard board) {
      this.recommender = recommender;
      this.log = log;
      this.board = board;
      scores = new double[log.items()];
    }

    @Override
    public void learn(int event) {
      recommender.learn(event);
    }

    @Override
    public void remember(int event) {
      recommender.remember(event);
    }

    @Override
    public void ask(int event, boolean[] allowed) {
      recommender.score(log.customer(event), log.second(event), scores);
      board.add(Scoreboard.rank(scores, allowed, log.item(event)));
    }
  }
}
