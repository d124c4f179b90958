package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.ricordo.base.Optimiser;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the arrays that hold the states of a crowd: {@code [N, a, b]}, a row {@code [a, b]} for
 * each of N customers.
 *
 * @param a first dimension of a row
 * @param b second dimension of a row
 */
record CrowdField(int a, int b) {

  /** D, the working memory, head below head {@code [N, d, W]}. */
  static final int FAST = 0;

  /** y of the event before the last one {@code [N, 1, d]}. */
  static final int OLDER = 1;

  /** y of the last event {@code [N, 1, d]}. */
  static final int LAST = 2;

  /**
   * h {@code [N, 1, d]}. Of each continuum level F, G {@code [N, r, d]}, a {@code [N, 1, r]}, and V
   * {@code [N, r, d]} if it has momentum, come behind it.
   */
  static final int CONTEXT = 3;

  /** The fields of a shape, in their order; V {@code [N, d, W]} of the memory comes last. */
  static List<CrowdField> of(dev.ricordo.base.Shape shape) {
    int d = shape.width();
    int r = shape.continuum().rank();
    List<CrowdField> fields = new ArrayList<>();
    fields.add(new CrowdField(d, shape.headWidth()));
    fields.add(new CrowdField(1, d));
    fields.add(new CrowdField(1, d));
    fields.add(new CrowdField(1, d));
    for (Optimiser optimiser : shape.continuum().optimisers()) {
      fields.add(new CrowdField(r, d));
      fields.add(new CrowdField(r, d));
      fields.add(new CrowdField(1, r));
      if (optimiser == Optimiser.MOMENTUM) {
        fields.add(new CrowdField(r, d));
      }
    }
    if (shape.writing().hasMomentum()) {
      fields.add(fields.get(FAST));
    }
    return fields;
  }

  /** How many numbers one customer has here. */
  int size() {
    return a * b;
  }

  /** Zeros for so many customers. */
  NDArray zeros(NDManager manager, int customers) {
    return manager.zeros(new Shape(customers, a, b));
  }

  /**
   * The rows of some customers as an array of their own, which belongs to this manager.
   *
   * @param places of the customers, see {@link #places}
   */
  NDArray gather(NDManager manager, NDArray states, NDArray places) {
    NDArray found = states.get(places);
    found.attach(manager);
    return found;
  }

  /** Customers as an index. */
  static NDArray places(NDManager manager, int[] customers) {
    long[] places = new long[customers.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = customers[i];
    }
    return Torch.array(manager, places);
  }
}
