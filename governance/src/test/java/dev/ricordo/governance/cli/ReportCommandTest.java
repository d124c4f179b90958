package dev.ricordo.governance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportCommandTest {

  @TempDir Path folder;

  @BeforeEach
  void writeLogAndPlan() throws IOException {
    Path shop = Files.createDirectories(folder.resolve("logs/shop"));
    StringBuilder events = new StringBuilder("at,customer,item,kind,quantity,price,session\n");
    for (int i = 0; i < 200; i++) {
      String at = String.format("2020-01-01T00:%02d:%02dZ", i / 60, i % 60);
      events.append(at).append(",c").append(i % 9).append(",i").append(i % 5).append(",view,,,\n");
    }
    Files.writeString(shop.resolve("events.csv"), events);
    Files.writeString(
        shop.resolve("items.csv"),
        "item,title,category,brand,price\ni0,,,,\ni1,,,,\ni2,,,,\ni3,,,,\ni4,,,,\n");
    Files.writeString(
        folder.resolve("plan.json"),
        "{\"name\": \"n\", \"title\": \"t\", \"rows\": [{\"title\": \"A shop\", \"data\": \"shop\","
            + " \"protocol\": \"prequential\", \"models\": [\"popularity\"], \"bars\": [{"
            + "\"metric\": \"ndcg@10\", \"model\": \"popularity\", \"atLeast\": 2}]}]}");
  }

  @Test
  void missedBar_failsOnlyWhenItIsChecked() {
    CommandRun told = report();
    assertThat(told.exit()).isZero();
    assertThat(told.out()).contains("missed   ndcg@10 of popularity:").contains("bar ≥ 2");
    assertThat(folder.resolve("out/report.html")).exists();
    assertThat(folder.resolve("out/report.json")).exists();

    assertThat(report("--check").exit()).isEqualTo(1);
  }

  @Test
  void seeds_replaceThoseOfThePlan() {
    CommandRun run = report("--seeds", "4,5", "--json", "-");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("\"seeds\" : [ 4, 5 ]").contains("--seeds 4,5");
  }

  @Test
  void jobs_evaluateInOtherProcesses_andGiveTheSameFigures() throws IOException {
    PrintStream before = System.err;
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
    CommandRun jobs;
    try {
      jobs = report("--json", "-", "--jobs", "2");
    } finally {
      System.setErr(before);
    }
    assertThat(jobs.exit()).isZero();
    // This process found in the cache what the others had put there.
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("popularity, seed 1")
        .contains(", cached");
    assertThat(rows(jobs)).isEqualTo(rows(report("--json", "-")));
  }

  private static JsonNode rows(CommandRun run) throws IOException {
    return new ObjectMapper().readTree(run.out()).get("rows");
  }

  @Test
  void noJobsAtAll_areWrongUse() {
    assertThat(report("--jobs", "0").err()).contains("jobs: must be at least 1, is 0");
  }

  private CommandRun report(String... more) {
    List<String> arguments = new ArrayList<>(List.of("report", "--data"));
    arguments.add(folder.resolve("logs").toString());
    arguments.addAll(List.of("--out", folder.resolve("out").toString()));
    arguments.addAll(List.of("--plan", folder.resolve("plan.json").toString()));
    arguments.addAll(List.of("--cache", folder.resolve("cache").toString()));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(arguments.toArray(new String[0]));
  }
}
