package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.ricordo.RicordoBug;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

/** Whose memory numbers lie in: the kernel of the scan writes where PyTorch reads. */
final class TorchTest {

  private static final Shape SHAPE = new Shape(2, 3);

  @Test
  void numbers_areTheArraysOwn() {
    try (NDManager manager = Torch.manager(Device.CPU)) {
      NDArray array = Torch.array(manager, new float[] {0, 1, 2, 3, 4, 5}, SHAPE);
      FloatBuffer numbers = Torch.numbers(array);
      assertThat(array.add(array).toFloatArray()).containsExactly(0, 2, 4, 6, 8, 10);
      numbers.put(5, 50);
      array.muli(2);
      assertThat(numbers.get(1)).isEqualTo(2);
      assertThat(array.toFloatArray()).containsExactly(0, 2, 4, 6, 8, 100);
    }
  }

  @Test
  void numbers_areRowMajorInATransposedArrayToo() {
    try (NDManager manager = Torch.manager(Device.CPU)) {
      NDArray array = Torch.array(manager, new float[] {0, 1, 2, 3, 4, 5}, SHAPE).transpose();
      float[] numbers = new float[6];
      Torch.numbers(array).get(numbers);
      assertThat(numbers).containsExactly(0, 3, 1, 4, 2, 5);
    }
  }

  @Test
  void arrays_keepTheirNumbersWhenJavasChange() {
    try (NDManager manager = Torch.manager(Device.CPU)) {
      float[] numbers = {1, 2};
      long[] places = {3, 4};
      NDArray array = Torch.array(manager, numbers, 2);
      NDArray found = Torch.array(manager, places);
      numbers[0] = 7;
      places[0] = 7;
      assertThat(array.toFloatArray()).containsExactly(1, 2);
      assertThat(found.toLongArray()).containsExactly(3, 4);
    }
  }

  @Test
  void arraysOfWhichNumbersAreMissing_areRefused() {
    try (NDManager manager = Torch.manager(Device.CPU)) {
      assertThatThrownBy(() -> Torch.array(manager, new float[5], SHAPE))
          .isInstanceOf(RicordoBug.class)
          .hasMessageContaining("1 numbers of (2, 3) are missing");
    }
  }

  @Test
  void arrays_mayBeEmptyOrANumber() {
    try (NDManager manager = Torch.manager(Device.CPU)) {
      assertThat(Torch.array(manager, new float[0], 0, 3).getShape()).isEqualTo(new Shape(0, 3));
      assertThat(Torch.array(manager, new long[0]).toLongArray()).isEmpty();
      assertThat(Torch.number(manager, 2.5).getFloat()).isEqualTo(2.5f);
    }
  }
}
