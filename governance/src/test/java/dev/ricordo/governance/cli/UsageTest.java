package dev.ricordo.governance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class UsageTest {

  private static final Set<String> WITHOUT_JSON = Set.of("hold read");

  /** Every command of the tree. */
  static Stream<String> commands() {
    return commands("", RicordoCommand.commandLine());
  }

  private static Stream<String> commands(String path, CommandLine command) {
    return Stream.concat(
        Stream.of(path.strip()),
        command.getSubcommands().entrySet().stream()
            .flatMap(entry -> commands(path + " " + entry.getKey(), entry.getValue())));
  }

  @Test
  void tree_hasTheCommandsOfTheContract() {
    assertThat(commands())
        .contains("train", "evaluate", "inspect", "because", "forget", "verify")
        .contains("bench learn", "bench recommend", "bench train", "bench recover")
        .contains("bench forget", "bench consolidate", "ledger show", "ledger verify")
        .contains("epochs close", "release promote", "audit differencing")
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"learn", "recommend", "train", "recover", "forget", "consolidate"})
  void bench_takesEveryOptionOfTheContract(String path) {
    CommandRun run = CommandRun.of("bench", path, "--help");

    assertThat(run.out())
        .contains("--device", "--items", "--customers", "--seconds", "--seed", "--json");
  }

  /** Whatever does something and ends can say so as JSON. */
  @ParameterizedTest
  @MethodSource("commands")
  void json_isEverywhere_whereSomethingIsDone(String command) {
    CommandLine found = RicordoCommand.commandLine();
    for (String name : command.isEmpty() ? List.<String>of() : List.of(command.split(" "))) {
      found = Objects.requireNonNull(found.getSubcommands().get(name));
    }

    if (found.getSubcommands().isEmpty() && !WITHOUT_JSON.contains(command)) {
      assertThat(found.getCommandSpec().optionsMap()).containsKey("--json");
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_isEverywhere(String command) {
    CommandRun run = CommandRun.of((command + " --help").strip().split(" "));

    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("Usage: " + ("ricordo " + command).strip());
    assertThat(run.err()).isEmpty();
  }

  @Test
  void everyWrongUse_exitsWith2_andNamesFieldAndValue() {
    requireWrongUse("command: is missing");
    requireWrongUse("'fly'", "fly");
    requireWrongUse("--customer", "inspect");
    requireWrongUse("--level", "inspect", "--customer", "c", "--level", "L9");
    requireWrongUse("\"tpu\" is none of auto, cpu, gpu", "bench", "learn", "--device", "tpu");
    requireWrongUse("--seconds: must be above 0", "bench", "learn", "--seconds", "0");
    requireWrongUse("path: is missing", "bench");
    requireWrongUse("--out", "train", "--events", "e", "--items", "i");
    requireWrongUse(
        "--epochs: must be at least 1, is 0",
        "train",
        "--events",
        "e",
        "--items",
        "i",
        "--out",
        "o",
        "--epochs",
        "0");
    requireWrongUse(
        "protocol: \"k-fold\" is none of leave-one-out, prequential",
        "evaluate",
        "--events",
        "e",
        "--items",
        "i",
        "--protocol",
        "k-fold");
    requireWrongUse(
        "magic",
        "evaluate",
        "--events",
        "e",
        "--items",
        "i",
        "--protocol",
        "prequential",
        "--models",
        "magic");
    requireWrongUse("--data", "report", "--out", "o");
    requireWrongUse("--out", "report", "--data", ".");
    requireWrongUse(
        "plan: \"grand\" is neither a file nor one of [full, quick]",
        "report",
        "--data",
        ".",
        "--out",
        "o",
        "--plan",
        "grand");
    requireWrongUse("--url: \"oracle:x\"", "inspect", "--customer", "c", "--url", "oracle:x");
    requireWrongUse("act: is missing", "vault");
    requireWrongUse("--to", "vault", "backup");
    requireWrongUse("--from: no-such is not a folder", "vault", "restore", "--from", "no-such");
    requireWrongUse("--vault: no-such is not a folder", "vault", "status", "--vault", "no-such");
    requireWrongUse("--password-file", "forget", "--customer", "c", "--password-file", "no-such");
    requireWrongUse("CERTIFICATE", "verify");
    requireWrongUse("no-such cannot be read", "verify", "no-such");
    requireWrongUse("--key: key: no-such cannot be read", "verify", "pom.xml", "--key", "no-such");
    requireWrongUse("command: is missing", "ledger");
    requireWrongUse("--seen", "ledger", "verify", "--seen");
    requireWrongUse("--html: needs --certificate", "forget", "--customer", "c", "--html", "h");
    requireWrongUse("--from", "forget", "--customer", "c", "--from", "yesterday");
    requireWrongUse("\"yesterday\" is no time", "forget", "--customer", "c", "--to", "yesterday");
    requireWrongUse("\"bought\" is none of view", "forget", "--customer", "c", "--kind", "bought");
    requireWrongUse("--channel: is empty", "forget", "--customer", "c", "--channel", "");
    requireWrongUse(
        "--to: must be after --from 2026-01-02T00:00:00Z, is 2026-01-01T00:00:00Z",
        "forget",
        "--customer",
        "c",
        "--from",
        "2026-01-02T00:00:00Z",
        "--to",
        "2026-01-01T00:00:00Z");
  }

  private static void requireWrongUse(String named, String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.exit()).as(List.of(arguments).toString()).isEqualTo(2);
    assertThat(run.err()).contains(named);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void badCustomer_isRefused_butNotRepeated() {
    CommandRun run = CommandRun.of("inspect", "--customer", "anna\u0007smith");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("customer: control character U+0007").doesNotContain("anna");
  }

  @Test
  void missingLog_isAFailureOutside() {
    CommandRun run =
        CommandRun.of(
            "evaluate",
            "--events",
            "no-such.csv",
            "--items",
            "no-such.csv",
            "--protocol",
            "prequential",
            "--models",
            "popularity");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("no-such.csv");
  }

  @Test
  void missingFolderOfLogs_isAFailureOutside() {
    CommandRun run = CommandRun.of("report", "--data", "no-such-folder", "--out", "o");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("--data: no-such-folder is no folder");
  }

  @Test
  void unreachableDatabase_isAFailureOutside() {
    CommandRun run =
        CommandRun.of(
            "inspect",
            "--customer",
            "anna",
            "--url",
            "jdbc:postgresql://127.0.0.1:1/postgres?password=secret");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .contains("--url: jdbc:postgresql://127.0.0.1:1/postgres")
        .doesNotContain("secret")
        .doesNotContain("anna");
  }
}
