package dev.ricordo.lab;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The machine that a figure was measured on.
 *
 * @param cores processors that this process may use
 * @param memoryGiB of the machine
 * @param jdk name and version of the Java virtual machine
 * @param device {@code cpu} or {@code gpu}
 */
public record Machine(int cores, double memoryGiB, String jdk, String device) {

  /** This machine. */
  public static Machine here(String device) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    double gib = Math.round(system.getTotalMemorySize() / (double) (1L << 30) * 10) / 10.0;
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        gib,
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        device);
  }
}
