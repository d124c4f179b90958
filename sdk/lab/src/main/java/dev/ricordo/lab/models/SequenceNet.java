package dev.ricordo.lab.models;

import dev.ricordo.djl.NamedArrays;
import dev.ricordo.djl.SequenceShape;
import java.util.List;

/**
 * A trained sequence model.
 *
 * @param items the log's item of each row, ascending
 * @param bestEpoch from 1
 * @param trainSeconds validations included
 */
public record SequenceNet(
    SequenceShape shape,
    NamedArrays weights,
    List<Integer> items,
    int bestEpoch,
    double trainSeconds) {

  public SequenceNet {
    items = List.copyOf(items);
  }

  Encoder encoder(int customers) {
    return shape instanceof SequenceShape.Sasrec sasrec
        ? new SasrecEncoder(sasrec, weights, customers)
        : new GruEncoder(weights, customers);
  }
}
