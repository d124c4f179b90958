package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.ricordo.base.Optimiser;
import dev.ricordo.base.Writing;
import dev.ricordo.djl.scan.ScanKernel;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scan by hand says what the scan in operations of PyTorch says, both ways. */
final class KernelScanTest {

  private static final int LENGTH = 7;
  private static final int HEADS = 3;

  /** No multiple of four, by which products go. */
  private static final int WIDTH = 6;

  /** 63 memories: more than a block holds, and no whole number of blocks. */
  private static final int CUSTOMERS = 21;

  private static final List<String> OUTCOMES =
      List.of("reads", "after", "by u", "by q", "by S", "by b");

  static List<Writing> writings() {
    Writing delta = Writing.DEFAULT.withDeltaDescent();
    return List.of(Writing.DEFAULT, delta, Writing.DEFAULT.withoutDecay(), delta.withoutDecay());
  }

  @ParameterizedTest
  @MethodSource("writings")
  void kernel_readsAndGoesBackAsPyTorchDoes(Writing writing) {
    requireSame(writing, CUSTOMERS, new ScanKernel(WIDTH, writing));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40})
  void room_isUsedAgainForBatchesOfOtherSizes(int customers) {
    ScanKernel kernel = new ScanKernel(WIDTH, Writing.DEFAULT);
    requireSame(Writing.DEFAULT, CUSTOMERS, kernel);
    requireSame(Writing.DEFAULT, customers, kernel);
    requireSame(Writing.DEFAULT, CUSTOMERS, kernel);
  }

  @Test
  void momentum_isRefused() {
    assertThatThrownBy(() -> new ScanKernel(WIDTH, Writing.DEFAULT.with(Optimiser.MOMENTUM)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("momentum");
  }

  private static void requireSame(Writing writing, int customers, ScanKernel kernel) {
    List<float[]> expected =
        outcome(customers, (generators, way) -> new TorchScan(writing, generators, null));
    List<float[]> actual =
        outcome(customers, (generators, way) -> new KernelScan(kernel, generators, way));
    for (int i = 0; i < OUTCOMES.size(); i++) {
      requireClose(OUTCOMES.get(i), actual.get(i), expected.get(i));
    }
  }

  private static void requireClose(String what, float[] actual, float[] expected) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double length = 0;
    double apart = 0;
    for (int i = 0; i < expected.length; i++) {
      length += (double) expected[i] * expected[i];
      apart += Math.pow((double) expected[i] - actual[i], 2);
    }
    assertThat(length).as(what).isPositive();
    assertThat(Math.sqrt(apart / length)).as(what).isCloseTo(0, within(2e-5));
  }

  private interface Maker {
    MemoryScan make(MemoryScan.Generators generators, WayBack way);
  }

  /** All that a scan of the same numbers gives, as {@link #OUTCOMES} has it. */
  private static List<float[]> outcome(int customers, Maker maker) {
    Random random = new Random(11);
    WayBack way = WayBack.open();
    try (NDManager manager = Torch.manager(Device.CPU);
        GradientCollector collector = Torch.engine().newGradientCollector()) {
      NDArray input = numbers(manager, random, LENGTH, HEADS, customers, WIDTH);
      NDArray query = numbers(manager, random, LENGTH, HEADS, customers, WIDTH);
      NDArray starts = numbers(manager, random, HEADS, WIDTH, 2 * WIDTH + 2);
      NDArray rateBias = numbers(manager, random, HEADS, 1, 2);
      NDArray matrix = numbers(manager, random, HEADS * customers, WIDTH, WIDTH);
      NDArray weighing = numbers(manager, random, LENGTH, HEADS, customers, WIDTH);
      List<NDArray> leaves = List.of(input, query, starts, rateBias);
      leaves.forEach(leaf -> leaf.setRequiresGradient(true));
      MemoryScan scan = maker.make(new MemoryScan.Generators(starts, rateBias), way);
      MemoryScan.Result result = scan.scan(input, query, new MemoryScan.Memory(matrix, null));
      way.go(collector, result.reads().mul(weighing).sum());
      NDArray after = result.after().matrix();
      assertThat(after).isNotNull();
      return Stream.concat(
              Stream.of(result.reads(), after), leaves.stream().map(NDArray::getGradient))
          .map(NDArray::toFloatArray)
          .toList();
    }
  }

  private static NDArray numbers(NDManager manager, Random random, int... dimensions) {
    int size = 1;
    for (int each : dimensions) {
      size *= each;
    }
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) (0.3 * random.nextGaussian());
    }
    return Torch.array(manager, numbers, dimensions);
  }
}
