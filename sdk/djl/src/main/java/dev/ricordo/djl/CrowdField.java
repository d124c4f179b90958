package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.ricordo.base.Optimiser;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the arrays that hold the states of a crowd: {@code [K N, a, b]}, K blocks of a row {@code
 * [a, b]} for each of N customers, block after block.
 *
 * @param blocks K
 * @param a first dimension of a row
 * @param b second dimension of a row
 */
record CrowdField(int blocks, int a, int b) {

  /** D, the working memory {@code [H N, W, W]}. */
  static final int FAST = 0;

  /** y of the last two events, the older one first {@code [2 N, 1, d]}. */
  static final int TAIL = 1;

  /** h {@code [N, 1, d]}. */
  static final int CONTEXT = 2;

  /**
   * Where the fields of the continuum levels begin: of each F, G {@code [N, r, d]}, a {@code [N, 1,
   * r]}, and V {@code [N, r, d]} if it has momentum.
   */
  static final int LEVELS = 3;

  /** The fields of a shape, in their order; V {@code [H N, W, W]} of the memory comes last. */
  static List<CrowdField> of(dev.ricordo.base.Shape shape) {
    int d = shape.width();
    int r = shape.continuum().rank();
    List<CrowdField> fields = new ArrayList<>();
    fields.add(new CrowdField(shape.heads(), shape.headWidth(), shape.headWidth()));
    fields.add(new CrowdField(2, 1, d));
    fields.add(new CrowdField(1, 1, d));
    for (Optimiser optimiser : shape.continuum().optimisers()) {
      fields.add(new CrowdField(1, r, d));
      fields.add(new CrowdField(1, r, d));
      fields.add(new CrowdField(1, 1, r));
      if (optimiser == Optimiser.MOMENTUM) {
        fields.add(new CrowdField(1, r, d));
      }
    }
    if (shape.writing().hasMomentum()) {
      fields.add(fields.get(FAST));
    }
    return fields;
  }

  /** How many numbers one customer has here. */
  int size() {
    return blocks * a * b;
  }

  /** Zeros for so many customers. */
  NDArray zeros(NDManager manager, int customers) {
    return manager.zeros(new Shape((long) blocks * customers, a, b));
  }

  /** The rows of some customers as an array of their own, which belongs to this manager. */
  NDArray gather(NDManager manager, NDArray states, int[] customers) {
    NDArray found = states.get(places(manager, states, customers));
    found.attach(manager);
    return found;
  }

  /**
   * Writes rows back.
   *
   * @param values {@code [K n, a, b]}, of n customers or more: those beyond the end are left out
   * @param customers where the rows go, no two to the same place
   */
  void scatter(NDManager manager, NDArray states, int[] customers, NDArray values) {
    long given = values.getShape().get(0) / blocks;
    NDArray kept = values;
    if (given > customers.length) {
      kept =
          values
              .reshape(blocks, given, a, b)
              .get(new NDIndex().addAllDim().addSliceDim(0, customers.length))
              .reshape((long) blocks * customers.length, a, b);
    }
    states.set(new NDIndex("{}", places(manager, states, customers)), kept);
  }

  private NDArray places(NDManager manager, NDArray states, int[] customers) {
    long all = states.getShape().get(0) / blocks;
    long[] places = new long[blocks * customers.length];
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < customers.length; i++) {
        places[block * customers.length + i] = block * all + customers[i];
      }
    }
    return manager.create(places);
  }
}
