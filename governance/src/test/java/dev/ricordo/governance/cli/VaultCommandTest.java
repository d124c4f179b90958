package dev.ricordo.governance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.spi.DataKey;
import dev.ricordo.spi.KeyVault.Found;
import dev.ricordo.vault.FileKeyVault;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VaultCommandTest {

  private static final String SHOP = "shop";
  private static final int SLOT_BYTES = 128;

  private final UUID anna = new UUID(7, 1);
  private final UUID bert = new UUID(7, 2);

  @TempDir Path folder;
  private Map<UUID, DataKey> keys = Map.of();

  @BeforeEach
  void fillVault() {
    try (FileKeyVault vault = FileKeyVault.open(folder.resolve("vault"))) {
      vault.createTenantKey(SHOP);
      keys = vault.create(SHOP, List.of(anna, bert));
      vault.destroy(SHOP, List.of(bert), Instant.EPOCH);
    }
  }

  private CommandRun vault(String act, String... more) {
    Stream<String> first = Stream.of("vault", act, "--vault", folder.resolve("vault").toString());
    return CommandRun.of(Stream.concat(first, Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void status_countsKeys_andNamesNone() throws Exception {
    CommandRun run = vault("status");

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("1 tenant, 1 key, 1 destroyed")
        .doesNotContain(anna.toString())
        .doesNotContain(bert.toString());
    JsonNode report = new ObjectMapper().readTree(vault("status", "--json", "-").out());
    assertThat(report.get("command").asText()).isEqualTo("vault status");
    assertThat(report.get("keys").asLong()).isEqualTo(1);
    assertThat(report.get("destroyed").asLong()).isEqualTo(1);
  }

  @Test
  void drill_bringsTheKeysBack() throws IOException {
    String backup = folder.resolve("backup").toString();
    assertThat(vault("backup", "--to", backup).exit()).isZero();
    Files.move(folder.resolve("vault"), folder.resolve("lost"));
    assertThat(vault("status").exit()).isEqualTo(2);

    CommandRun run = vault("restore", "--from", backup);

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("1 key, 1 destroyed");
    try (FileKeyVault restored = FileKeyVault.openExisting(folder.resolve("vault"))) {
      DataKey key = Objects.requireNonNull(keys.get(anna));
      assertThat(restored.find(SHOP, anna)).isEqualTo(new Found.Present(key));
      assertThat(restored.find(SHOP, bert)).isInstanceOf(Found.Destroyed.class);
    }
  }

  @Test
  void nothingIsOverwritten() {
    String backup = folder.resolve("backup").toString();
    assertThat(vault("backup", "--to", backup).exit()).isZero();

    requireRefused(2, "--to: " + backup + " exists", vault("backup", "--to", backup));
    requireRefused(2, "vault exists", vault("restore", "--from", backup));
  }

  @Test
  void folderThatIsNoVault_fails_andIsMadeNone() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    CommandRun status = CommandRun.of("vault", "status", "--vault", other.toString());
    requireRefused(1, "is no vault", status);
    CommandRun restore =
        CommandRun.of(
            "vault", "restore", "--from", other.toString(), "--vault", folder + "/restored");
    requireRefused(1, "is no vault", restore);
    assertThat(other).isEmptyDirectory();
    assertThat(folder.resolve("restored")).doesNotExist();
  }

  @Test
  void damagedKey_failsTheStatus() throws IOException {
    try (Stream<Path> files = Files.walk(folder);
        RandomAccessFile file =
            new RandomAccessFile(
                files.filter(f -> f.endsWith("data.keys")).findFirst().orElseThrow().toFile(),
                "rw")) {
      file.seek(SLOT_BYTES + 40); // the first customer's: the first slot is the tenant's own
      file.write(file.read() + 1);
    }
    CommandRun run = vault("status");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("FAILED").contains("1 key");
  }

  private static void requireRefused(int exit, String named, CommandRun run) {
    assertThat(run.err()).contains(named);
    assertThat(run.exit()).isEqualTo(exit);
    assertThat(run.out()).isEmpty();
  }
}
