package dev.ricordo.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.djl.Device;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LearnBenchmarkTest {

  @Test
  void crowds_areMeasuredBesideTheCertifiedPath() {
    LearnReport report =
        LearnBenchmark.run(
            new LearnOptions(Device.CPU, 500, 100, Duration.ofMillis(20), 1, Optional.empty()),
            Progress.silent());

    assertThat(report.results())
        .extracting(result -> result.path() + " " + result.batch())
        .containsExactly(
            "certified 1",
            "certified 1",
            "certified 1",
            "certified-levels 1",
            "accelerated 1",
            "accelerated 1024",
            "crowd 1",
            "crowd 64",
            "crowd-levels 1",
            "crowd-levels 64");
    assertThat(report.results())
        .allSatisfy(
            result -> {
              assertThat(result.p50Micros()).isPositive();
              assertThat(result.floorMicros()).isPositive();
              assertThat(result.eventsPerSecond()).isPositive();
            });
    assertThat(report.copyGigabytesPerSecond()).isPositive();
    assertThat(report.toLines()).hasSize(12);
  }

  @Test
  void customersOutOfRange_areRefused_namingThem() {
    assertThatThrownBy(
            () -> new LearnOptions(Device.CPU, 500, 0, Duration.ofSeconds(1), 1, Optional.empty()))
        .hasMessage("customers: must be between 1 and 16384, is 0");
  }
}
