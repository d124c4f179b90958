package dev.ricordo.djl;

import java.util.Locale;

/** Where the accelerated path runs. */
public enum Device {
  /** The first GPU if there is one, the CPU otherwise. */
  AUTO,
  CPU,
  GPU;

  /**
   * Reads {@code auto}, {@code cpu} or {@code gpu}.
   *
   * @throws IllegalArgumentException naming any other value
   */
  public static Device parse(String text) {
    for (Device device : values()) {
      if (device.text().equals(text)) {
        return device;
      }
    }
    throw new IllegalArgumentException("device: \"" + text + "\" is none of auto, cpu, gpu");
  }

  /**
   * What {@link #AUTO} is on this machine, a CPU where PyTorch does not load; others are
   * themselves.
   */
  public Device resolved() {
    return this == AUTO ? Torch.hasGpu() ? GPU : CPU : this;
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
