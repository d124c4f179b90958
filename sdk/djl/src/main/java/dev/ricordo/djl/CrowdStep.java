package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import dev.ricordo.RicordoBug;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Optimiser;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One event of each of B customers: the step of {@code dev.ricordo.memory} in one call of PyTorch,
 * which runs {@code crowd_step.py}. Not thread-safe.
 */
/*
 * Methods there are the equations of a part each. `forward`, which calls them, is written here, because it
 * depends on the shape: calls for each level, others with momentum, none that write where memories are not
 * written. So are the sizes, in capitals there. Constants are taken from the weights once:
 *
 *   per head, u and q beside each other      heads [d, H 2 W] of W_x and W_q
 *   all heads in one product, as blocks      starts [d, H (2 W + 2)] of S, main [d, d] of S_m
 *   gains in what comes behind them          hidden_in, level_in of A
 *   no decay                                 a bias of infinity, whose sigmoid is 1
 */
final class CrowdStep implements AutoCloseable {

  private static final String CLASS = "CrowdStep";
  private static final String METHODS = "crowd_step.py";

  private final Shape shape;
  private final NDManager manager;
  private final Map<String, NDArray> constants = new LinkedHashMap<>();
  private final PtSymbolBlock script;
  private final IValue constantValues;

  /** Which customers' levels change after an event. */
  sealed interface Turn {

    /** Nobody's. */
    record None() implements Turn {}

    /** Everybody's. */
    record All() implements Turn {}

    /**
     * Some customers'.
     *
     * @param mask {@code [B, 1, 1]}, true where it is the customer's turn
     */
    record Some(NDArray mask) implements Turn {}
  }

  /**
   * @param manager what the constants belong to; whoever made it closes it after this
   * @param table what the rows of events are in
   * @param batch B
   */
  CrowdStep(NDManager manager, Weights weights, CrowdTable table, int batch) {
    this.shape = weights.shape();
    this.manager = manager;
    constants.put("table", table.array());
    constants.put("firsts", firsts(batch, table.columns()));
    addEvent(weights);
    addMemory(weights);
    addLevels(weights);
    script = TorchScript.compile(manager, CLASS, methods());
    constantValues = values(constants.values());
  }

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
    int generated = generated();
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
      if (moves(level)) {
        float[] momentum = slice(weights.get(Tensor.LEVEL_MOMENTUM), level, 1);
        addMomentum("_" + level, momentum, 1);
      }
    }
  }

  private boolean moves(int level) {
    return shape.continuum().optimisers().get(level) == Optimiser.MOMENTUM;
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

  /** How many numbers a head generates: k, v, eta and alpha. */
  private int generated() {
    return 2 * shape.headWidth() + 2;
  }

  private String methods() {
    String text;
    try (InputStream in = CrowdStep.class.getResourceAsStream(METHODS)) {
      if (in == null) {
        throw new RicordoBug(METHODS + " is not there");
      }
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new RicordoBug(METHODS + " cannot be read", e);
    }
    return (text + forward())
        .replace("HEAD_WIDTH", Integer.toString(shape.headWidth()))
        .replace("WIDTH", Integer.toString(shape.width()))
        .replace("HEADS", Integer.toString(shape.heads()))
        .replace("GENERATED", Integer.toString(generated()))
        .replace("RATES", Integer.toString(2 * shape.headWidth()))
        .replace("SUBTRACTED", shape.writing().deltaDescent() ? "2.0" : "1.0");
  }

  private String forward() {
    boolean writes = shape.memoryWrites();
    boolean momentum = shape.writing().hasMomentum();
    int levels = shape.continuum().levels();
    List<String> states = new ArrayList<>(List.of("memory", "older", "last", "context"));
    for (int level = 0; level < levels; level++) {
      states.addAll(List.of("f" + level, "g" + level, "a" + level));
      if (moves(level)) {
        states.add("v" + level);
      }
    }
    if (momentum) {
      states.add("mean");
    }
    List<String> lines = new ArrayList<>();
    lines.add(String.join(", ", constants.keySet()) + ", = constants");
    lines.add(String.join(", ", states) + ", = states");
    lines.add("memory = torch.view(memory, [-1, HEAD_WIDTH, HEAD_WIDTH])");
    lines.add(
        "x, y, z, = self.event(rows, older, last, table, firsts, squares, input_gain, memory_gain,"
            + " now, once, twice)");
    lines.add("head = torch.view(torch.mm(z, heads), [-1, 2, HEAD_WIDTH])");
    lines.add("u = torch.unsqueeze(head[:, 0], 2)");
    lines.add("q = torch.unsqueeze(head[:, 1], 2)");
    if (writes && momentum) {
      lines.add("mean = torch.view(mean, [-1, HEAD_WIDTH, HEAD_WIDTH])");
      lines.add(
          "memory, mean, = self.write_with_momentum(memory, mean, u, starts, start_bias, kept,"
              + " taken)");
      lines.add("mean = torch.view(mean, [-1, WIDTH, HEAD_WIDTH])");
    } else if (writes) {
      lines.add("memory = self.write(memory, u, starts, start_bias)");
    }
    lines.add(
        "h = self.read(x, y, q, torch.bmm(memory, q), shared, main, head_gain, gate, output,"
            + " hidden_in, hidden_out)");
    lines.add("memory = torch.view(memory, [-1, WIDTH, HEAD_WIDTH])");
    lines.add("older, last = last, torch.unsqueeze(y, 1)");
    if (levels > 0) {
      lines.add("next = self.target(x, level_target)");
    }
    for (int level = 0; level < levels; level++) {
      addLevel(lines, level);
    }
    lines.add("context = torch.layer_norm(h, [WIDTH], context_gain, context_bias, 1e-5)");
    lines.add("context = torch.unsqueeze(context, 1)");
    lines.add("return " + states);
    return "\n  def forward(self: __torch__.CrowdStep, rows: Tensor, states: List[Tensor],"
        + " constants: List[Tensor], turns: List[int], masks: List[Tensor]) -> List[Tensor]:\n"
        + lines.stream().map(line -> "    " + line + "\n").collect(Collectors.joining());
  }

  private void addLevel(List<String> lines, int level) {
    List<String> of = new ArrayList<>(List.of("new = f#"));
    if (shape.memoryWrites()) {
      of.add("g# = self.gather(next, f#, g#, a#)");
      of.add(
          moves(level)
              ? "new, g#, v#, = self.consolidate_with_momentum(turns[#], masks[#], f#, g#, v#,"
                  + " rate_#, retention_#, kept_#, taken_#)"
              : "new, g#, = self.consolidate(turns[#], masks[#], f#, g#, rate_#, retention_#)");
    }
    of.add("h, a#, = self.pass_through(h, f#, level_in_#, level_out_#, level_scale_#)");
    of.add("f# = new");
    of.forEach(line -> lines.add(line.replace("#", Integer.toString(level))));
  }

  /**
   * The states after one event each.
   *
   * @param rows of {@link CrowdTable}, as many of each event as that has columns {@code [B
   *     columns]}
   * @param before the fields of {@link CrowdField}, in their order, of B customers
   * @param turns of each level
   * @return the fields afterwards, which belong to the manager of {@code rows}; one that does not
   *     change may be the array that was given
   */
  NDList read(NDArray rows, NDList before, List<Turn> turns) {
    try (Arguments arguments = new Arguments(rows, before, turns);
        IValue after = script.forward(arguments.values())) {
      return after.toNDList((PtNDManager) rows.getManager());
    }
  }

  /**
   * Changes the states of some customers as one event each does.
   *
   * @param places of B customers; those beyond the first {@code count} fill the tile, and nothing
   *     is written for them
   * @param states of all customers
   */
  void readSome(NDArray places, int count, NDArray rows, NDList states, List<Turn> turns) {
    try (Arguments arguments = new Arguments(rows, states, turns);
        IValue placeValue = IValue.from((PtNDArray) places);
        IValue countValue = IValue.from((long) count)) {
      IValueUtils.runMethod(script, "forward_some", arguments.values(placeValue, countValue))
          .close();
    }
  }

  /**
   * Writes rows of all fields.
   *
   * @param states the fields of {@link CrowdField} of all customers
   * @param places where the rows go, no two to the same place
   * @param values as many rows for each field
   */
  void put(NDList states, NDArray places, NDList values) {
    try (IValue stateValues = values(states);
        IValue placeValue = IValue.from((PtNDArray) places);
        IValue newValues = values(values)) {
      IValueUtils.runMethod(script, "put", stateValues, placeValue, newValues).close();
    }
  }

  /** What a step is given, as values of TorchScript. */
  private final class Arguments implements AutoCloseable {
    private final IValue rows;
    private final IValue states;
    private final IValue turns;
    private final IValue masks;

    Arguments(NDArray rows, NDList states, List<Turn> turns) {
      this.rows = IValue.from((PtNDArray) rows);
      this.states = CrowdStep.values(states);
      long[] kinds = new long[turns.size()];
      List<NDArray> masks = new ArrayList<>();
      for (int level = 0; level < kinds.length; level++) {
        Turn turn = turns.get(level);
        kinds[level] = turn instanceof Turn.None ? 0 : turn instanceof Turn.All ? 1 : 2;
        masks.add(turn instanceof Turn.Some some ? some.mask() : rows);
      }
      this.turns = IValue.listFrom(kinds);
      this.masks = CrowdStep.values(masks);
    }

    /** In the order of the script's methods, behind what comes first there. */
    IValue[] values(IValue... first) {
      IValue[] own = {rows, states, constantValues, turns, masks};
      return Stream.concat(Stream.of(first), Stream.of(own)).toArray(IValue[]::new);
    }

    @Override
    public void close() {
      rows.close();
      states.close();
      turns.close();
      masks.close();
    }
  }

  private static IValue values(Collection<NDArray> arrays) {
    return IValue.listFrom(arrays.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
  }

  @Override
  public void close() {
    constantValues.close();
    script.close();
  }
}
