package dev.ricordo.lab.models;

import dev.ricordo.djl.NamedArrays;
import dev.ricordo.djl.SequenceShape;
import dev.ricordo.djl.Trained;
import java.util.List;

/**
 * A trained sequence model.
 *
 * @param items the log's item of each row, ascending
 * @param bestEpoch from 1
 * @param curve what was measured at each validation
 * @param trainSeconds validations included
 */
public record SequenceNet(
    SequenceShape shape,
    NamedArrays weights,
    List<Integer> items,
    int bestEpoch,
    List<Trained.Point> curve,
    double trainSeconds) {

  public SequenceNet {
    items = List.copyOf(items);
    curve = List.copyOf(curve);
  }

  Encoder encoder(int customers) {
    return shape instanceof SequenceShape.Sasrec sasrec
        ? new SasrecEncoder(sasrec, weights, customers)
        : new GruEncoder(weights, customers);
  }
}
