package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loss and gradient over chunks are those of plain sums of doubles over all positions at once. */
final class CrossEntropyTest {

  private static final int WIDTH = 3;

  /** Positions that take one chunk of few items, and of many items several. */
  private static final int POSITIONS = 150;

  @ParameterizedTest
  @ValueSource(ints = {5, 30_000, 100_000})
  void lossAndGradient_areThoseOfPlainSums(int items) {
    Random random = new Random(items);
    float[] contexts = numbers(random, POSITIONS * WIDTH);
    float[] table = numbers(random, items * (WIDTH + 1));
    int[] targets = random.ints(POSITIONS, 0, items).toArray();
    double loss = 0;
    double[] probable = new double[POSITIONS * (WIDTH + 1)];
    double[] expected = new double[items * (WIDTH + 1)];
    for (int position = 0; position < POSITIONS; position++) {
      double[] p = probabilities(contexts, position, table, items);
      loss -= Math.log(p[targets[position]]);
      for (int j = 0; j <= WIDTH; j++) {
        double context = j < WIDTH ? contexts[position * WIDTH + j] : 1;
        double sum = 0;
        for (int item = 0; item < items; item++) {
          sum += p[item] * table[item * (WIDTH + 1) + j];
          expected[item * (WIDTH + 1) + j] += p[item] * context;
        }
        probable[position * (WIDTH + 1) + j] = sum;
      }
    }
    try (NDManager manager = Torch.manager(Device.CPU)) {
      CrossEntropy.Result result =
          CrossEntropy.of(
              manager,
              Torch.array(manager, contexts, POSITIONS, WIDTH),
              Torch.array(manager, table, items, WIDTH + 1),
              targets);
      assertThat(result.loss()).isCloseTo(loss, within(1e-5 * loss));
      assertClose(result.probable().toFloatArray(), probable, 1e-4);
      assertClose(result.expected().toFloatArray(), expected, 1e-6);
    }
  }

  /** Sums of a hundred thousand floats, whose order is the processor's own. */
  private static void assertClose(float[] found, double[] wanted, double nearZero) {
    assertThat(found).hasSameSizeAs(wanted);
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i])
          .as("place %d", i)
          .isCloseTo(wanted[i], within(nearZero + 1e-4 * Math.abs(wanted[i])));
    }
  }

  @ParameterizedTest
  @CsvSource({"5, 2048", "4000, 393", "12000, 131", "30000, 64", "100000, 62", "1000000, 16"})
  void chunk_isSmallForItems_andNotTooSmall(int items, int rows) {
    assertThat(CrossEntropy.chunk(items)).isEqualTo(rows);
  }

  private static double[] probabilities(float[] contexts, int position, float[] table, int items) {
    double[] probabilities = new double[items];
    double total = 0;
    for (int item = 0; item < items; item++) {
      double score = table[item * (WIDTH + 1) + WIDTH];
      for (int j = 0; j < WIDTH; j++) {
        score += (double) contexts[position * WIDTH + j] * table[item * (WIDTH + 1) + j];
      }
      probabilities[item] = Math.exp(score);
      total += probabilities[item];
    }
    for (int item = 0; item < items; item++) {
      probabilities[item] /= total;
    }
    return probabilities;
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
