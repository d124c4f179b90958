package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.ricordo.RicordoException;

/**
 * Inverts large matrices on PyTorch: an LU decomposition with pivots, in single precision.
 *
 * <p>Relative to the largest element the error is about the condition number times 1e-7. Outside of
 * the heap it needs about four times the matrix for a moment.
 */
public final class MatrixInverse {

  private MatrixInverse() {}

  /**
   * The inverse of a square matrix.
   *
   * @param matrix {@code [n, n]}, row-major
   * @return {@code [n, n]}, row-major
   * @throws RicordoException if it has no inverse
   */
  public static float[] of(float[] matrix, int n, Device device) {
    if (matrix.length != Math.multiplyExact(n, n)) {
      throw new IllegalArgumentException(
          "matrix: has " + matrix.length + " numbers, not " + n + " times " + n);
    }
    try (NDManager manager = Torch.manager(device);
        NDArray array = Torch.array(manager, matrix, n, n);
        NDArray inverse = array.inverse()) {
      float[] numbers = inverse.toFloatArray();
      if (n > 0 && !Float.isFinite(numbers[0])) {
        throw new RicordoException("matrix: has no inverse");
      }
      return numbers;
    } catch (ai.djl.engine.EngineException e) {
      throw new RicordoException("matrix: has no inverse: " + e.getMessage(), e);
    }
  }
}
