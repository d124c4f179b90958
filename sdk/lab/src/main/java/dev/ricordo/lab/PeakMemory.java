package dev.ricordo.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The most main memory that this process had resident: {@code VmHWM} of Linux, which counts the
 * Java heap, the virtual machine and what native libraries take.
 */
final class PeakMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");
  private static final String RESET_PEAK = "5";
  private static final String FIELD = "VmHWM:";
  private static final double KIB_PER_MIB = 1_024;

  private PeakMemory() {}

  /** Lets the peak start from what is resident now; where the system does not, it stays. */
  static void reset() {
    System.gc();
    try {
      Files.writeString(RESET, RESET_PEAK);
    } catch (IOException e) {
      // Then the peak is that of the process so far: an upper bound.
    }
  }

  /** The peak since the reset in MiB, 0 where the system does not say. */
  static double mebibytes() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(FIELD))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
