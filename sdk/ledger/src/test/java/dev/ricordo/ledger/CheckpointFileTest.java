package dev.ricordo.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {

  @TempDir Path folder;
  private Path file;
  private final List<SignedCheckpoint> signed = new ArrayList<>();

  @BeforeEach
  void sign() {
    file = folder.resolve("checkpoints");
    try (Ledger ledger = Ledger.create(new TiledStore(new MemoryTiles()), Samples.LOG)) {
      signed.add(ledger.view().checkpoint());
      signed.add(ledger.append(Samples.entry(0)).checkpoint());
      signed.add(ledger.append(Samples.entries(1, 5)).checkpoint());
    }
  }

  private byte[] written(int count) throws IOException {
    Files.deleteIfExists(file);
    CheckpointFile checkpoints = CheckpointFile.open(file);
    signed.subList(0, count).forEach(checkpoints::append);
    return Files.readAllBytes(file);
  }

  @Test
  void appended_areReadInTheirOrder_andTheLastIsKnownAfterReopening() throws IOException {
    assertThat(CheckpointFile.open(file).last()).isEmpty();
    written(3);

    assertThat(CheckpointFile.read(file)).isEqualTo(signed);
    assertThat(CheckpointFile.open(file).last()).contains(signed.get(2));
  }

  @Test
  void lastOneAgain_isNotAppended() throws IOException {
    byte[] once = written(3);
    CheckpointFile.open(file).append(signed.get(2));

    assertThat(Files.readAllBytes(file)).isEqualTo(once);
  }

  /** Whatever a process that died has left of the third, the first two count. */
  @Test
  void appendCutShortAnywhere_isNotCounted_andTheNextTakesItsPlace() throws IOException {
    int two = written(2).length;
    byte[] three = written(3);
    for (int length = two; length < three.length; length++) {
      Files.write(file, Arrays.copyOf(three, length));
      assertThat(CheckpointFile.read(file)).as("%d bytes", length).isEqualTo(signed.subList(0, 2));

      CheckpointFile.open(file).append(signed.get(2));
      assertThat(Files.readAllBytes(file)).as("%d bytes", length).isEqualTo(three);
    }
  }

  @Test
  void noteAlone_isReadToo() throws IOException {
    Files.write(file, signed.get(1).bytes());

    assertThat(CheckpointFile.read(file)).containsExactly(signed.get(1));
  }

  @Test
  void whatIsNoCheckpoint_isRefused() throws IOException {
    for (String other : List.of("", "x", "a\n\nb\n\nc\n\n")) {
      Files.writeString(file, other);
      assertThatThrownBy(() -> CheckpointFile.read(file))
          .as(other)
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("holds none");
    }
    assertThatThrownBy(() -> CheckpointFile.read(folder.resolve("nothing")))
        .hasMessageContaining("cannot be used");
  }

  @Test
  void fileCutWhileItIsOpen_isNotWrittenTo() throws IOException {
    written(2);
    CheckpointFile open = CheckpointFile.open(file);
    Files.write(file, "cut".getBytes(UTF_8));

    assertThatThrownBy(() -> open.append(signed.get(2))).hasMessageContaining("was cut");
    assertThat(Files.readString(file)).isEqualTo("cut");
  }
}
