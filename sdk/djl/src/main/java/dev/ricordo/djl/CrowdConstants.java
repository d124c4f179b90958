package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@link CrowdStep} takes from the weights once, under the names it has in the script. */
/*
 *   per head, u and q beside each other      heads [d, H 2 W] of W_x and W_q
 *   all heads in one product, as blocks      starts [d, H (2 W + 2)] of S, main [d, d] of S_m
 *   gains in what comes behind them          hidden_in, level_in of A
 *   no decay                                 a bias of infinity, whose sigmoid is 1
 */
final class CrowdConstants {

  private final NDManager manager;
  private final Shape shape;
  private final Map<String, NDArray> constants = new LinkedHashMap<>();

  private CrowdConstants(NDManager manager, Shape shape) {
    this.manager = manager;
    this.shape = shape;
  }

  /**
   * All constants, which belong to the manager.
   *
   * @param table what the rows of events are in
   * @param batch B
   */
  static Map<String, NDArray> of(NDManager manager, Weights weights, CrowdTable table, int batch) {
    CrowdConstants made = new CrowdConstants(manager, weights.shape());
    made.constants.put("table", table.array());
    made.constants.put("firsts", made.firsts(batch, table.columns()));
    made.addEvent(weights);
    made.addMemory(weights);
    made.addLevels(weights);
    return made.constants;
  }

  /** How many numbers a head generates: k, v, eta and alpha. */
  static int generated(Shape shape) {
    return 2 * shape.headWidth() + 2;
  }

  /** Where each event's rows begin. */
  private NDArray firsts(int batch, int columns) {
    int[] firsts = new int[batch];
    for (int event = 0; event < batch; event++) {
      firsts[event] = event * columns;
    }
    return manager.create(firsts);
  }

  private void addEvent(Weights weights) {
    int d = shape.width();
    float[] gain = weights.get(Tensor.INPUT_GAIN);
    float[] squares = new float[2 * d];
    for (int i = 0; i < d; i++) {
      squares[2 * i] = 1f / d;
      squares[2 * i + 1] = gain[i] * gain[i] / d;
    }
    add("squares", squares, d, 2);
    add("input_gain", gain, d);
    add("memory_gain", weights.get(Tensor.MEMORY_GAIN), d);
    float[] convolution = weights.get(Tensor.CONVOLUTION);
    List<String> lags = List.of("now", "once", "twice");
    for (int lag = 0; lag < Shape.CONVOLUTION; lag++) {
      add(lags.get(lag), slice(convolution, lag, d), d);
    }
  }

  private void addMemory(Weights weights) {
    int d = shape.width();
    int m = shape.hidden();
    int w = shape.headWidth();
    float[] heads = new float[2 * d * d];
    float[] main = new float[d * d];
    float[] start = weights.get(Tensor.START_MAIN);
    for (int i = 0; i < d; i++) {
      int head = i / w;
      for (int j = 0; j < w; j++) {
        main[(head * w + j) * d + i] = start[i * w + j];
      }
      for (int j = 0; j < d; j++) {
        int place = j * 2 * d + 2 * head * w + i % w;
        heads[place] = weights.get(Tensor.HEAD_INPUT)[j * d + i];
        heads[place + w] = weights.get(Tensor.QUERY)[j * d + i];
      }
    }
    add("heads", heads, d, 2 * d);
    addStarts(weights);
    add("shared", weights.get(Tensor.SHARED_READ), 1);
    add("main", main, d, d);
    add("head_gain", weights.get(Tensor.HEAD_GAIN), shape.heads(), w);
    add("gate", weights.get(Tensor.GATE), d, d);
    add("output", weights.get(Tensor.OUTPUT), d, d);
    float[] gain = weights.get(Tensor.HIDDEN_GAIN);
    add("hidden_in", gained(gain, weights.get(Tensor.HIDDEN_IN)), d, m);
    add("hidden_out", weights.get(Tensor.HIDDEN_OUT), m, d);
    add("context_gain", weights.get(Tensor.CONTEXT_GAIN), d);
    add("context_bias", weights.get(Tensor.CONTEXT_BIAS), d);
    if (shape.writing().hasMomentum()) {
      addMomentum("", weights.get(Tensor.MEMORY_MOMENTUM), shape.heads(), 1, 1);
    }
  }

  /** S of k, v, eta and alpha, and b of eta and alpha; each head's are beside each other. */
  private void addStarts(Weights weights) {
    int d = shape.width();
    int w = shape.headWidth();
    int generated = generated(shape);
    float[] starts = new float[d * shape.heads() * generated];
    float[] bias = new float[shape.heads() * generated];
    for (int head = 0; head < shape.heads(); head++) {
      for (int j = 0; j < w; j++) {
        int place = (head * w + j) * shape.heads() * generated + head * generated;
        for (int i = 0; i < w; i++) {
          starts[place + i] = weights.get(Tensor.START_KEY)[(head * w + i) * w + j];
          starts[place + w + i] = weights.get(Tensor.START_VALUE)[(head * w + i) * w + j];
        }
        float[] rate = weights.get(Tensor.START_RATE);
        starts[place + 2 * w] = rate[2 * head * w + j];
        starts[place + 2 * w + 1] = shape.writing().decay() ? rate[(2 * head + 1) * w + j] : 0;
      }
      float[] rateBias = weights.get(Tensor.RATE_BIAS);
      bias[head * generated + 2 * w] = rateBias[2 * head];
      bias[head * generated + 2 * w + 1] =
          shape.writing().decay() ? rateBias[2 * head + 1] : Float.POSITIVE_INFINITY;
    }
    add("starts", starts, d, shape.heads() * generated);
    add("start_bias", bias, bias.length);
  }

  private void addLevels(Weights weights) {
    Continuum continuum = shape.continuum();
    int d = shape.width();
    int r = continuum.rank();
    if (continuum.levels() > 0) {
      add("level_target", weights.get(Tensor.LEVEL_TARGET), d, d);
    }
    for (int level = 0; level < continuum.levels(); level++) {
      float[] gain = slice(weights.get(Tensor.LEVEL_GAIN), level, d);
      float[] in = slice(weights.get(Tensor.LEVEL_IN), level, d * r);
      add("level_in_" + level, gained(gain, in), d, r);
      add("level_out_" + level, slice(weights.get(Tensor.LEVEL_OUT), level, r * d), r, d);
      add("level_scale_" + level, slice(weights.get(Tensor.LEVEL_SCALE), level, 1), 1);
      int cadence = continuum.cadences().get(level);
      double eta = sigmoid(weights.get(Tensor.LEVEL_RATE)[level]);
      add("rate_" + level, Math.min(eta / Math.sqrt(cadence), 1.0 / cadence));
      add("retention_" + level, sigmoid(weights.get(Tensor.LEVEL_RETENTION)[level]));
      if (continuum.hasMomentum(level)) {
        float[] momentum = slice(weights.get(Tensor.LEVEL_MOMENTUM), level, 1);
        addMomentum("_" + level, momentum, 1);
      }
    }
  }

  /** mu and 1 - mu. */
  private void addMomentum(String suffix, float[] momentum, int... dimensions) {
    float[] kept = new float[momentum.length];
    float[] taken = new float[momentum.length];
    for (int i = 0; i < momentum.length; i++) {
      kept[i] = (float) sigmoid(momentum[i]);
      taken[i] = (float) sigmoid(-momentum[i]);
    }
    add("kept" + suffix, kept, dimensions);
    add("taken" + suffix, taken, dimensions);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Rows of a matrix, each times its gain. */
  private static float[] gained(float[] gain, float[] matrix) {
    float[] product = matrix.clone();
    int width = matrix.length / gain.length;
    for (int i = 0; i < product.length; i++) {
      product[i] *= gain[i / width];
    }
    return product;
  }

  private static float[] slice(float[] array, int index, int size) {
    return Arrays.copyOfRange(array, index * size, (index + 1) * size);
  }

  private void add(String name, double number) {
    add(name, new float[] {(float) number}, 1);
  }

  private void add(String name, float[] values, int... dimensions) {
    constants.put(name, Torch.array(manager, values, dimensions));
  }
}
