package dev.ricordo.governance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What commands about a shop write, and where. */
final class OutputFilesTest extends RunningShop {

  @Test
  void twoOptionsOfOneFile_areWrongUse_andNothingIsForgotten() {
    String file = folder.resolve(tenant + "-both").toString();
    for (String other : List.of("--html", "--json")) {
      CommandRun run =
          ricordo(
              "forget",
              "--customer",
              "anna",
              "--certificate",
              file,
              "--ledger",
              folder.resolve("ledger " + tenant).toString(),
              other,
              folder.resolve(".").resolve(tenant + "-both").toString());
      assertThat(run.exit()).isEqualTo(2);
      assertThat(run.err()).contains(other + ": is the file of --certificate");
    }
    assertThat(store.journal().read(ANNA, 1)).hasSize(3);
  }

  @Test
  void reportAsJson_isReadableByItsOwnerOnly() throws Exception {
    Path file = folder.resolve(tenant + "-inspect.json");
    Files.writeString(file, "of before");
    assertThat(ricordo("inspect", "--customer", "anna", "--json", file.toString()).exit()).isZero();

    assertThat(json(Files.readString(file)).get("command").asText()).isEqualTo("inspect");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
