package dev.ricordo.governance.cli;

import dev.ricordo.djl.Device;
import picocli.CommandLine.Option;

/** The device of a path that has no choice. */
final class CertifiedDeviceOption {

  @Option(
      names = "--device",
      paramLabel = "auto|cpu|gpu",
      defaultValue = "auto",
      description =
          "Taken as everywhere, and without effect: this path is the certified arithmetic, which"
              + " runs on the CPU. The report says cpu.")
  @SuppressWarnings("UnusedVariable") // picocli checks the value
  private Device device = Device.AUTO;
}
