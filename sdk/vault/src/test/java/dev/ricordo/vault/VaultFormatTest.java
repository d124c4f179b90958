package dev.ricordo.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.spi.DataKey;
import dev.ricordo.spi.KeyVault.Found;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vault of version 1 that was written once, byte by byte: it stays readable. */
final class VaultFormatTest {

  private static final UUID LIVE = UUID.fromString("11111111-2222-4333-8444-555555555555");
  private static final UUID GONE = UUID.fromString("66666666-7777-4888-8999-aaaaaaaaaaaa");

  @TempDir Path folder;

  @Test
  void goldenVault_isRead() throws IOException {
    Path tenant = folder.resolve("37a8eec1ce19687d132fe29051dca629");
    Files.createDirectory(tenant);
    Files.writeString(folder.resolve("format"), "ricordo vault 1\n");
    Files.write(tenant.resolve("wrapping.key"), golden("wrapping.key.hex"));
    Files.write(tenant.resolve("data.keys"), golden("data.keys.hex"));

    try (FileKeyVault vault = FileKeyVault.open(folder)) {
      assertThat(vault.findTenantKey("default")).contains(key(1));
      assertThat(vault.find("default", LIVE)).isEqualTo(new Found.Present(key(2)));
      assertThat(vault.find("default", GONE))
          .isEqualTo(new Found.Destroyed(Instant.parse("2026-03-01T12:00:00.5Z")));
    }
  }

  @Test
  void destroyedSlot_hasTheGoldenBytes() throws IOException {
    Slot mark = new Slot.Destroyed(GONE, Instant.parse("2026-03-01T12:00:00.5Z"));
    byte[] golden = golden("data.keys.hex");
    assertThat(mark.bytes()).isEqualTo(Arrays.copyOfRange(golden, 2 * Slot.BYTES, 3 * Slot.BYTES));
  }

  private static DataKey key(int filledWith) {
    byte[] bytes = new byte[DataKey.BYTES];
    Arrays.fill(bytes, (byte) filledWith);
    return DataKey.of(bytes);
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(VaultFormatTest.class.getResourceAsStream(name))) {
      String hex = new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
  }
}
