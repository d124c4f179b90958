package dev.ricordo.lab.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ricordo.RicordoException;
import dev.ricordo.djl.Device;
import dev.ricordo.lab.SyntheticLog;
import dev.ricordo.lab.log.EventLog;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EaseTest {

  private static final double LAMBDA = 3;

  @TempDir Path folder;

  @Test
  void scores_areTheRowsOfTheNaiveSolution() {
    EventLog log = SyntheticLog.log(folder, 40, 5);
    Ease ease = Ease.of(log, log.byTime(), LAMBDA, 0.5, Device.CPU);
    double[][] weights = naive(log);
    int[] events = ofOneCustomer(log);
    for (int event : events) {
      ease.learn(event);
    }
    double[] scores = new double[log.items()];
    ease.score(log.customer(events[0]), 0, scores);
    for (int item = 0; item < scores.length; item++) {
      double expected =
          weights[log.item(events[1])][item] + 0.5 * weights[log.item(events[0])][item];
      assertThat(scores[item]).as("item %s", item).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void tooManyItems_areRefusedWithTheirNumberAndTheLimit() {
    assertThatThrownBy(() -> Ease.requireFew(15_001))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("15001 items")
        .hasMessageContaining("at most 15000");
  }

  /** Two events of one customer that count, with two items. */
  private static int[] ofOneCustomer(EventLog log) {
    int first =
        IntStream.range(0, log.size()).filter(e -> log.kind(e).counted()).findFirst().orElseThrow();
    int second =
        IntStream.range(first + 1, log.size())
            .filter(e -> log.kind(e).counted() && log.customer(e) == log.customer(first))
            .filter(e -> log.item(e) != log.item(first))
            .findFirst()
            .orElseThrow();
    return new int[] {first, second};
  }

  /** B = I - P diag(1 / diag P) in double, by elimination without pivots. */
  private static double[][] naive(EventLog log) {
    int n = log.items();
    double[][] inverse = inverse(gram(log));
    double[][] b = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        b[i][j] = i == j ? 0 : -inverse[i][j] / inverse[j][j];
      }
    }
    return b;
  }

  private static double[][] gram(EventLog log) {
    int n = log.items();
    double[][] had = new double[log.customers()][n];
    for (int event = 0; event < log.size(); event++) {
      if (log.kind(event).counted()) {
        had[log.customer(event)][log.item(event)] = 1;
      }
    }
    double[][] gram = new double[n][n];
    for (double[] items : had) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          gram[i][j] += items[i] * items[j];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      gram[i][i] += LAMBDA;
    }
    return gram;
  }

  private static double[][] inverse(double[][] matrix) {
    int n = matrix.length;
    double[][] work = new double[n][];
    for (int i = 0; i < n; i++) {
      work[i] = Arrays.copyOf(matrix[i], 2 * n);
      work[i][n + i] = 1;
    }
    for (int pivot = 0; pivot < n; pivot++) {
      double value = work[pivot][pivot];
      for (int j = 0; j < 2 * n; j++) {
        work[pivot][j] /= value;
      }
      for (int i = 0; i < n; i++) {
        double factor = i == pivot ? 0 : work[i][pivot];
        for (int j = 0; j < 2 * n; j++) {
          work[i][j] -= factor * work[pivot][j];
        }
      }
    }
    return Arrays.stream(work)
        .map(row -> Arrays.copyOfRange(row, n, 2 * n))
        .toArray(double[][]::new);
  }
}
