package dev.ricordo.governance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ricordo.audit.AuditorReport;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Benchmarks beside a shop that runs. */
final class BenchOfAShopTest extends RunningShop {

  @Test
  void forgetting_isMeasured_andLeavesEverybodyElseAsTheyWere() throws Exception {
    CommandRun run = ricordo(forget("--customers", "20", "--seconds", "60"));

    assertThat(run.exit()).isZero();
    JsonNode results = json(run.out()).get("results");
    assertThat(results).allMatch(result -> result.get("bitDifferences").asInt() == 0);
    JsonNode certified = results.get(4);
    assertThat(certified.get("path").asText()).isEqualTo("full, certified");
    AuditorReport.found(
        "How long does it take to forget a customer, with the certificate in hand?",
        String.format(
            Locale.ROOT,
            "%d customers of %d events: p50 %.0f ms, p99 %.0f ms, while others are learned from",
            certified.get("customers").asInt(),
            certified.get("events").asInt(),
            certified.get("p50Millis").asDouble(),
            certified.get("p99Millis").asDouble()));
  }

  @Test
  void forgettingWithoutTime_isMeasuredOnOneCustomer() throws Exception {
    CommandRun run = ricordo(forget("--customers", "3", "--seconds", "0.000001"));

    assertThat(run.exit()).isZero();
    assertThat(json(run.out()).get("results"))
        .allMatch(result -> result.get("customers").asInt() == 1);
  }

  private static String[] forget(String... more) {
    return with(
        new String[] {
          "bench",
          "forget",
          "--items",
          "300",
          "--events",
          "50",
          "--rate",
          "100",
          "--device",
          "gpu",
          "--json",
          "-"
        },
        more);
  }

  @Test
  void base_isWritten_andSaidInJson() throws Exception {
    Path out = folder.resolve(tenant);
    JsonNode report =
        json(
            CommandRun.of("bench", "base", "--items", "50", "--out", out.toString(), "--json", "-")
                .out());

    assertThat(report.get("command").asText()).isEqualTo("bench base");
    assertThat(report.at("/done/items").asInt()).isEqualTo(50);
    assertThat(report.get("seed").asInt()).isEqualTo(1);
    assertThat(out).isDirectory();
  }
}
