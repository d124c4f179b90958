package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.ItemFeatures;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemCompositionTest {

  @Test
  void items_meanInTrainingWhatTheyMeanWhenServed() {
    Shape shape = new Shape(16, 2, 24, true).with(RandomFeatures.VOCABULARY.rows());
    List<ItemFeatures> features = RandomFeatures.items(40, 6);
    Weights weights = RandomWeights.of(shape, 40, 2);
    float[] served = ItemEmbeddings.of(RandomFeatures.base(weights, features)).table();
    try (NDManager manager = Torch.manager(Device.CPU)) {
      ItemComposition composition = new ItemComposition(shape, features);
      Map<String, NDArray> arrays =
          new HopeArchitecture(shape, composition).arrays(manager, weights);
      float[] trained = composition.compose(manager, arrays).toFloatArray();
      assertThat(trained).hasSameSizeAs(served);
      for (int i = 0; i < served.length; i++) {
        assertThat(trained[i]).isCloseTo(served[i], within(1e-6f));
      }
    }
  }
}
