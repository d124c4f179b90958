package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Scores every item against a batch of contexts by one matrix product, {@code h . E(i) + b(i)}.
 *
 * <p>The product adds in an order of its own, so scores agree with the certified ones within float
 * rounding only. Holds arrays outside of the heap: whoever makes it closes it. Not thread-safe.
 */
public final class AcceleratedCatalogue implements AutoCloseable {

  private final NDManager manager;
  private final NDArray table;
  private final NDArray bias;
  private final int width;

  /**
   * @param table E {@code [n, d]}, row-major
   * @param bias b {@code [n]}
   * @param width d
   * @throws dev.ricordo.RicordoException if the device cannot be had
   */
  public AcceleratedCatalogue(float[] table, float[] bias, int width, Device device) {
    this(table, bias, width, Torch.manager(device));
  }

  /**
   * @param manager its own from now on: closed with it, or if it cannot be made
   */
  AcceleratedCatalogue(float[] table, float[] bias, int width, NDManager manager) {
    this.width = width;
    this.manager = manager;
    try {
      if (table.length != (long) bias.length * width) {
        throw new IllegalArgumentException(
            "table: must hold " + bias.length + " rows of " + width + ", holds " + table.length);
      }
      this.table = Torch.array(manager, table, bias.length, width).transpose();
      this.bias = Torch.array(manager, bias, bias.length);
    } catch (RuntimeException | Error e) {
      manager.close();
      throw e;
    }
  }

  /** What it runs on: {@code cpu} or {@code gpu}. */
  public String device() {
    return Torch.name(manager);
  }

  /**
   * @param contexts h {@code [B, d]} in one array
   * @return scores {@code [B, n]} in one array
   */
  public float[] scores(float[] contexts) {
    try (NDManager local = manager.newSubManager()) {
      NDArray h = Torch.array(local, contexts, contexts.length / width, width);
      return h.matMul(table).add(bias).toFloatArray();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
