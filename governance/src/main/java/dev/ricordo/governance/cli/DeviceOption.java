package dev.ricordo.governance.cli;

import dev.ricordo.djl.Device;
import picocli.CommandLine.Option;

/** Where the accelerated path runs. */
final class DeviceOption {

  @Option(
      names = "--device",
      paramLabel = "auto|cpu|gpu",
      defaultValue = "auto",
      description = "Where nets are computed (default: ${DEFAULT-VALUE}).")
  private Device device = Device.AUTO;

  Device get() {
    return device;
  }
}
