package dev.ricordo.lab.train;

import dev.ricordo.base.Mix;
import dev.ricordo.base.Mix.Family;
import dev.ricordo.base.Readout;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.evaluate.Examiner;
import dev.ricordo.lab.evaluate.Respondent;
import dev.ricordo.lab.evaluate.Scoreboard;
import dev.ricordo.lab.evaluate.Script;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.GateLevels;
import dev.ricordo.lab.models.Mixed;
import dev.ricordo.lab.models.Net;
import dev.ricordo.lab.models.Readouts;
import dev.ricordo.rank.Mixer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Chooses how the levels are weighed: the mix with the best NDCG@10 on past events. */
/*
 * All mixes are tried on each case at once. The levels are scored once per readout. Items with neither collective
 * score nor repetitions keep the order of their own scores under every mix, so only the eleven best of
 * them can matter for a rank up to ten; the others are compared one by one. Items that the base was not
 * trained on stand apart, for their own score is the mix's cold bias.
 */
public final class MixSearch {

  private static final double[] LOG_COLLECTIVE = {0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 12};
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
  private static final double[] COLDNESS = {6, 3, 0, -2, -3, -4, -5, -6, -8};

  /** For own scores alone: cold items may come last, for nothing else speaks for one. */
  private static final double[] COLDNESS_ALONE = {20, 6, 3, 0, -2, -3, -4, -5, -6, -8};

  /** While readouts are compared. */
  private static final double[] ONE_COLDNESS = {-3};

  private static final double[] NOTHING = {0};
  private static final int DEEPEST = 10;

  /**
   * A mix and what it reached.
   *
   * @param ndcg10 NDCG@10 on the validation
   * @param cases how many were ranked
   */
  public record Choice(Mix mix, double ndcg10, long cases) {}

  private final EventLog log;
  private final Mixed mixed;
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

  private MixSearch(EventLog log, Net net) {
    this.log = log;
    mixed = new Mixed(log, net, new Mix(Family.LOG, 1, 1, 0));
    collectiveTerm = new double[log.items()];
    repeatsTerm = new double[log.items()];
    own = new double[log.items()];
    special = new int[log.items()];
  }

  /**
   * Cold biases to try: below the bias that would make a cold item as likely as the average one.
   *
   * @param net that has read nothing
   */
  private static double[] coldBiases(EventLog log, Net net, double[] coldness) {
    float[] start = new float[log.items()];
    net.own(0, start);
    int known = 0;
    float[] trained = new float[start.length];
    for (int item = 0; item < start.length; item++) {
      if (net.knows(item)) {
        trained[known++] = start[item];
      }
    }
    double average = Mixer.logSumExp(Arrays.copyOf(trained, known)) - Math.log(known);
    double[] tried = known < start.length ? coldness : new double[] {0};
    return Arrays.stream(tried).map(c -> (float) (average - c)).toArray();
  }

  private void grid(
      Readout readout,
      Family family,
      double[] collective,
      double[] repeats,
      GateLevels levels,
      double coldBias) {
    List<Candidate> sameReadout = candidates.computeIfAbsent(readout, r -> new ArrayList<>());
    for (double w : levels.collective() ? collective : NOTHING) {
      for (double v : levels.habits() ? repeats : NOTHING) {
        sameReadout.add(new Candidate(new Mix(family, w, v, coldBias, readout)));
      }
    }
  }

  /**
   * The best mix of a net on a validation script: first the readout, under a few mixes, then the
   * rest under that readout; the one that was tried first among equals.
   *
   * @param nets gives the net, each time as it was before it read any event
   * @param levels others than the net have weight 0 if they are left out
   */
  public static Choice choose(
      EventLog log,
      Supplier<Net> nets,
      Script validation,
      GateLevels levels,
      Progress progress,
      String name) {
    Readout readout =
        levels.collective()
            ? readout(log, nets, validation, levels, progress, name)
            : Readout.DEFAULT;
    MixSearch all = new MixSearch(log, nets.get());
    for (double coldBias : coldBiases(log, nets.get(), COLDNESS)) {
      all.grid(readout, Family.LOG, LOG_COLLECTIVE, LOG_REPEATS, levels, coldBias);
      all.grid(readout, Family.LINEAR, LINEAR_COLLECTIVE, LINEAR_REPEATS, levels, coldBias);
    }
    return all.best(validation, progress, name + ": mix");
  }

  private static Readout readout(
      EventLog log,
      Supplier<Net> nets,
      Script validation,
      GateLevels levels,
      Progress progress,
      String name) {
    MixSearch few = new MixSearch(log, nets.get());
    for (double coldBias : coldBiases(log, nets.get(), ONE_COLDNESS)) {
      for (Readout readout : Readouts.ALL) {
        few.grid(readout, Family.LOG, FEW_COLLECTIVE, FEW_REPEATS, levels, coldBias);
      }
    }
    return few.best(validation, progress, name + ": readout").mix().readout();
  }

  /**
   * The best cold bias of a net whose own scores alone answer.
   *
   * @param nets gives the net, each time as it was before it read any event
   */
  public static Choice chooseOwn(
      EventLog log, Supplier<Net> nets, Script validation, Progress progress, String name) {
    MixSearch search = new MixSearch(log, nets.get());
    GateLevels alone = new GateLevels(true, false, false);
    for (double coldBias : coldBiases(log, nets.get(), COLDNESS_ALONE)) {
      search.grid(Readout.DEFAULT, Family.LOG, NOTHING, NOTHING, alone, coldBias);
    }
    return search.best(validation, progress, name + ": cold items");
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
        mixed.learn(event);
      }

      @Override
      public void remember(int event) {
        mixed.remember(event);
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
    float[] scores = mixed.own(customer);
    double[] repeats = mixed.repeats(customer);
    candidates.forEach(
        (readout, mixes) -> {
          Parts parts = new Parts(scores, mixed.collective(customer, readout), repeats);
          int specials = prepare(parts, target, allowed);
          rankUnder(mixes, parts, target, specials);
        });
  }

  /** The levels' scores before they are mixed, {@code [n]} each. */
  private static final class Parts {
    final float[] own;
    final double[] collective;
    final double[] repeats;

    Parts(float[] own, double[] collective, double[] repeats) {
      this.own = own;
      this.collective = collective;
      this.repeats = repeats;
    }
  }

  private void rankUnder(List<Candidate> mixes, Parts parts, int target, int specials) {
    double trainedMass = mass(parts.own, false);
    double coldMass = mass(parts.own, true);
    for (Candidate candidate : mixes) {
      Terms terms = new Terms(candidate.mix, trainedMass, coldMass, parts);
      double score = terms.score(target);
      candidate.gain += Scoreboard.ndcg10(rank(terms, score, specials));
    }
  }

  /** Sorts the allowed items into special and plain ones; returns how many are special. */
  private int prepare(Parts parts, int target, boolean[] allowed) {
    Arrays.fill(plain, Double.NEGATIVE_INFINITY);
    int specials = 0;
    for (int item = 0; item < own.length; item++) {
      own[item] = parts.own[item];
      double s = parts.collective[item];
      double r = parts.repeats[item];
      collectiveTerm[item] = s == 0 ? 0 : Math.log1p(s / Mix.COLLECTIVE_SCALE);
      repeatsTerm[item] = r == 0 ? 0 : Math.log1p(r * Mix.REPEAT_SCALE);
      if (allowed[item] && item != target) {
        if (s > 0 || r > 0 || mixed.cold(item)) {
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

  /** The log of the sum of e^own over cold or over trained items. */
  private double mass(float[] scores, boolean cold) {
    float[] of = new float[scores.length];
    int count = 0;
    for (int item = 0; item < scores.length; item++) {
      if (mixed.cold(item) == cold) {
        of[count++] = scores[item];
      }
    }
    return Mixer.logSumExp(Arrays.copyOf(of, count));
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
    private final Parts parts;
    private final double normaliser;

    Terms(Mix mix, double trainedMass, double coldMass, Parts parts) {
      this.mix = mix;
      this.parts = parts;
      double cold = coldMass + mix.coldBias() - trainedMass;
      this.normaliser = mix.family() == Family.LOG ? 0 : trainedMass + Math.log1p(Math.exp(cold));
    }

    double score(int item) {
      double base = plain(mixed.cold(item) ? own[item] + mix.coldBias() : own[item]);
      return mix.family() == Family.LOG
          ? base + mix.collective() * collectiveTerm[item] + mix.repeats() * repeatsTerm[item]
          : base + mix.collective() * parts.collective[item] + mix.repeats() * parts.repeats[item];
    }

    double plain(double ownScore) {
      return mix.family() == Family.LOG ? ownScore : Math.exp(ownScore - normaliser);
    }
  }
}
