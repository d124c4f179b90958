package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import dev.ricordo.djl.SequenceShape.Sasrec;
import java.util.Map;

/** {@link SasrecNetwork} as it is trained: windows that know nothing of what came before them. */
final class SasrecArchitecture extends NamedArchitecture<SasrecNetwork.NoState> {

  private final Sasrec shape;

  SasrecArchitecture(Sasrec shape) {
    this.shape = shape;
  }

  @Override
  void draw(Drawing drawing) {
    int d = shape.width();
    drawing.normal("position", shape.length(), d);
    for (int layer = 0; layer < shape.layers(); layer++) {
      String prefix = SasrecNetwork.prefix(layer);
      drawing.filled(prefix + "attention_gain", 1, d);
      drawing.filled(prefix + "attention_bias", 0, d);
      affine(drawing, prefix + "heads", d, 3 * d);
      affine(drawing, prefix + "output", d, d);
      drawing.filled(prefix + "hidden_gain", 1, d);
      drawing.filled(prefix + "hidden_bias", 0, d);
      affine(drawing, prefix + "hidden_in", d, d);
      affine(drawing, prefix + "hidden_out", d, d);
    }
  }

  private static void affine(Drawing drawing, String name, int in, int out) {
    drawing.normal(name, in, out);
    drawing.filled(name + "_offset", 0, out);
  }

  @Override
  TrainingBatches.Windows windows() {
    return TrainingBatches.Windows.apart(shape.length());
  }

  @Override
  public SasrecNetwork.NoState initial() {
    return SasrecNetwork.NoState.NONE;
  }

  @Override
  public SasrecNetwork network(
      Map<String, NDArray> weights, DropoutMasks dropout, GradientTape tape) {
    return new SasrecNetwork(shape, weights, dropout);
  }
}
