package dev.ricordo.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.OutageException;
import dev.ricordo.RicordoException;
import dev.ricordo.spi.DataKey;
import dev.ricordo.spi.KeyVault.Found;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileKeyVaultTest {

  private static final String SHOP = "shop \u2600 / .. \\ lamps";
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

  @TempDir Path temporary;

  private Path folder() {
    return temporary.resolve("vault");
  }

  private FileKeyVault open() {
    return FileKeyVault.open(folder());
  }

  private static FileKeyVault withTenant(FileKeyVault vault) {
    vault.createTenantKey(SHOP);
    return vault;
  }

  private static List<UUID> subjects(int count, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(i -> new UUID(random.nextLong(), random.nextLong()))
        .toList();
  }

  /** The one file of wrapped keys. */
  private Path keys() throws IOException {
    try (Stream<Path> files = Files.walk(folder())) {
      return files.filter(file -> file.endsWith("data.keys")).findFirst().orElseThrow();
    }
  }

  @Test
  void keys_areTheSameAfterReopening() {
    List<UUID> subjects = subjects(10_000, 1);
    DataKey tenantKey;
    Map<UUID, DataKey> keys;
    try (FileKeyVault vault = open()) {
      assertThat(vault.findTenantKey(SHOP)).isEmpty();
      tenantKey = vault.createTenantKey(SHOP);
      keys = vault.create(SHOP, subjects);
      assertThat(keys.keySet()).containsExactlyInAnyOrderElementsOf(subjects);
      assertThat(keys.values()).doesNotHaveDuplicates();
    }
    try (FileKeyVault vault = open()) {
      assertThat(vault.createTenantKey(SHOP)).isEqualTo(tenantKey);
      assertThat(vault.findTenantKey(SHOP)).contains(tenantKey);
      keys.forEach((s, key) -> assertThat(vault.find(SHOP, s)).isEqualTo(new Found.Present(key)));
      assertThat(vault.create(SHOP, subjects)).isEqualTo(keys);
    }
  }

  @Test
  void unknownSubject_isMissing_alsoOfAnotherTenant() {
    UUID subject = subjects(1, 2).get(0);
    try (FileKeyVault vault = withTenant(open())) {
      vault.create(SHOP, List.of(subject));
      vault.createTenantKey("other");
      assertThat(vault.find("other", subject)).isEqualTo(new Found.Missing());
      assertThat(vault.find("nobody", subject)).isEqualTo(new Found.Missing());
      assertThatThrownBy(() -> vault.create("nobody", List.of(subject)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("tenant: \"nobody\" is not in the vault");
    }
  }

  @Test
  void destroyedKey_isInNoFileOfTheVault_andStaysDestroyed() throws IOException {
    List<UUID> subjects = subjects(100, 3);
    UUID gone = subjects.get(40);
    try (FileKeyVault vault = withTenant(open())) {
      DataKey key = Objects.requireNonNull(vault.create(SHOP, subjects).get(gone));
      byte[] wrapped = slot(gone);
      assertThat(foundInFiles(wrapped)).isTrue();
      vault.destroy(SHOP, List.of(gone), NOON);

      assertThat(foundInFiles(wrapped)).isFalse();
      assertThat(foundInFiles(key.bytes())).isFalse();
      vault.destroy(SHOP, List.of(gone), NOON.plusSeconds(1));
    }
    try (FileKeyVault vault = open()) {
      assertThat(vault.find(SHOP, gone)).isEqualTo(new Found.Destroyed(NOON));
      assertThat(vault.find(SHOP, subjects.get(41))).isInstanceOf(Found.Present.class);
      assertThatThrownBy(() -> vault.create(SHOP, List.of(gone)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(gone.toString());
    }
  }

  /** The wrapped key as it lies in the file. */
  private byte[] slot(UUID subject) throws IOException {
    byte[] all = Files.readAllBytes(keys());
    for (int at = 0; at < all.length; at += Slot.BYTES) {
      byte[] bytes = Arrays.copyOfRange(all, at, at + Slot.BYTES);
      if (Slot.read(bytes).orElseThrow() instanceof Slot.Live live
          && live.subject().equals(subject)) {
        return live.wrapped();
      }
    }
    throw new AssertionError("no slot of the subject");
  }

  private boolean foundInFiles(byte[] wanted) throws IOException {
    try (Stream<Path> files = Files.walk(folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] content = Files.readAllBytes(file);
        for (int at = 0; at + wanted.length <= content.length; at++) {
          if (Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  @Test
  void destroyedSubjects_areListed_alsoThoseThatNeverHadAKey() {
    List<UUID> subjects = subjects(5, 4);
    Map<UUID, Instant> listed = new HashMap<>();
    try (FileKeyVault vault = withTenant(open())) {
      vault.create(SHOP, subjects.subList(0, 3));
      vault.destroy(SHOP, subjects.subList(2, 5), NOON);
      vault.forEachDestroyed(SHOP, listed::put);
      assertThat(listed)
          .containsExactlyInAnyOrderEntriesOf(
              Map.of(subjects.get(2), NOON, subjects.get(3), NOON, subjects.get(4), NOON));
    }
  }

  @Test
  void halfWrittenSlot_isCutOff_damagedOneIgnored() throws IOException {
    List<UUID> subjects = subjects(3, 5);
    try (FileKeyVault vault = withTenant(open())) {
      vault.create(SHOP, subjects);
    }
    try (RandomAccessFile file = new RandomAccessFile(keys().toFile(), "rw")) {
      file.seek(2 * Slot.BYTES + 40); // the second subject's: the first slot is the tenant's own
      int byteThere = file.read();
      file.seek(2 * Slot.BYTES + 40);
      file.write(byteThere ^ 1);
      file.seek(file.length());
      file.write(new byte[77]);
    }
    try (FileKeyVault vault = open()) {
      assertThat(vault.find(SHOP, subjects.get(0))).isInstanceOf(Found.Present.class);
      assertThat(vault.find(SHOP, subjects.get(1))).isEqualTo(new Found.Missing());
      UUID later = subjects(1, 6).get(0);
      DataKey key = vault.create(SHOP, List.of(later)).get(later);
      assertThat(Files.size(keys())).isEqualTo(5 * Slot.BYTES);
      assertThat(vault.find(SHOP, later)).isEqualTo(new Found.Present(Objects.requireNonNull(key)));
    }
  }

  @Test
  void damagedKey_isOverwrittenWhenItIsDestroyed() throws IOException {
    UUID subject = subjects(1, 13).get(0);
    byte[] wrapped;
    try (FileKeyVault vault = withTenant(open())) {
      vault.create(SHOP, List.of(subject));
      wrapped = slot(subject);
    }
    try (RandomAccessFile file = new RandomAccessFile(keys().toFile(), "rw")) {
      file.seek(Slot.BYTES + 100); // behind the key, which is whole
      file.write(1);
    }
    try (FileKeyVault vault = open()) {
      assertThat(vault.find(SHOP, subject)).isEqualTo(new Found.Missing());
      assertThat(foundInFiles(wrapped)).isTrue();
      vault.destroy(SHOP, List.of(subject), NOON);

      assertThat(foundInFiles(wrapped)).isFalse();
      assertThat(vault.find(SHOP, subject)).isEqualTo(new Found.Destroyed(NOON));
    }
  }

  @Test
  void folderThatCannotBeUsed_isAnOutage_whatIsRefusedIsNot() throws IOException {
    UUID subject = subjects(1, 14).get(0);
    try (FileKeyVault vault = withTenant(open())) {
      vault.create(SHOP, List.of(subject));
      assertThatThrownBy(() -> vault.backup(folder()))
          .isExactlyInstanceOf(RicordoException.class)
          .hasMessageContaining("exists");
      Files.delete(folder().resolve("lock"));
      Files.createDirectory(folder().resolve("lock"));
      assertThatThrownBy(() -> vault.destroy(SHOP, List.of(subject), NOON))
          .isInstanceOf(OutageException.class);
      assertThatThrownBy(() -> open()).isInstanceOf(OutageException.class);
      assertThat(vault.find(SHOP, subject)).isInstanceOf(Found.Present.class);
      try (RandomAccessFile file = new RandomAccessFile(keys().toFile(), "rw")) {
        file.setLength(0);
      }
      assertThatThrownBy(() -> vault.find(SHOP, subject)).isInstanceOf(OutageException.class);
    }
  }

  @Test
  void twoVaultsOnOneFolder_seeEachOthersKeysAndDestructions() {
    List<UUID> subjects = subjects(2, 7);
    try (FileKeyVault one = withTenant(open());
        FileKeyVault two = withTenant(open())) {
      Map<UUID, DataKey> first = one.create(SHOP, subjects.subList(0, 1));
      Map<UUID, DataKey> second = two.create(SHOP, subjects);

      assertThat(second).containsAllEntriesOf(first);
      assertThat(one.create(SHOP, subjects)).isEqualTo(second);
      two.destroy(SHOP, subjects, NOON);
      assertThat(one.find(SHOP, subjects.get(0))).isEqualTo(new Found.Destroyed(NOON));
    }
  }

  @Test
  void writersAtOnce_loseNothing() {
    List<CompletableFuture<Map<UUID, DataKey>>> writers = new ArrayList<>();
    try (FileKeyVault one = withTenant(open());
        FileKeyVault two = withTenant(open())) {
      for (int w = 0; w < 4; w++) {
        FileKeyVault vault = w % 2 == 0 ? one : two;
        List<UUID> mine = subjects(50, 100 + w);
        writers.add(CompletableFuture.supplyAsync(() -> oneByOne(vault, mine)));
      }
      for (CompletableFuture<Map<UUID, DataKey>> writer : writers) {
        writer
            .join()
            .forEach((s, key) -> assertThat(two.find(SHOP, s)).isEqualTo(new Found.Present(key)));
      }
    }
  }

  private static Map<UUID, DataKey> oneByOne(FileKeyVault vault, List<UUID> subjects) {
    Map<UUID, DataKey> keys = new HashMap<>();
    subjects.forEach(subject -> keys.putAll(vault.create(SHOP, List.of(subject))));
    return keys;
  }

  @Test
  void interruptedThread_doesNotCloseTheVault() {
    UUID subject = subjects(1, 8).get(0);
    try (FileKeyVault vault = withTenant(open())) {
      Thread.currentThread().interrupt();
      vault.create(SHOP, List.of(subject));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(vault.find(SHOP, subject)).isInstanceOf(Found.Present.class);
    }
  }

  @Test
  void restoredBackup_hasTheKeysOfItsTime() {
    List<UUID> subjects = subjects(3, 9);
    Path backup = temporary.resolve("backup");
    Path restored = temporary.resolve("restored");
    Map<UUID, DataKey> keys;
    try (FileKeyVault vault = withTenant(open())) {
      keys = vault.create(SHOP, subjects.subList(0, 2));
      vault.backup(backup);
      vault.create(SHOP, subjects);
      vault.destroy(SHOP, subjects.subList(0, 1), NOON);
      assertThatThrownBy(() -> vault.backup(backup)).hasMessageContaining("exists");
    }
    FileKeyVault.restore(backup, restored);
    assertThatThrownBy(() -> FileKeyVault.restore(backup, folder()))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("is not empty");
    try (FileKeyVault vault = FileKeyVault.open(restored)) {
      assertThat(vault.create(SHOP, subjects.subList(0, 2))).isEqualTo(keys);
      assertThat(vault.find(SHOP, subjects.get(2))).isEqualTo(new Found.Missing());
    }
  }

  @Test
  void contents_areCounted_alsoWithoutTheSecret() {
    List<UUID> subjects = subjects(5, 12);
    try (FileKeyVault vault = withTenant(FileKeyVault.open(folder(), DataKey.random()))) {
      assertThat(vault.contents()).isEqualTo(new VaultContents(1, 0, 0, 0));
      vault.createTenantKey("other");
      vault.create(SHOP, subjects.subList(0, 3));
      vault.create("other", subjects.subList(3, 5));
      vault.destroy(SHOP, subjects.subList(0, 1), NOON);
      try (FileKeyVault tool = FileKeyVault.openExisting(folder())) {
        assertThat(tool.contents()).isEqualTo(new VaultContents(2, 4, 1, 0));
      }
    }
  }

  @Test
  void existingVault_isAskedFor_noneIsMade() {
    assertThatThrownBy(() -> FileKeyVault.openExisting(folder()))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("is no vault");
    assertThat(folder()).doesNotExist();
  }

  @Test
  void backupIntoTheVaultItself_isRefused() {
    try (FileKeyVault vault = withTenant(open())) {
      assertThatThrownBy(() -> vault.backup(folder().resolve("backup")))
          .isInstanceOf(RicordoException.class)
          .hasMessageContaining("lies within");
    }
  }

  @Test
  void secretOfTheHost_isNotInTheFolder_andNeededToOpenIt() throws IOException {
    DataKey secret = DataKey.random();
    UUID subject = subjects(1, 10).get(0);
    Map<UUID, DataKey> keys;
    try (FileKeyVault vault = withTenant(FileKeyVault.open(folder(), secret))) {
      keys = vault.create(SHOP, List.of(subject));
    }
    assertThat(foundInFiles(secret.bytes())).isFalse();
    try (FileKeyVault vault = FileKeyVault.open(folder(), secret)) {
      assertThat(vault.create(SHOP, List.of(subject))).isEqualTo(keys);
    }
    try (FileKeyVault vault = FileKeyVault.open(folder(), DataKey.random())) {
      assertThatThrownBy(() -> vault.findTenantKey(SHOP))
          .isInstanceOf(RicordoException.class)
          .hasMessageContaining("wrapping key is another one");
    }
    try (FileKeyVault vault = open()) {
      assertThatThrownBy(() -> vault.findTenantKey(SHOP))
          .isInstanceOf(RicordoException.class)
          .hasMessageContaining("a secret that is not given");
    }
  }

  @Test
  void files_areTheOwnersAlone() throws IOException {
    try (FileKeyVault vault = withTenant(open());
        Stream<Path> files = Files.walk(folder())) {
      vault.create(SHOP, subjects(1, 11));
      for (Path file : files.filter(file -> !file.endsWith("lock")).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .endsWith("------");
      }
    }
  }

  @Test
  void otherFolder_isNotTakenForAVault() throws IOException {
    Files.writeString(temporary.resolve("photo.txt"), "mine");
    assertThatThrownBy(() -> FileKeyVault.open(temporary))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("is no vault of version 1");
  }
}
