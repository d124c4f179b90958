package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks are the seed's, from 16 bits an entry: a base that is trained again drops the same. */
final class DropoutMasksTest {

  private static final int SIZE = 1_003;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.999})
  void mask_isOfTheSeedsBits(double rate) {
    long dropped = Math.round(rate * 65_536);
    float scale = (float) (65_536 / (double) (65_536 - dropped));
    float[] expected = new float[SIZE];
    SplittableRandom random = new SplittableRandom(5);
    long bits = 0;
    for (int i = 0; i < SIZE; i++) {
      bits = i % 4 == 0 ? random.nextLong() : bits >>> 16;
      expected[i] = (bits & 0xffff) < dropped ? 0 : scale;
    }
    try (NDManager manager = Torch.manager(Device.CPU)) {
      float[] mask = new DropoutMasks(5, rate).apply(manager.ones(new Shape(SIZE))).toFloatArray();
      assertThat(mask).isEqualTo(expected);
    }
  }
}
