package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.ricordo.base.Base;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables that events are looked up in, each with a row of zeros for what an event lacks: {@code
 * x0 = E(item) + KIND[kind] + GAP[gap] + QUANTITY[...] + DWELL[...] + CHANNEL[...] +
 * CAMPAIGN[...]}, and START alone for the start event.
 *
 * <p>Belongs to the manager it was made with.
 */
final class EventTables {

  static final String ITEM = Tensor.ITEM.key();
  static final String ITEM_BIAS = Tensor.ITEM_BIAS.key();
  static final String START = Tensor.START.key();
  static final String KIND = Tensor.KIND.key();
  static final String GAP = Tensor.GAP.key();

  /** The names of all tables, those of features and of the item's biases included. */
  static final Set<String> NAMES =
      Stream.of(
              Tensor.ITEM,
              Tensor.ITEM_BIAS,
              Tensor.START,
              Tensor.KIND,
              Tensor.GAP,
              Tensor.CATEGORY,
              Tensor.BRAND,
              Tensor.PRICE,
              Tensor.QUANTITY,
              Tensor.DWELL,
              Tensor.CHANNEL,
              Tensor.CAMPAIGN)
          .map(Tensor::key)
          .collect(Collectors.toUnmodifiableSet());

  /** Row of the kind table for an event without kind. */
  static final int NO_KIND = Shape.KINDS;

  /** Row of the gap table for an event without gap. */
  static final int NO_GAP = Shape.GAPS;

  private final NDArray items;
  private final NDArray kinds;
  private final NDArray gaps;
  private final Map<CircumstanceTable, NDArray> others = new EnumMap<>(CircumstanceTable.class);

  /**
   * @param item E {@code [n, d]}: what items mean, features included
   * @param weights every other table; kinds and gaps that are not there count as zeros
   */
  EventTables(NDManager manager, NDArray item, Map<String, NDArray> weights) {
    NDArray start = Objects.requireNonNull(weights.get(START));
    long width = start.size();
    NDArray none = manager.zeros(new ai.djl.ndarray.types.Shape(1, width));
    items = NDArrays.concat(new NDList(none, start.reshape(1, width), item));
    NDArray kind = orZeros(manager, weights.get(KIND), Shape.KINDS, width);
    NDArray gap = orZeros(manager, weights.get(GAP), Shape.GAPS, width);
    kinds = NDArrays.concat(new NDList(kind, none));
    gaps = NDArrays.concat(new NDList(gap, none));
    items.attach(manager);
    kinds.attach(manager);
    gaps.attach(manager);
    for (CircumstanceTable table : CircumstanceTable.values()) {
      NDArray known = weights.get(table.tensor().key());
      if (known != null) {
        NDArray rows = NDArrays.concat(new NDList(none, known));
        rows.attach(manager);
        others.put(table, rows);
      }
    }
  }

  private static NDArray orZeros(
      NDManager manager, @Nullable NDArray table, long rows, long width) {
    return table == null ? manager.zeros(new ai.djl.ndarray.types.Shape(rows, width)) : table;
  }

  /** Row of the item table for an item's row in the base. */
  static int itemRow(int row) {
    return row == Base.UNTRAINED ? 0 : row + 2;
  }

  /** Row of the item table for the start event. */
  static int startRow() {
    return 1;
  }

  /** x0 {@code [L, B, d]}. */
  NDArray embed(NDManager manager, EventBatch batch) {
    NDArray x = lookUp(manager, items, batch.items());
    x.addi(lookUp(manager, kinds, batch.kinds()));
    x.addi(lookUp(manager, gaps, batch.gaps()));
    others.forEach(
        (table, rows) ->
            // The row of zeros comes first, and UNKNOWN is -1.
            x.addi(
                lookUp(
                    manager,
                    rows,
                    Arrays.stream(batch.circumstances())
                        .mapToLong(known -> 1 + table.row(known))
                        .toArray())));
    return x.reshape(batch.length(), batch.size(), x.getShape().get(1));
  }

  private static NDArray lookUp(NDManager manager, NDArray table, long[] rows) {
    NDArray found = table.get(Torch.array(manager, rows));
    found.attach(manager);
    return found;
  }
}
