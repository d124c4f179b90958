package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** How fast a device copies its memory: the floor of whatever must move as many bytes. */
public final class DeviceCopy {

  private static final int NUMBERS = 1 << 26;
  private static final int ROUNDS = 5;
  private static final int COPIES = 4;

  private DeviceCopy() {}

  /**
   * Bytes read and written per microsecond by copying 256 MiB, the median of five rounds.
   *
   * @throws dev.ricordo.RicordoException if the device cannot be had
   */
  public static double bytesPerMicro(Device device) {
    try (NDManager manager = Torch.manager(device)) {
      NDArray from = manager.ones(new Shape(NUMBERS));
      NDArray to = manager.zeros(new Shape(NUMBERS));
      double[] rounds = new double[ROUNDS];
      copy(from, to);
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        for (int i = 0; i < COPIES; i++) {
          copy(from, to);
        }
        double micros = (System.nanoTime() - start) / 1e3;
        rounds[round] = 2.0 * Float.BYTES * NUMBERS * COPIES / micros;
      }
      Arrays.sort(rounds);
      return rounds[ROUNDS / 2];
    }
  }

  /**
   * On the device, into memory that is there ({@code copyTo} goes through the heap's side), and
   * waits for it: a number of the copy is read.
   */
  private static void copy(NDArray from, NDArray to) {
    to.set(new NDIndex(":"), from);
    try (NDArray last = to.get(NUMBERS - 1L)) {
      last.getFloat();
    }
  }
}
