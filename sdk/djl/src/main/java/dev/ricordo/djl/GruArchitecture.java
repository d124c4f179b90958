package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import dev.ricordo.djl.SequenceShape.Gru4Rec;
import java.util.Map;

/** {@link GruNetwork} as it is trained: from the state that the window before leaves. */
final class GruArchitecture extends NamedArchitecture<GruNetwork.Hidden> {

  private final Gru4Rec shape;

  GruArchitecture(Gru4Rec shape) {
    this.shape = shape;
  }

  @Override
  void draw(Drawing drawing) {
    int d = shape.width();
    double bound = 1 / Math.sqrt(d);
    drawing.uniform("input", bound, d, 3 * d);
    drawing.uniform("input_offset", bound, 3 * d);
    drawing.uniform("recurrent", bound, d, 3 * d);
    drawing.uniform("recurrent_offset", bound, 3 * d);
    drawing.uniform("output", bound, d, d);
    drawing.uniform("output_offset", bound, d);
  }

  @Override
  TrainingBatches.Windows windows() {
    return TrainingBatches.Windows.CONTINUED;
  }

  @Override
  public GruNetwork.Hidden initial() {
    return GruNetwork.Hidden.INITIAL;
  }

  @Override
  public GruNetwork network(Map<String, NDArray> weights, DropoutMasks dropout, GradientTape tape) {
    return new GruNetwork(weights, dropout);
  }
}
