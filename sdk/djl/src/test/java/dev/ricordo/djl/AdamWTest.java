package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdamWTest {

  private static final TrainingSettings SETTINGS =
      new TrainingSettings(1, Device.CPU, 1, 0, 1, 0.5, 4, 0, 50);

  /** Under a gradient that stays the same, Adam moves by its rate. */
  @Test
  void rate_risesOverTheWarmUp_andFallsToZeroAfterTheLastStep() {
    double[] wanted = {
      0.5 * 1 / 4 * 10 / 10, 0.5 * 2 / 4 * 9 / 10, 0.5 * 3 / 4 * 8 / 10, 0.5 * 7 / 10, 0.5 * 6 / 10,
      0.5 * 5 / 10, 0.5 * 4 / 10, 0.5 * 3 / 10, 0.5 * 2 / 10, 0.5 * 1 / 10
    };
    try (NDManager manager = Torch.manager(Device.CPU)) {
      NDArray weight = manager.zeros(new ai.djl.ndarray.types.Shape(1));
      AdamW optimiser = new AdamW(Map.of("w", weight), SETTINGS, wanted.length);
      for (double move : wanted) {
        float before = weight.getFloat();
        try (NDManager step = manager.newSubManager()) {
          optimiser.step(Map.of("w", step.create(new float[] {1})), 1);
        }
        assertThat((double) (before - weight.getFloat())).isCloseTo(move, within(1e-5));
      }
    }
  }
}
