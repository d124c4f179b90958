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
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One event of each of B customers: the step of {@code dev.ricordo.memory} in one call of PyTorch,
 * which runs {@code crowd_step.py}. Not thread-safe.
 */
/*
 * Methods there are the equations of a part each. `forward`, which calls them, is written here, because it
 * depends on the shape: calls for each level, others with momentum, none that write where memories are not
 * written. So are the sizes, in capitals there.
 */
final class CrowdStep {

  private static final String CLASS = "CrowdStep";
  private static final String METHODS = "crowd_step.py";

  private final Shape shape;
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
   * @param manager what script and constants belong to
   * @param table what the rows of events are in
   * @param batch B
   */
  CrowdStep(NDManager manager, Weights weights, CrowdTable table, int batch) {
    shape = weights.shape();
    Map<String, NDArray> constants = CrowdConstants.of(manager, weights, table, batch);
    script = TorchScript.compile(manager, CLASS, methods(constants.keySet()));
    constantValues = values(constants.values());
    manager.attachInternal(constantValues.getUid(), constantValues);
  }

  private String methods(Set<String> constants) {
    String text;
    try (InputStream in = CrowdStep.class.getResourceAsStream(METHODS)) {
      if (in == null) {
        throw new RicordoBug(METHODS + " is not there");
      }
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new RicordoBug(METHODS + " cannot be read", e);
    }
    return (text + forward(constants))
        .replace("HEAD_WIDTH", Integer.toString(shape.headWidth()))
        .replace("WIDTH", Integer.toString(shape.width()))
        .replace("HEADS", Integer.toString(shape.heads()))
        .replace("GENERATED", Integer.toString(CrowdConstants.generated(shape)))
        .replace("RATES", Integer.toString(2 * shape.headWidth()))
        .replace("SUBTRACTED", shape.writing().deltaDescent() ? "2.0" : "1.0");
  }

  private String forward(Set<String> constants) {
    boolean writes = shape.memoryWrites();
    boolean momentum = shape.writing().hasMomentum();
    int levels = shape.continuum().levels();
    List<String> states = new ArrayList<>(List.of("memory", "older", "last", "context"));
    for (int level = 0; level < levels; level++) {
      states.addAll(List.of("f" + level, "g" + level, "a" + level));
      if (shape.continuum().hasMomentum(level)) {
        states.add("v" + level);
      }
    }
    if (momentum) {
      states.add("mean");
    }
    List<String> lines = new ArrayList<>();
    lines.add(String.join(", ", constants) + ", = constants");
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
          shape.continuum().hasMomentum(level)
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
}
