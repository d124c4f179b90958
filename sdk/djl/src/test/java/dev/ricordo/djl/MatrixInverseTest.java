package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ricordo.RicordoException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatrixInverseTest {

  @Test
  void inverseTimesMatrix_isTheIdentity() {
    int n = 40;
    float[] matrix = new float[n * n];
    Random random = new Random(3);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i * n + j] = (float) random.nextGaussian() + (i == j ? 12 : 0);
      }
    }
    float[] inverse = MatrixInverse.of(matrix, n, Device.CPU);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double product = 0;
        for (int k = 0; k < n; k++) {
          product += (double) inverse[i * n + k] * matrix[k * n + j];
        }
        assertThat(product).as("%s, %s", i, j).isCloseTo(i == j ? 1 : 0, within(1e-5));
      }
    }
  }

  @Test
  void singularMatrix_isRefused() {
    assertThatThrownBy(() -> MatrixInverse.of(new float[] {1, 2, 2, 4}, 2, Device.CPU))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("has no inverse");
  }

  @Test
  void matrixThatIsNotSquare_isRefused() {
    assertThatThrownBy(() -> MatrixInverse.of(new float[6], 2, Device.CPU))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("matrix: has 6 numbers, not 2 times 2");
  }
}
