package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.ricordo.base.Base;
import dev.ricordo.base.Shape;

/**
 * The tables that events are looked up in, each with a row of zeros for what an event lacks: {@code
 * x0 = ITEM[item] + KIND[kind] + GAP[gap]}, and START alone for the start event.
 *
 * <p>Belongs to the manager it was made with.
 */
final class EventTables {

  /** Row of the kind table for an event without kind. */
  static final int NO_KIND = Shape.KINDS;

  /** Row of the gap table for an event without gap. */
  static final int NO_GAP = Shape.GAPS;

  private final NDArray items;
  private final NDArray kinds;
  private final NDArray gaps;

  /**
   * @param item {@code [V, d]}
   * @param start {@code [d]}
   * @param kind {@code [K, d]}
   * @param gap {@code [G, d]}
   */
  EventTables(NDManager manager, NDArray item, NDArray start, NDArray kind, NDArray gap) {
    NDArray none = manager.zeros(new ai.djl.ndarray.types.Shape(1, start.size()));
    items = NDArrays.concat(new NDList(none, start.reshape(1, start.size()), item));
    kinds = NDArrays.concat(new NDList(kind, none));
    gaps = NDArrays.concat(new NDList(gap, none));
    items.attach(manager);
    kinds.attach(manager);
    gaps.attach(manager);
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
    return x.reshape(batch.length(), batch.size(), x.getShape().get(1));
  }

  private static NDArray lookUp(NDManager manager, NDArray table, long[] rows) {
    NDArray found = table.get(manager.create(rows));
    found.attach(manager);
    return found;
  }
}
