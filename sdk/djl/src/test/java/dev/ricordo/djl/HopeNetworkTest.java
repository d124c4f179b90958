package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights.Tensor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The network of training, by its kernel, says what the one in operations of PyTorch says. */
final class HopeNetworkTest {

  private static final int CUSTOMERS = 5;
  private static final int FIRST = 7;
  private static final int LENGTH = 20;

  @Test
  void training_readsInTwoStretchesWhatPyTorchReadsInOne() {
    Shape shape = new Shape(16, 2, 24, true).with(new Continuum(4, List.of(2, 3)));
    try (NDManager manager = Torch.manager(Device.CPU)) {
      Map<Tensor, NDArray> weights = new EnumMap<>(Tensor.class);
      for (Tensor tensor : Tensor.values()) {
        weights.put(
            tensor, HopeArchitecture.array(manager, RandomWeights.of(shape, 20, 5), tensor));
      }
      NDArray events = events(manager, shape.width());
      HopeNetwork plain = new HopeNetwork(shape, weights);
      HopeNetwork training =
          HopeNetwork.training(shape, weights, DropoutMasks.none(), GradientTape.off());

      NDArray expected = plain.read(events, HopeNetwork.State.INITIAL).contexts();
      SequenceNetwork.Reading<HopeNetwork.State> first =
          training.read(rows(events, 0, FIRST), HopeNetwork.State.INITIAL);
      NDArray second = training.read(rows(events, FIRST, LENGTH), first.state()).contexts();

      assertThat(first.contexts().toFloatArray())
          .containsExactly(rows(expected, 0, FIRST).toFloatArray(), within(1e-5f));
      assertThat(second.toFloatArray())
          .containsExactly(rows(expected, FIRST, LENGTH).toFloatArray(), within(1e-5f));
    }
  }

  private static NDArray rows(NDArray array, int from, int to) {
    return array.get(new NDIndex().addSliceDim(from, to));
  }

  private static NDArray events(NDManager manager, int width) {
    Random random = new Random(9);
    float[] events = new float[LENGTH * CUSTOMERS * width];
    for (int i = 0; i < events.length; i++) {
      events[i] = (float) random.nextGaussian();
    }
    return Torch.array(manager, events, LENGTH, CUSTOMERS, width);
  }
}
