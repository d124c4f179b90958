package dev.ricordo.lab.models;

import dev.ricordo.djl.NamedArrays;
import dev.ricordo.djl.SequenceShape.Sasrec;

/**
 * SASRec over each customer's last events: the network of {@code dev.ricordo.djl} in plain Java,
 * with the last layer for the last position alone.
 *
 * <p>A customer with fewer events than the net reads has the start event before them.
 */
final class SasrecEncoder implements Encoder {

  private static final int START = -1;

  private final Sasrec shape;
  private final float[] items;
  private final float[] start;
  private final float[] positions;
  private final SasrecBlock[] blocks;
  private final Norm norm;
  private final int[][] recent;
  private final int[] seen;
  private final float[][] x;
  private final float[] context;

  SasrecEncoder(Sasrec shape, NamedArrays weights, int customers) {
    this.shape = shape;
    items = weights.get("item");
    start = weights.get("start");
    positions = weights.get("position");
    blocks = new SasrecBlock[shape.layers()];
    for (int layer = 0; layer < blocks.length; layer++) {
      blocks[layer] = new SasrecBlock(shape, weights, "layer" + layer + "_");
    }
    norm = Norm.of(weights, "context");
    recent = new int[customers][];
    seen = new int[customers];
    x = new float[shape.length()][shape.width()];
    context = new float[shape.width()];
  }

  @Override
  public void observe(int customer, int row) {
    int[] ring = recent[customer];
    if (ring == null) {
      ring = new int[shape.length()];
      recent[customer] = ring;
    }
    ring[seen[customer]++ % ring.length] = row;
  }

  @Override
  public float[] context(int customer) {
    int length = Math.min(seen[customer] + 1, shape.length());
    for (int place = 0; place < length; place++) {
      embed(row(customer, seen[customer] - length + place), place);
    }
    for (int layer = 0; layer < blocks.length; layer++) {
      boolean last = layer == blocks.length - 1;
      blocks[layer].apply(x, last ? length - 1 : 0, length);
    }
    norm.apply(x[length - 1], context);
    return context;
  }

  /** Row of a customer's event, counted from 0; -1 is the start event. */
  private int row(int customer, int event) {
    return event == START ? START : recent[customer][event % shape.length()];
  }

  private void embed(int row, int place) {
    int width = shape.width();
    for (int j = 0; j < width; j++) {
      float item = row == START ? start[j] : items[row * width + j];
      x[place][j] = item + positions[place * width + j];
    }
  }

  @Override
  public long stateBytes() {
    return 4L * shape.length();
  }
}
