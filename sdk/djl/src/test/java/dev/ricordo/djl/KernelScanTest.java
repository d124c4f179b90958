package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.ricordo.base.Optimiser;
import dev.ricordo.base.Writing;
import dev.ricordo.djl.scan.ScanBatch;
import dev.ricordo.djl.scan.ScanKernel;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scan by hand says what the scan in operations of PyTorch says, both ways. */
final class KernelScanTest {

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
    requireSame(writing, new Size(7, CUSTOMERS, true), new ScanKernel(WIDTH, writing));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 200})
  void kernel_agreesForAllLengths(int length) {
    ScanKernel kernel = new ScanKernel(WIDTH, Writing.DEFAULT);
    requireSame(Writing.DEFAULT, new Size(length, 2, true), kernel);
    requireSame(Writing.DEFAULT, new Size(length, 2, false), kernel);
  }

  @Test
  void room_isUsedAgainForBatchesOfOtherSizes() {
    ScanKernel kernel = new ScanKernel(WIDTH, Writing.DEFAULT);
    for (Size size :
        List.of(
            new Size(7, CUSTOMERS, true),
            new Size(3, 40, false),
            new Size(12, 1, true),
            new Size(7, CUSTOMERS, false))) {
      requireSame(Writing.DEFAULT, size, kernel);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void whatIsOnlyRead_isReadAsWhatIsKept(int length) {
    Size size = new Size(length, CUSTOMERS, true);
    List<float[]> kept = outcome(size, kernelScan());
    List<float[]> read = outcome(size, GradientTape.off(), kernelScan());
    assertThat(read.get(0)).isEqualTo(kept.get(0));
    assertThat(read.get(1)).isEqualTo(kept.get(1));
  }

  private static Maker kernelScan() {
    return (generators, tape) ->
        new KernelScan(new ScanKernel(WIDTH, Writing.DEFAULT), generators, tape);
  }

  @Test
  void gradients_areThoseOfTheLastBatchThatWasKept() {
    ScanKernel kernel = new ScanKernel(WIDTH, Writing.DEFAULT);
    ScanBatch first = batch(WIDTH);
    ScanBatch second = batch(WIDTH);
    FloatBuffer gradient = FloatBuffer.allocate(WIDTH);
    ScanKernel.Reading reading =
        new ScanKernel.Reading(FloatBuffer.allocate(WIDTH), FloatBuffer.allocate(WIDTH * WIDTH));
    ScanKernel.Gradients gradients =
        new ScanKernel.Gradients(
            FloatBuffer.allocate(WIDTH),
            FloatBuffer.allocate(WIDTH),
            FloatBuffer.allocate(WIDTH),
            FloatBuffer.allocate(2 * WIDTH + 2));
    kernel.read(first, true, reading);
    kernel.read(second, true, reading);
    assertThatThrownBy(() -> kernel.backward(first, gradient, gradients))
        .isInstanceOf(IllegalStateException.class);
    kernel.backward(second, gradient, gradients);
    kernel.read(second, false, reading);
    assertThatThrownBy(() -> kernel.backward(second, gradient, gradients))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> kernel.read(batch(WIDTH + 1), true, reading))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch: width is 7, not 6");
  }

  /** An event of one memory, all of it 0. */
  private static ScanBatch batch(int width) {
    FloatBuffer event = FloatBuffer.allocate(width);
    float[] generators = new float[width * (2 * width + 2)];
    return new ScanBatch(1, width, 1, 1, event, event, generators, new float[2], null);
  }

  @Test
  void momentum_isRefused() {
    assertThatThrownBy(() -> new ScanKernel(WIDTH, Writing.DEFAULT.with(Optimiser.MOMENTUM)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("momentum");
  }

  private static void requireSame(Writing writing, Size size, ScanKernel kernel) {
    List<float[]> expected =
        outcome(size, (generators, tape) -> new TorchScan(writing, generators, null));
    List<float[]> actual =
        outcome(size, (generators, tape) -> new KernelScan(kernel, generators, tape));
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

  /**
   * @param before whether memories hold something before the first event
   */
  private record Size(int length, int customers, boolean before) {}

  private interface Maker {
    MemoryScan make(MemoryScan.Generators generators, GradientTape tape);
  }

  private static List<float[]> outcome(Size size, Maker maker) {
    return outcome(size, GradientTape.recording(), maker);
  }

  /** All that a scan of the same numbers gives, as {@link #OUTCOMES} has it. */
  private static List<float[]> outcome(Size size, GradientTape tape, Maker maker) {
    Random random = new Random(11);
    try (NDManager manager = Torch.manager(Device.CPU);
        GradientCollector collector = Torch.engine().newGradientCollector()) {
      NDArray input = numbers(manager, random, size.length(), HEADS, size.customers(), WIDTH);
      NDArray query = numbers(manager, random, size.length(), HEADS, size.customers(), WIDTH);
      NDArray starts = numbers(manager, random, HEADS, WIDTH, 2 * WIDTH + 2);
      NDArray rateBias = numbers(manager, random, HEADS, 1, 2);
      NDArray weighing = numbers(manager, random, size.length(), HEADS, size.customers(), WIDTH);
      NDArray matrix =
          size.before() ? numbers(manager, random, HEADS * size.customers(), WIDTH, WIDTH) : null;
      List<NDArray> leaves = List.of(input, query, starts, rateBias);
      leaves.forEach(leaf -> leaf.setRequiresGradient(true));
      MemoryScan scan = maker.make(new MemoryScan.Generators(starts, rateBias), tape);
      MemoryScan.Result result = scan.scan(input, query, new MemoryScan.Memory(matrix, null));
      NDArray after = result.after().matrix();
      assertThat(after).isNotNull();
      Stream<NDArray> read = Stream.of(result.reads(), after);
      if (!tape.isOn()) {
        return read.map(NDArray::toFloatArray).toList();
      }
      tape.backward(collector, result.reads().mul(weighing).sum());
      return Stream.concat(read, leaves.stream().map(NDArray::getGradient))
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
