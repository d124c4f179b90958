package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.ricordo.base.Base;
import dev.ricordo.base.Circumstances;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tables that a crowd's events are looked up in, one below the other in one array, so that the
 * embedding of an event is a sum of rows: {@code x0 = E(item) + KIND[kind] + GAP[gap] +
 * QUANTITY[...] + DWELL[...] + CHANNEL[...] + CAMPAIGN[...]}. The first row is zeros, for what an
 * event lacks.
 */
/*
 * Items come first, behind the zeros: Base.UNTRAINED is -1 and finds those.
 */
final class CrowdTable {

  private static final int FIRST_ITEM = 1;

  private final NDArray array;
  private final int firstKind;
  private final int firstGap;
  private final Part[] parts;

  /** A table of circumstances, and where it begins. */
  private record Part(CircumstanceTable table, int first) {
    int row(int known) {
      int row = table.row(known);
      return row == Circumstances.UNKNOWN ? 0 : first + row;
    }
  }

  /**
   * @param manager what the array belongs to
   * @param meanings E {@code [n, d]}: what items mean, features included
   */
  CrowdTable(NDManager manager, Weights weights, float[] meanings) {
    int width = weights.shape().width();
    NDList tables = new NDList(manager.zeros(new ai.djl.ndarray.types.Shape(1, width)));
    tables.add(Torch.array(manager, meanings, meanings.length / width, width));
    firstKind = FIRST_ITEM + meanings.length / width;
    firstGap = add(tables, weights, Tensor.KIND, firstKind);
    int next = add(tables, weights, Tensor.GAP, firstGap);
    List<Tensor> known = weights.tensors();
    List<Part> found = new ArrayList<>();
    for (CircumstanceTable table : CircumstanceTable.values()) {
      if (known.contains(table.tensor())) {
        found.add(new Part(table, next));
        next = add(tables, weights, table.tensor(), next);
      }
    }
    parts = found.toArray(Part[]::new);
    array = NDArrays.concat(tables);
    array.attach(manager);
    tables.close();
  }

  /** Adds a table; where the next one begins. */
  private static int add(NDList tables, Weights weights, Tensor tensor, int first) {
    NDManager manager = tables.head().getManager();
    tables.add(HopeArchitecture.array(manager, weights, tensor));
    return first + tensor.dimensions(weights.shape(), weights.items())[0];
  }

  /** All rows {@code [rows, d]}. */
  NDArray array() {
    return array;
  }

  /** How many rows an event is the sum of. */
  int columns() {
    return 3 + parts.length;
  }

  /**
   * Writes the rows of an event.
   *
   * @param rows all events' rows, {@link #columns} of each
   * @param event which of them
   * @param item row in the base, or {@link Base#UNTRAINED}
   */
  void set(int[] rows, int event, int item, int kind, int gap, int known) {
    int place = event * columns();
    rows[place] = FIRST_ITEM + item;
    rows[place + 1] = firstKind + kind;
    rows[place + 2] = firstGap + gap;
    for (int part = 0; part < parts.length; part++) {
      rows[place + 3 + part] = parts[part].row(known);
    }
  }

  /** Writes rows of zeros for the events from a place to the end. */
  void clear(int[] rows, int from) {
    Arrays.fill(rows, from * columns(), rows.length, 0);
  }
}
