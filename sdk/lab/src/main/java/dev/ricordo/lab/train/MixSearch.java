package dev.ricordo.lab.train;

import dev.ricordo.base.Base;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Mix.Family;
import dev.ricordo.base.Readout;
import dev.ricordo.event.ItemId;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.evaluate.Examiner;
import dev.ricordo.lab.evaluate.Respondent;
import dev.ricordo.lab.evaluate.Scoreboard;
import dev.ricordo.lab.evaluate.Script;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.Hope;
import dev.ricordo.lab.models.Readouts;
import dev.ricordo.rank.CatalogueScorer;
import dev.ricordo.rank.Mixer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Chooses how the levels are weighed: the mix with the best NDCG@10 on past events. */
/*
 * All mixes are tried on each case at once. The levels are scored once per readout. Items with neither collective
 * score nor repetitions keep the order of their own scores under every mix, so only the eleven best of
 * them can matter for a rank up to ten; the others are compared one by one. Items that the base was not
 * trained on stand apart, for their own score is the mix's cold bias.
 */
public final class MixSearch {

  private static final double[] LOG_COLLECTIVE = {0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6};
  private static final double[] LOG_REPEATS = {0, 0.25, 0.5, 1, 1.5, 2, 3};
  private static final double[] FEW_COLLECTIVE = {1, 2, 3, 5};
  private static final double[] FEW_REPEATS = {0, 1};
  private static final double[] LINEAR_COLLECTIVE = {0, 0.1, 0.2, 0.5, 1, 2, 5};
  private static final double[] LINEAR_REPEATS = {0, 0.02, 0.05, 0.1, 0.2, 0.5};

  /**
   * How much less likely than an average item a cold one is by its own score, in nats. Below 0 it
   * is more likely: an item about to be chosen is far more likely than the average one, and beside
   * it what customers share would speak for a cold item in vain.
   */
  private static final double[] COLDNESS = {6, 3, 0, -2, -3, -4, -5, -6};

  /** While readouts are compared. */
  private static final double[] ONE_COLDNESS = {-3};

  private static final int DEEPEST = 10;

  /**
   * A mix and what it reached.
   *
   * @param ndcg10 NDCG@10 on the validation
   * @param cases how many were ranked
   */
  public record Choice(Mix mix, double ndcg10, long cases) {}

  private final EventLog log;
  private final Hope hope;
  private final boolean[] cold;
  private final Map<Readout, List<Candidate>> candidates = new LinkedHashMap<>();
  private final double[] collectiveTerm;
  private final double[] repeatsTerm;
  private final double[] own;
  private final int[] special;
  private final double[] plain = new double[DEEPEST + 1];
  private long cases;

  /** A mix and its sum of gains. */
  private static final class Candidate {
    final Mix mix;
    double gain;

    Candidate(Mix mix) {
      this.mix = mix;
    }
  }

  private MixSearch(EventLog log, Base base) {
    this.log = log;
    hope = new Hope(log, base.withMix(new Mix(Family.LOG, 1, 1, 0)));
    cold = new boolean[log.items()];
    for (int item = 0; item < cold.length; item++) {
      cold[item] = base.row(log.itemOf(item).id()) == Base.UNTRAINED;
    }
    collectiveTerm = new double[log.items()];
    repeatsTerm = new double[log.items()];
    own = new double[log.items()];
    special = new int[log.items()];
  }

  /**
   * Cold biases to try: below the bias that would make a cold item as likely as the average one.
   */
  private static double[] coldBiases(EventLog log, Base base, double[] coldness) {
    List<ItemId> items = base.items();
    CatalogueScorer scorer = new CatalogueScorer(base, items);
    float[] start = new Hope(log, base).parts(0).own();
    double average = logSumExpOfTrained(start, base, log) - Math.log(scorer.size());
    boolean anyCold =
        IntStream.range(0, log.items())
            .anyMatch(item -> base.row(log.itemOf(item).id()) == Base.UNTRAINED);
    double[] tried = anyCold ? coldness : new double[] {0};
    return Arrays.stream(tried).map(c -> (float) (average - c)).toArray();
  }

  private static double logSumExpOfTrained(float[] scores, Base base, EventLog log) {
    float[] trained = new float[base.items().size()];
    for (int item = 0; item < log.items(); item++) {
      int row = base.row(log.itemOf(item).id());
      if (row != Base.UNTRAINED) {
        trained[row] = scores[item];
      }
    }
    return Mixer.logSumExp(trained);
  }

  private void grid(
      Readout readout, Family family, double[] collective, double[] repeats, double coldBias) {
    List<Candidate> sameReadout = candidates.computeIfAbsent(readout, r -> new ArrayList<>());
    for (double w : collective) {
      for (double v : repeats) {
        sameReadout.add(new Candidate(new Mix(family, w, v, coldBias, readout)));
      }
    }
  }

  /**
   * The best mix of a base on a validation script: first the readout, under a few mixes, then the
   * rest under that readout; the one that was tried first among equals.
   */
  public static Choice choose(
      EventLog log, Base base, Script validation, Progress progress, String name) {
    MixSearch few = new MixSearch(log, base);
    for (double coldBias : coldBiases(log, base, ONE_COLDNESS)) {
      for (Readout readout : Readouts.ALL) {
        few.grid(readout, Family.LOG, FEW_COLLECTIVE, FEW_REPEATS, coldBias);
      }
    }
    Readout readout = few.best(validation, progress, name + ": readout").mix().readout();
    MixSearch all = new MixSearch(log, base);
    for (double coldBias : coldBiases(log, base, COLDNESS)) {
      all.grid(readout, Family.LOG, LOG_COLLECTIVE, LOG_REPEATS, coldBias);
      all.grid(readout, Family.LINEAR, LINEAR_COLLECTIVE, LINEAR_REPEATS, coldBias);
    }
    return all.best(validation, progress, name + ": mix");
  }

  private Choice best(Script validation, Progress progress, String name) {
    try (Progress.Bar bar = progress.start(name, validation.size())) {
      Examiner.play(log, validation, respondent(), bar);
      List<Candidate> tried = candidates.values().stream().flatMap(List::stream).toList();
      Candidate best = tried.get(0);
      for (Candidate candidate : tried) {
        if (candidate.gain > best.gain) {
          best = candidate;
        }
      }
      Choice choice = new Choice(best.mix, best.gain / Math.max(cases, 1), cases);
      bar.note(String.format("%s, validation %.5f", choice.mix(), choice.ndcg10()));
      return choice;
    }
  }

  private Respondent respondent() {
    return new Respondent() {
      @Override
      public void learn(int event) {
        hope.learn(event);
      }

      @Override
      public void remember(int event) {
        hope.remember(event);
      }

      @Override
      public void ask(int event, boolean[] allowed) {
        cases++;
        int target = log.item(event);
        if (allowed[target]) {
          rankUnderAll(log.customer(event), target, allowed);
        }
      }
    };
  }

  private void rankUnderAll(int customer, int target, boolean[] allowed) {
    double trainedMass = trainedMass(hope.parts(customer).own());
    candidates.forEach(
        (readout, mixes) -> {
          Hope.Parts parts = hope.readAgain(customer, readout);
          int specials = prepare(parts, target, allowed);
          rankUnder(mixes, parts, trainedMass, target, specials);
        });
  }

  private void rankUnder(
      List<Candidate> mixes, Hope.Parts parts, double trainedMass, int target, int specials) {
    for (Candidate candidate : mixes) {
      Terms terms = new Terms(candidate.mix, trainedMass, parts);
      double score = terms.score(target);
      candidate.gain += Scoreboard.ndcg10(rank(terms, score, specials));
    }
  }

  /** Sorts the allowed items into special and plain ones; returns how many are special. */
  private int prepare(Hope.Parts parts, int target, boolean[] allowed) {
    Arrays.fill(plain, Double.NEGATIVE_INFINITY);
    int specials = 0;
    for (int item = 0; item < own.length; item++) {
      own[item] = parts.own()[item];
      double s = parts.collective()[item];
      double r = parts.repeats()[item];
      collectiveTerm[item] = s == 0 ? 0 : Math.log1p(s / Mix.COLLECTIVE_SCALE);
      repeatsTerm[item] = r == 0 ? 0 : Math.log1p(r * Mix.REPEAT_SCALE);
      if (allowed[item] && item != target) {
        if (s > 0 || r > 0 || cold[item]) {
          special[specials++] = item;
        } else if (own[item] > plain[DEEPEST]) {
          insert(own[item]);
        }
      }
    }
    return specials;
  }

  /** Keeps the best plain scores sorted, best first. */
  private void insert(double score) {
    int place = DEEPEST;
    while (place > 0 && plain[place - 1] < score) {
      plain[place] = plain[place - 1];
      place--;
    }
    plain[place] = score;
  }

  /** The log of the sum of e^own over trained items. */
  private double trainedMass(float[] scores) {
    double max = Double.NEGATIVE_INFINITY;
    for (int item = 0; item < scores.length; item++) {
      max = cold[item] ? max : Math.max(max, scores[item]);
    }
    double sum = 0;
    for (int item = 0; item < scores.length; item++) {
      sum += cold[item] ? 0 : Math.exp(scores[item] - max);
    }
    return max + Math.log(sum);
  }

  private double rank(Terms terms, double score, int specials) {
    double ahead = 0;
    for (int i = 0; i <= DEEPEST && ahead <= DEEPEST; i++) {
      ahead += ahead(terms.plain(plain[i]), score);
    }
    for (int i = 0; i < specials && ahead <= DEEPEST; i++) {
      ahead += ahead(terms.score(special[i]), score);
    }
    return 1 + ahead;
  }

  private static double ahead(double other, double score) {
    return other > score ? 1 : other == score ? 0.5 : 0;
  }

  /** The scores of one case under one mix, up to a monotone function. */
  private final class Terms {

    private final Mix mix;
    private final Hope.Parts parts;
    private final double normaliser;

    Terms(Mix mix, double trainedMass, Hope.Parts parts) {
      this.mix = mix;
      this.parts = parts;
      this.normaliser = mix.family() == Family.LOG ? 0 : withCold(trainedMass);
    }

    private double withCold(double trainedMass) {
      int count = 0;
      for (boolean isCold : cold) {
        count += isCold ? 1 : 0;
      }
      double coldMass = count * Math.exp(mix.coldBias() - trainedMass);
      return trainedMass + Math.log1p(coldMass);
    }

    double score(int item) {
      double base = plain(cold[item] ? mix.coldBias() : own[item]);
      return mix.family() == Family.LOG
          ? base + mix.collective() * collectiveTerm[item] + mix.repeats() * repeatsTerm[item]
          : base
              + mix.collective() * parts.collective()[item]
              + mix.repeats() * parts.repeats()[item];
    }

    double plain(double ownScore) {
      return mix.family() == Family.LOG ? ownScore : Math.exp(ownScore - normaliser);
    }
  }
}
