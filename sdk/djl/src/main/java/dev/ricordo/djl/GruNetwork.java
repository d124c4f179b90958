package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gated recurrent unit over the events, differentiable.
 *
 * <p><i>Session-based Recommendations with Recurrent Neural Networks</i> (arXiv 1511.06939), with
 * an output projection and a layer norm before the tied item table. Gates stand in PyTorch's order.
 *
 * <p>Every array made here belongs to the manager of the input. Not thread-safe.
 */
/*
 * Shapes: x0 [L, B, d]; g [B, d], the state; gates [B, 3 d].
 *
 *   a = x W + w      c = g U + u        (each in thirds: reset, update, new)
 *   r = sigmoid(a_r + c_r)   z = sigmoid(a_z + c_z)   n = tanh(a_n + r c_n)
 *   g <- n + z (g - n)       h = LN(g O + o)
 */
final class GruNetwork implements SequenceNetwork<GruNetwork.Hidden> {

  private final NamedLayers layers;
  private final DropoutMasks dropout;

  /**
   * What the unit keeps.
   *
   * @param array g {@code [B, d]}, null for 0
   */
  record Hidden(@Nullable NDArray array) implements SequenceNetwork.State<Hidden> {
    static final Hidden INITIAL = new Hidden(null);

    @Override
    public Hidden attach(NDManager owner) {
      if (array != null) {
        array.attach(owner);
      }
      return this;
    }
  }

  GruNetwork(Map<String, NDArray> weights, DropoutMasks dropout) {
    this.layers = new NamedLayers(weights);
    this.dropout = dropout;
  }

  @Override
  public Reading<Hidden> read(NDArray events, Hidden before) {
    Shape dimensions = events.getShape();
    long batch = dimensions.get(1);
    long width = dimensions.get(2);
    NDList inputs = layers.affine(dropout.apply(events), "input").split(dimensions.get(0));
    NDArray start = before.array();
    NDArray state = start == null ? events.getManager().zeros(new Shape(batch, width)) : start;
    NDList states = new NDList(inputs.size());
    for (NDArray input : inputs) {
      state = step(input.reshape(batch, 3 * width), state);
      states.add(state.expandDims(0));
    }
    NDArray output = layers.affine(dropout.apply(Torch.concat(states, 0)), "output");
    return new Reading<>(layers.norm(output, "context"), new Hidden(state));
  }

  private NDArray step(NDArray input, NDArray state) {
    NDList fromInput = input.split(3, 1);
    NDList fromState = layers.affine(state, "recurrent").split(3, 1);
    NDArray reset = Activation.sigmoid(fromInput.get(0).add(fromState.get(0)));
    NDArray update = Activation.sigmoid(fromInput.get(1).add(fromState.get(1)));
    NDArray fresh = Activation.tanh(fromInput.get(2).add(reset.mul(fromState.get(2))));
    return fresh.add(update.mul(state.sub(fresh)));
  }
}
