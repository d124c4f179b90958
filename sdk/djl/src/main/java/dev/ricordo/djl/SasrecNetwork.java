package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import dev.ricordo.djl.SequenceShape.Sasrec;
import java.util.Map;

/**
 * Self-attention over the last L events, differentiable.
 *
 * <p><i>Self-Attentive Sequential Recommendation</i> (arXiv 1808.09781). Departures, each of them
 * common since: the norms come before the blocks, GELU instead of ReLU, normal initial weights.
 *
 * <p>Every array made here belongs to the manager of the input. Not thread-safe.
 */
/*
 * Shapes: x0 [L, B, d]; q, k, v [B, H, L, W]; weights of the attention [B, H, L, L].
 *
 *   x = x0 + position
 *   for each layer:  q, k, v = LN(x) W + w;   x += softmax(q k' / sqrt(W) + mask) v O + o
 *                    x += gelu(LN(x) A + a) B + b
 *   h = LN(x)
 */
final class SasrecNetwork implements SequenceNetwork<SasrecNetwork.NoState> {

  /** Added to the score of an event that has not happened yet. */
  private static final float NEVER = -1e9f;

  private final Sasrec shape;
  private final NamedLayers layers;
  private final DropoutMasks dropout;

  /** Nothing is kept: the events are read again. */
  enum NoState implements SequenceNetwork.State<NoState> {
    NONE;

    @Override
    public NoState attach(NDManager owner) {
      return this;
    }
  }

  SasrecNetwork(Sasrec shape, Map<String, NDArray> weights, DropoutMasks dropout) {
    this.shape = shape;
    this.layers = new NamedLayers(weights);
    this.dropout = dropout;
  }

  /** What the names of a layer's arrays begin with. */
  static String prefix(int layer) {
    return "layer" + layer + "_";
  }

  @Override
  public Reading<NoState> read(NDArray events, NoState before) {
    long length = events.getShape().get(0);
    NDArray places = layers.get("position").get(new NDIndex().addSliceDim(0, length));
    NDArray mask = mask(events.getManager(), (int) length);
    NDArray x = dropout.apply(events.add(places.expandDims(1)));
    for (int layer = 0; layer < shape.layers(); layer++) {
      String prefix = prefix(layer);
      NDArray attended = attend(prefix, layers.norm(x, prefix + "attention"), mask);
      x = x.add(dropout.apply(attended));
      NDArray inner = layers.affine(layers.norm(x, prefix + "hidden"), prefix + "hidden_in");
      NDArray hidden = dropout.apply(Activation.gelu(inner));
      x = x.add(dropout.apply(layers.affine(hidden, prefix + "hidden_out")));
    }
    return new Reading<>(layers.norm(x, "context"), before);
  }

  private NDArray attend(String prefix, NDArray y, NDArray mask) {
    long length = y.getShape().get(0);
    long batch = y.getShape().get(1);
    int width = shape.width() / shape.heads();
    NDList heads =
        layers
            .affine(y, prefix + "heads")
            .reshape(length, batch, 3, shape.heads(), width)
            .transpose(2, 1, 3, 0, 4)
            .split(3);
    Shape each = new Shape(batch, shape.heads(), length, width);
    NDArray query = heads.get(0).reshape(each);
    NDArray key = heads.get(1).reshape(each);
    NDArray value = heads.get(2).reshape(each);
    NDArray scale = Torch.number(y.getManager(), 1 / Math.sqrt(width));
    NDArray scores = query.matMul(key.transpose(0, 1, 3, 2)).mul(scale).add(mask);
    NDArray read = dropout.apply(scores.softmax(3)).matMul(value);
    NDArray joined = read.transpose(2, 0, 1, 3).reshape(length, batch, shape.width());
    return layers.affine(joined, prefix + "output");
  }

  private static NDArray mask(NDManager manager, int length) {
    float[] mask = new float[length * length];
    for (int now = 0; now < length; now++) {
      for (int later = now + 1; later < length; later++) {
        mask[now * length + later] = NEVER;
      }
    }
    return Torch.array(manager, mask, length, length);
  }
}
