package dev.ricordo.lab.models;

import dev.ricordo.djl.NamedArrays;
import dev.ricordo.memory.CertifiedMath;
import java.util.Arrays;

/** GRU4Rec event by event: the step of {@code dev.ricordo.djl} in plain Java. */
final class GruEncoder implements Encoder {

  private final int width;
  private final float[] items;
  private final Affine input;
  private final Affine recurrent;
  private final Affine output;
  private final Norm norm;
  private final float[] start;
  private final float[][] states;
  private final float[] fromInput;
  private final float[] fromState;
  private final float[] projected;
  private final float[] context;

  GruEncoder(NamedArrays weights, int customers) {
    width = weights.dimensions("start").get(0);
    items = weights.get("item");
    input = Affine.of(weights, "input");
    recurrent = Affine.of(weights, "recurrent");
    output = Affine.of(weights, "output");
    norm = Norm.of(weights, "context");
    fromInput = new float[3 * width];
    fromState = new float[3 * width];
    projected = new float[width];
    context = new float[width];
    start = new float[width];
    step(start, weights.get("start"));
    states = new float[customers][];
  }

  @Override
  public void observe(int customer, int row) {
    float[] state = states[customer];
    if (state == null) {
      state = start.clone();
      states[customer] = state;
    }
    step(state, Arrays.copyOfRange(items, row * width, (row + 1) * width));
  }

  /** {@code g <- n + z (g - n)}, gates in thirds: reset, update, new. */
  private void step(float[] state, float[] embedded) {
    input.apply(embedded, fromInput);
    recurrent.apply(state, fromState);
    for (int i = 0; i < width; i++) {
      int third = width + i;
      int last = 2 * width + i;
      float reset = CertifiedMath.sigmoid(fromInput[i] + fromState[i]);
      float update = CertifiedMath.sigmoid(fromInput[third] + fromState[third]);
      float fresh = (float) Math.tanh(fromInput[last] + reset * fromState[last]);
      state[i] = fresh + update * (state[i] - fresh);
    }
  }

  @Override
  public float[] context(int customer) {
    float[] state = states[customer];
    output.apply(state == null ? start : state, projected);
    norm.apply(projected, context);
    return context;
  }

  @Override
  public long stateBytes() {
    return 4L * width;
  }
}
