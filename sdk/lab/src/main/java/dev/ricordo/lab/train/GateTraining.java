package dev.ricordo.lab.train;

import dev.ricordo.base.Gate;
import dev.ricordo.base.Gate.Part;
import dev.ricordo.base.Mix;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.evaluate.Scoreboard;
import dev.ricordo.lab.models.GateLevels;
import dev.ricordo.rank.GateFeatures;
import dev.ricordo.rank.GateNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Fits a {@link Gate} by the likelihood of what customers chose, in a softmax over all candidates,
 * with Adam. Deterministic for a seed. Not thread-safe.
 */
/*
 * With d(i) = softmax(z)(i) - [i = target], everything follows by the chain rule:
 *
 *   d log beta = beta sum d(i) log p(i)          d log g = g sum d(i) log(1 + s(i) / e)
 *   dq = sum d(i) log(1 + R'(i))                 dr_m = sum d(i) log habit_m(i)
 *   dc = sum over cold i of d(i)                 dd = sum over cold i of d(i) log(1 + s(i) / e)
 *   ds(i) = d(i) g / (e + s(i))                  da_k = sum ds(i) N(x_k, i) / (R(x_k) + 1)
 *
 * with g + d in place of g for cold i, and from there through the two hidden layers.
 *
 * Cold items are few on the panel and will be many later. So that the gate learns what to make of them, one
 * trained item in ten is taken for cold while fitting, others in each epoch.
 */
final class GateTraining {

  private static final int BATCH = 16;
  private static final int FAST_EPOCHS = 5;
  private static final int EPOCHS = 8;
  private static final double FAST = 4e-3;
  private static final double SLOW = 1e-3;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.98;
  private static final double EPSILON = 1e-8;
  private static final double OFF = -30;
  private static final int H = Gate.HIDDEN;
  private static final int WEIGHTS = Part.WEIGHT.offset();

  private static final int COLD_ONE_IN = 10;

  private final boolean[] untrained;
  private final boolean[] cold;
  private final GateLevels levels;
  private final Random random;
  private final double[] parameters = new double[Gate.size()];
  private final double[] gradient = new double[Gate.size()];
  private final double[] first = new double[Gate.size()];
  private final double[] second = new double[Gate.size()];
  private final GateNetwork network = new GateNetwork(parameters);
  private final double[] z;
  private final double[] probability;
  private double[] s = new double[1024];
  private GateNetwork.Output output = network.run(GateFeatures.NONE);
  private int steps;

  /**
   * @param untrained {@code [n]}: the items that the net was not trained on
   */
  GateTraining(boolean[] untrained, GateLevels levels, long seed) {
    this.untrained = untrained;
    cold = untrained.clone();
    this.levels = levels;
    random = new Random(seed);
    z = new double[untrained.length];
    probability = new double[untrained.length];
    start();
  }

  /**
   * Lags fade by 0.6; the levels weigh about what the log mix gives them; nothing depends yet. On
   * features that stay hidden nothing ever will.
   */
  private void start() {
    for (int k = 0; k < Gate.LAGS; k++) {
      parameters[Part.LAG.offset() + k] = k * Math.log(0.6);
      parameters[Part.LAG.offset() + Gate.LAGS + k] = k * Math.log(0.6) - 0.3;
    }
    normal(Part.LAG_IN, 1 / Math.sqrt(Gate.LAG_FEATURES));
    normal(Part.CONTEXT_IN, 1 / Math.sqrt(Gate.CONTEXT_FEATURES));
    for (int f = 0; f < Gate.CONTEXT_FEATURES; f++) {
      if (hidden(f)) {
        int row = Part.CONTEXT_IN.offset() + f * H;
        Arrays.fill(parameters, row, row + H, 0);
      }
    }
    parameters[WEIGHTS + GateNetwork.OWN] = levels.own() ? Math.log(0.7) : OFF;
    parameters[WEIGHTS + GateNetwork.COLLECTIVE] = levels.collective() ? Math.log(1.2) : OFF;
  }

  /** Whether a feature of the context is what a level says that is left out. */
  private boolean hidden(int feature) {
    return (feature == GateFeatures.LIKELIEST && !levels.own())
        || (feature == GateFeatures.KNOWN && !levels.collective());
  }

  private void normal(Part part, double deviation) {
    for (int i = part.offset(); i < part.offset() + part.size(); i++) {
      parameters[i] = deviation * random.nextGaussian();
    }
  }

  /**
   * What a fit reached on cases it was not fitted on.
   *
   * @param epochs with the best likelihood
   * @param ndcg10 NDCG@10 after these
   */
  record Judged(int epochs, double ndcg10) {}

  /** Fits on some cases and finds the number of epochs after which others are likeliest. */
  Judged fit(List<GateCase> cases, List<GateCase> judges, Progress progress, String name) {
    double best = Double.POSITIVE_INFINITY;
    Judged judged = new Judged(0, 0);
    try (Progress.Bar bar = progress.start(name + ": gate", EPOCHS)) {
      for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        epoch(cases, epoch);
        System.arraycopy(untrained, 0, cold, 0, cold.length);
        double surprise = 0;
        double ndcg10 = 0;
        for (GateCase judge : judges) {
          surprise += forward(judge);
          ndcg10 += Scoreboard.ndcg10(rank(judge));
        }
        if (surprise < best) {
          best = surprise;
          judged = new Judged(epoch, ndcg10 / Math.max(1, judges.size()));
        }
        bar.advance(epoch);
      }
    }
    return judged;
  }

  /** Fits for some epochs. */
  Gate fit(List<GateCase> cases, int epochs) {
    for (int epoch = 1; epoch <= epochs; epoch++) {
      epoch(cases, epoch);
    }
    System.arraycopy(untrained, 0, cold, 0, cold.length);
    return Gate.of(parameters);
  }

  private void epoch(List<GateCase> cases, int epoch) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, cases.size()).boxed().toList());
    Collections.shuffle(order, random);
    takeSomeForCold(epoch);
    for (int from = 0; from < order.size(); from += BATCH) {
      int to = Math.min(from + BATCH, order.size());
      gradient(order.subList(from, to).stream().map(cases::get).toList());
      move(to - from, epoch <= FAST_EPOCHS ? FAST : SLOW);
    }
  }

  private void takeSomeForCold(int epoch) {
    for (int i = 0; i < cold.length; i++) {
      long hash = (31L * i + epoch) * 0x9E3779B97F4A7C15L;
      cold[i] = untrained[i] || (hash >>> 33) % COLD_ONE_IN == 0;
    }
  }

  /** One step of Adam. */
  private void move(int batch, double rate) {
    steps++;
    double correction1 = 1 - Math.pow(BETA1, steps);
    double correction2 = 1 - Math.pow(BETA2, steps);
    for (int i = 0; i < parameters.length; i++) {
      double g = gradient[i] / batch;
      first[i] = BETA1 * first[i] + (1 - BETA1) * g;
      second[i] = BETA2 * second[i] + (1 - BETA2) * g * g;
      parameters[i] -=
          rate * (first[i] / correction1) / (Math.sqrt(second[i] / correction2) + EPSILON);
    }
  }

  /**
   * Scores a case.
   *
   * @return how surprising the target is, in nats
   */
  double forward(GateCase one) {
    output = network.run(one.features);
    double[] w = output.weights();
    for (int i = 0; i < z.length; i++) {
      z[i] =
          one.own[i] == GateCase.NOT_ALLOWED
              ? Double.NEGATIVE_INFINITY
              : w[GateNetwork.OWN] * own(one, i)
                  + w[GateNetwork.POPULARITY] * one.popularity[i]
                  + (cold[i] ? w[GateNetwork.COLD] : 0);
    }
    s = s.length < one.items.length ? new double[one.items.length] : s;
    for (int j = 0; j < one.items.length; j++) {
      s[j] = shared(one, j);
      z[one.items[j]] += counted(one.items[j]) * Math.log1p(s[j] / Mix.COLLECTIVE_SCALE);
      for (int m = 0; m < one.habits[j].length; m++) {
        z[one.items[j]] += w[GateNetwork.FIRST_HABIT + m] * one.habits[j][m];
      }
    }
    return softmax(one.target);
  }

  /** The weight of an item's counts. */
  private double counted(int item) {
    double[] w = output.weights();
    double weight = w[GateNetwork.COLLECTIVE];
    return cold[item] ? weight + w[GateNetwork.COLD_COLLECTIVE] : weight;
  }

  private double own(GateCase one, int item) {
    return cold[item] && !untrained[item] ? one.coldOwn : one.own[item];
  }

  /** s of the j-th item. */
  private double shared(GateCase one, int j) {
    double sum = 0;
    for (int cell = one.starts[j]; cell < one.starts[j + 1]; cell++) {
      int slot = one.slots[cell];
      sum +=
          one.shares[cell]
              * (slot < Gate.LAGS ? output.forward()[slot] : output.backward()[slot - Gate.LAGS]);
    }
    return sum;
  }

  private double softmax(int target) {
    double max = Double.NEGATIVE_INFINITY;
    for (double score : z) {
      max = Math.max(max, score);
    }
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      probability[i] = Math.exp(z[i] - max);
      sum += probability[i];
    }
    for (int i = 0; i < z.length; i++) {
      probability[i] /= sum;
    }
    return -Math.log(Math.max(Double.MIN_NORMAL, probability[target]));
  }

  /** The scores of the last case. */
  double[] scores() {
    return z;
  }

  /** The gradient of the summed surprise of some cases: the array itself. */
  double[] gradient(List<GateCase> cases) {
    Arrays.fill(gradient, 0);
    for (GateCase one : cases) {
      forward(one);
      backward(one);
    }
    return gradient;
  }

  /** The summed surprise of some cases with one parameter moved. */
  double surpriseWith(List<GateCase> cases, int parameter, double by) {
    double kept = parameters[parameter];
    parameters[parameter] += by;
    double sum = 0;
    for (GateCase one : cases) {
      sum += forward(one);
    }
    parameters[parameter] = kept;
    return sum;
  }

  /** The rank of the last case's target. */
  private double rank(GateCase one) {
    double ahead = 0;
    for (int i = 0; i < z.length; i++) {
      ahead += i == one.target ? 0 : z[i] > z[one.target] ? 1 : z[i] == z[one.target] ? 0.5 : 0;
    }
    return 1 + ahead;
  }

  /** Adds the gradient of the last case. */
  private void backward(GateCase one) {
    double[] w = output.weights();
    double[] d = new double[Gate.WEIGHTS];
    probability[one.target] -= 1;
    for (int i = 0; i < z.length; i++) {
      double change = one.own[i] == GateCase.NOT_ALLOWED ? 0 : probability[i];
      if (change != 0) {
        d[GateNetwork.OWN] += change * own(one, i);
        d[GateNetwork.POPULARITY] += change * one.popularity[i];
        d[GateNetwork.COLD] += cold[i] ? change : 0;
      }
    }
    double[] slots = new double[2 * Gate.LAGS];
    for (int j = 0; j < one.items.length; j++) {
      double change = probability[one.items[j]];
      double logarithm = Math.log1p(s[j] / Mix.COLLECTIVE_SCALE);
      d[GateNetwork.COLLECTIVE] += change * logarithm;
      d[GateNetwork.COLD_COLLECTIVE] += cold[one.items[j]] ? change * logarithm : 0;
      double toCount = change * counted(one.items[j]) / (Mix.COLLECTIVE_SCALE + s[j]);
      for (int cell = one.starts[j]; cell < one.starts[j + 1]; cell++) {
        slots[one.slots[cell]] += toCount * one.shares[cell];
      }
      for (int m = 0; m < one.habits[j].length; m++) {
        d[GateNetwork.FIRST_HABIT + m] += change * one.habits[j][m];
      }
    }
    d[GateNetwork.OWN] *= w[GateNetwork.OWN];
    d[GateNetwork.COLLECTIVE] *= w[GateNetwork.COLLECTIVE];
    keepAtNothing(d);
    backwardContext(one, d);
    if (levels.collective()) {
      backwardLags(one, slots);
    }
  }

  /** The weights of levels that are left out must stay where they started. */
  private void keepAtNothing(double[] d) {
    if (!levels.own()) {
      d[GateNetwork.OWN] = 0;
    }
    if (!levels.collective()) {
      d[GateNetwork.COLLECTIVE] = 0;
      d[GateNetwork.POPULARITY] = 0;
      d[GateNetwork.COLD_COLLECTIVE] = 0;
    }
    for (int m = 0; m < Gate.HABITS && !levels.habits(); m++) {
      d[GateNetwork.FIRST_HABIT + m] = 0;
    }
  }

  private void backwardContext(GateCase one, double[] d) {
    add(d, WEIGHTS, 1);
    double[] v = output.contextHidden();
    double[] c = one.features.context().clone();
    for (int f = 0; f < c.length; f++) {
      c[f] = hidden(f) ? 0 : c[f];
    }
    for (int j = 0; j < H; j++) {
      int row = Part.CONTEXT_OUT.offset() + j * Gate.WEIGHTS;
      double back = 0;
      for (int o = 0; o < Gate.WEIGHTS; o++) {
        back += d[o] * parameters[row + o];
      }
      add(d, row, v[j]);
      backwardHidden(back * (1 - v[j] * v[j]), j, c, Part.CONTEXT_IN, Part.CONTEXT_BIAS.offset());
    }
  }

  private void backwardLags(GateCase one, double[] slots) {
    for (int k = 0; k < output.forward().length; k++) {
      double[] d = {slots[k] * output.forward()[k], slots[Gate.LAGS + k] * output.backward()[k]};
      gradient[Part.LAG.offset() + k] += d[0];
      gradient[Part.LAG.offset() + Gate.LAGS + k] += d[1];
      double[] u = output.lagHidden()[k];
      for (int j = 0; j < H; j++) {
        int row = Part.LAG_OUT.offset() + 2 * j;
        double back = d[0] * parameters[row] + d[1] * parameters[row + 1];
        add(d, row, u[j]);
        int bias = Part.LAG_BIAS.offset() + k * H;
        backwardHidden(back * (1 - u[j] * u[j]), j, one.features.lags()[k], Part.LAG_IN, bias);
      }
    }
  }

  private void backwardHidden(double back, int j, double[] in, Part matrix, int bias) {
    gradient[bias + j] += back;
    for (int f = 0; f < in.length; f++) {
      gradient[matrix.offset() + f * H + j] += back * in[f];
    }
  }

  private void add(double[] d, int to, double factor) {
    for (int o = 0; o < d.length; o++) {
      gradient[to + o] += factor * d[o];
    }
  }
}
