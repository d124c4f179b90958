package dev.ricordo.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopKTest {

  @Test
  void selection_equalsSortingEverything() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int n = 1 + random.nextInt(80);
      double[] scores = random.doubles(n).map(x -> Math.floor(x * 10)).toArray();
      long[] ties = random.longs(n).toArray();
      int k = 1 + random.nextInt(20);
      int[] expected =
          IntStream.range(0, n)
              .filter(i -> i % 3 != 0)
              .boxed()
              .sorted(
                  Comparator.<Integer>comparingDouble(i -> -scores[i])
                      .thenComparingLong(i -> ties[i]))
              .mapToInt(i -> i)
              .limit(k)
              .toArray();
      int[] selected = TopK.select(scores, ties, k, i -> i % 3 != 0);
      assertThat(selected).as("seed %s", seed).isEqualTo(expected);
      for (int rank = 0; rank < selected.length; rank++) {
        assertThat(TopK.rank(scores, ties, selected[rank], i -> i % 3 != 0)).isEqualTo(rank + 1);
      }
    }
  }

  @Test
  void countBelowOne_isRefused() {
    assertThatThrownBy(() -> TopK.select(new double[1], new long[1], 0, i -> true))
        .hasMessageContaining("count")
        .hasMessageContaining("0");
  }
}
