package dev.ricordo.djl;

import dev.ricordo.base.Circumstances;
import dev.ricordo.base.Weights.Tensor;

/** The tables of what an event says beside item, kind and time, and where its row is found. */
enum CircumstanceTable {
  QUANTITY(Tensor.QUANTITY),
  DWELL(Tensor.DWELL),
  CHANNEL(Tensor.CHANNEL),
  CAMPAIGN(Tensor.CAMPAIGN);

  private final Tensor tensor;

  CircumstanceTable(Tensor tensor) {
    this.tensor = tensor;
  }

  Tensor tensor() {
    return tensor;
  }

  /** The row of an event, or {@link Circumstances#UNKNOWN}. */
  int row(int circumstances) {
    return switch (this) {
      case QUANTITY -> Circumstances.quantity(circumstances);
      case DWELL -> Circumstances.dwell(circumstances);
      case CHANNEL -> Circumstances.channel(circumstances);
      case CAMPAIGN -> Circumstances.campaign(circumstances);
    };
  }
}
