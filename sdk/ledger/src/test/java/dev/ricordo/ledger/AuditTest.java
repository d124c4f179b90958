package dev.ricordo.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.audit.AuditorReport;
import dev.ricordo.ledger.Finding.BeyondCheckpoint;
import dev.ricordo.ledger.Finding.CheckpointMissing;
import dev.ricordo.ledger.Finding.EntriesDropped;
import dev.ricordo.ledger.Finding.EntriesEdited;
import dev.ricordo.ledger.Finding.EntriesMoved;
import dev.ricordo.ledger.Finding.EntriesRewritten;
import dev.ricordo.ledger.Finding.FileMissing;
import dev.ricordo.ledger.Finding.Forked;
import dev.ricordo.ledger.Finding.GivenUp;
import dev.ricordo.ledger.Finding.Malformed;
import dev.ricordo.ledger.Finding.Rewound;
import dev.ricordo.ledger.Finding.RootMismatch;
import dev.ricordo.ledger.Finding.Stray;
import dev.ricordo.ledger.Finding.TileAltered;
import dev.ricordo.ledger.Finding.Untrusted;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever tampers: with the files, without the key (edit to truncate), and the key's own holder.
 */
class AuditTest {

  private static final int SIZE = 1000;
  private static final int EARLIER = 700;

  private MemoryTiles tiles = new MemoryTiles();
  private SignedCheckpoint earlier = emptyCheckpoint();

  private static SignedCheckpoint emptyCheckpoint() {
    Checkpoint empty = new Checkpoint("shop.example/ledger", 0, Hash.ofEmptyTree());
    return SignedCheckpoint.sign(empty, Samples.LOG);
  }

  @BeforeEach
  void grow() {
    tiles = log(Samples.entries(0, EARLIER));
    earlier = checkpoint(tiles);
    append(tiles, Samples.entries(EARLIER, SIZE));
  }

  private static MemoryTiles log(List<byte[]> entries) {
    MemoryTiles log = new MemoryTiles();
    Ledger.create(new TiledStore(log), Samples.LOG).close();
    append(log, entries);
    return log;
  }

  private static void append(MemoryTiles log, List<byte[]> entries) {
    try (Ledger ledger = Ledger.open(new TiledStore(log), Samples.LOG)) {
      ledger.append(entries);
    }
  }

  private static SignedCheckpoint checkpoint(MemoryTiles log) {
    return SignedCheckpoint.parse(file(log, "checkpoint"));
  }

  private static byte[] file(MemoryTiles log, String path) {
    return Objects.requireNonNull(log.files.get(path), path);
  }

  private List<Finding> findings(SignedCheckpoint... seen) {
    return Audit.of(tiles, Samples.TRUST, List.of(seen)).findings();
  }

  private void change(String bundle, Consumer<List<byte[]>> change) {
    List<byte[]> entries = EntryBundle.read(file(tiles, bundle), bundle);
    change.accept(entries);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    entries.forEach(entry -> EntryBundle.write(entry, written));
    tiles.files.put(bundle, written.toByteArray());
  }

  /**
   * Takes over every file of another log but the signed checkpoint: all that the key is not for.
   */
  private void rebuildAs(List<byte[]> entries) {
    Map<String, byte[]> others = log(entries).files;
    byte[] checkpoint = file(tiles, "checkpoint");
    tiles.files.clear();
    tiles.files.putAll(others);
    tiles.files.put("checkpoint", checkpoint);
  }

  private static List<byte[]> changed(Consumer<List<byte[]>> change) {
    List<byte[]> entries = new ArrayList<>(Samples.entries(0, SIZE));
    change.accept(entries);
    return entries;
  }

  private static void found(String what) {
    AuditorReport.found("Is a ledger found that was " + what + ", offline?", "yes, and named");
  }

  @Test
  void untouchedLog_isClean(@TempDir Path folder) {
    Audit.Report report = Audit.of(tiles, Samples.TRUST, List.of(earlier, checkpoint(tiles)));

    assertThat(report.findings()).isEmpty();
    assertThat(report.isClean()).isTrue();
    assertThat(report.entries()).isEqualTo(SIZE);
    assertThat(report.checkpoint()).contains(checkpoint(tiles));
    try (Ledger ledger = Ledger.create(new TiledStore(FolderTiles.open(folder)), Samples.LOG)) {
      for (int size = 0; size < 600; size += 50) {
        ledger.append(Samples.entries(size, size + 50));
        assertThat(Audit.of(folder, Samples.TRUST, List.of()).findings()).isEmpty();
      }
    }
  }

  @Test
  void everySize_isClean() {
    MemoryTiles log = log(Samples.entries(0, 1));
    List<SignedCheckpoint> seen = new ArrayList<>();
    for (int size = 1; size < 530; size++) {
      seen.add(checkpoint(log));
      if (size < 20 || size % 256 < 3 || size % 256 > 253) {
        assertThat(Audit.of(log, Samples.TRUST, seen).findings()).as("size %d", size).isEmpty();
      }
      append(log, List.of(Samples.entry(size)));
    }
  }

  @Test
  void editedEntry_isNamed() {
    change("tile/entries/001", entries -> entries.set(44, Samples.entry(9999)));

    assertThat(findings()).containsExactly(new EntriesEdited(300, 300));
    assertThat(findings().get(0).message()).isEqualTo("edited: entry 300");
  }

  @Test
  void editedEntryAtTheEdge_isNamed() {
    change("tile/entries/003.p/232", entries -> entries.set(231, Samples.entry(9999)));

    assertThat(findings()).containsExactly(new EntriesEdited(999, 999));
  }

  @Test
  void entryEditedWithItsTile_isFoundByTheTileAbove() {
    MemoryTiles other = log(changed(entries -> entries.set(300, Samples.entry(9999))));
    tiles.files.put("tile/entries/001", file(other, "tile/entries/001"));
    tiles.files.put("tile/0/001", file(other, "tile/0/001"));

    assertThat(findings())
        .containsExactly(new EntriesRewritten(256, 511, "tile/1/000.p/3"), new RootMismatch(SIZE));
  }

  @Test
  void entryEditedWithAllTiles_isFoundByTheSignedRoot() {
    rebuildAs(changed(entries -> entries.set(300, Samples.entry(9999))));

    assertThat(findings()).containsExactly(new RootMismatch(SIZE));
    found("edited");
  }

  @Test
  void droppedEntry_isNamed() {
    change("tile/entries/001", entries -> entries.remove(44));

    assertThat(findings())
        .containsExactly(
            new Malformed("tile/entries/001", "has 255 entries, not 256"),
            new EntriesDropped(300, 300),
            new EntriesMoved(300, 510, 1));
  }

  @Test
  void droppedEntryWithAllOthersMovedUp_isNamed() {
    MemoryTiles other = log(changed(entries -> entries.remove(300)));
    for (String path : List.of("tile/entries/000", "tile/entries/001", "tile/entries/002")) {
      tiles.files.put(path, file(other, path));
    }
    tiles.files.put("tile/entries/003.p/232", file(other, "tile/entries/003.p/231"));

    assertThat(findings())
        .contains(new EntriesDropped(300, 300), new EntriesMoved(300, 767, 1))
        .contains(new Malformed("tile/entries/003.p/232", "has 231 entries, not 232"));
  }

  @Test
  void droppedEntryWithEverythingRebuilt_cannotBeSigned() {
    tiles = log(changed(entries -> entries.remove(300)));
    SignedCheckpoint unsigned =
        new SignedCheckpoint(checkpoint(tiles).checkpoint(), earlier.signatures());
    tiles.files.put("checkpoint", unsigned.bytes());

    assertThat(findings())
        .containsExactly(
            new Untrusted(
                999, new Trust.Verdict.WrongSignature(Samples.LOG.verifier().toString())));
  }

  @Test
  void droppedEntryWithEverythingSignedAgain_isFoundByWhoeverKeptACheckpoint() {
    SignedCheckpoint last = checkpoint(tiles);
    tiles = log(changed(entries -> entries.remove(300)));

    assertThat(findings()).isEmpty();
    assertThat(findings(earlier)).containsExactly(new Forked(EARLIER));
    assertThat(findings(last, earlier))
        .containsExactly(new Rewound(SIZE, 999), new Forked(EARLIER));
    found("shortened by an entry");
  }

  @Test
  void reorderedEntries_areNamed() {
    change("tile/entries/000", entries -> entries.set(10, entries.set(20, entries.get(10))));

    assertThat(findings())
        .containsExactly(new EntriesMoved(10, 10, 10), new EntriesMoved(20, 20, -10));
  }

  @Test
  void entriesReorderedBetweenBundles_areNamed() {
    change("tile/entries/000", entries -> entries.set(255, Samples.entry(256)));
    change("tile/entries/001", entries -> entries.set(0, Samples.entry(255)));

    assertThat(findings())
        .containsExactly(new EntriesMoved(255, 255, 1), new EntriesMoved(256, 256, -1));
  }

  @Test
  void reorderedEntriesWithAllTiles_areFoundByTheSignedRoot() {
    rebuildAs(changed(entries -> entries.set(10, entries.set(20, entries.get(10)))));

    assertThat(findings()).containsExactly(new RootMismatch(SIZE));
    found("put in another order");
  }

  @Test
  void forkOfTheSameSize_isFoundByItsCheckpointsAlone() {
    SignedCheckpoint last = checkpoint(tiles);
    tiles = log(changed(entries -> entries.set(999, Samples.entry(9999))));

    assertThat(findings(last)).containsExactly(new Forked(SIZE));
    assertThat(findings(earlier)).isEmpty();
    found("forked");
  }

  @Test
  void forkBeforeAnOlderCheckpoint_isFound() {
    tiles = log(changed(entries -> entries.set(699, Samples.entry(9999))));

    assertThat(findings(earlier)).containsExactly(new Forked(EARLIER));
  }

  @Test
  void truncatedFiles_areNamed() {
    tiles.files.remove("tile/entries/003.p/232");
    assertThat(findings()).containsExactly(new FileMissing("tile/entries/003.p/232", 768, 999));

    tiles.files.remove("tile/0/003.p/232");
    assertThat(findings())
        .containsExactly(
            new FileMissing("tile/entries/003.p/232", 768, 999),
            new FileMissing("tile/0/003.p/232", 768, 999));

    tiles.files.keySet().removeIf(path -> path.startsWith("tile/"));
    assertThat(findings()).contains(new GivenUp(256));
    found("cut off");
  }

  @Test
  void missingHashesWithTheirEntriesThere_areNamed() {
    tiles.files.remove("tile/0/001");
    tiles.files.remove("tile/1/000.p/3");

    assertThat(findings())
        .containsExactlyInAnyOrder(
            new FileMissing("tile/0/001", 256, 511), new FileMissing("tile/1/000.p/3", 0, 767));
  }

  @Test
  void bundleCutWithinAnEntry_isNamed() {
    byte[] bundle = file(tiles, "tile/entries/002");
    tiles.files.put("tile/entries/002", Arrays.copyOf(bundle, bundle.length - 1));

    assertThat(findings())
        .containsExactly(new Malformed("tile/entries/002", "ends within an entry"));
  }

  @Test
  void tailCutOff_isNamed() {
    change("tile/entries/003.p/232", entries -> entries.subList(200, 232).clear());

    assertThat(findings())
        .containsExactly(
            new Malformed("tile/entries/003.p/232", "has 200 entries, not 232"),
            new EntriesDropped(968, 999));
  }

  @Test
  void oldCheckpointPutBack_isFoundByWhoeverKeptANewerOneAndByWhatLiesBehind() {
    SignedCheckpoint last = checkpoint(tiles);
    tiles.files.put("checkpoint", earlier.bytes());

    assertThat(findings(last)).contains(new Rewound(SIZE, EARLIER));
    assertThat(findings())
        .containsExactlyInAnyOrder(
            new BeyondCheckpoint("tile/0/002", EARLIER),
            new BeyondCheckpoint("tile/0/003.p/232", EARLIER),
            new BeyondCheckpoint("tile/1/000.p/3", EARLIER),
            new BeyondCheckpoint("tile/entries/002", EARLIER),
            new BeyondCheckpoint("tile/entries/003.p/232", EARLIER));
  }

  @Test
  void wholeLogPutBack_isFoundByWhoeverKeptANewerCheckpoint() {
    SignedCheckpoint last = checkpoint(tiles);
    tiles = log(Samples.entries(0, EARLIER));

    assertThat(findings()).isEmpty();
    assertThat(findings(last)).containsExactly(new Rewound(SIZE, EARLIER));
    found("put back");
  }

  @Test
  void alteredHashes_areNamedOnEveryLevel() {
    for (String path : List.of("tile/0/001", "tile/0/003.p/232", "tile/1/000.p/3")) {
      byte[] tile = file(tiles, path);
      tiles.files.put(path, Samples.flipped(tile, 2 * 256 + 77));
      assertThat(findings()).as(path).containsExactly(new TileAltered(path, 2));
      tiles.files.put(path, tile);
    }
  }

  @Test
  void olderPartialTiles_mustBeginTheNewerOne() {
    byte[] tile = file(tiles, "tile/0/003.p/232");
    byte[] bundle = file(tiles, "tile/entries/003.p/232");
    tiles.files.put("tile/0/003.p/5", Arrays.copyOf(Samples.flipped(tile, 300), 160));
    tiles.files.put("tile/0/003.p/6", Arrays.copyOf(tile, 160));
    tiles.files.put("tile/0/003.p/7", Arrays.copyOf(tile, 224));
    tiles.files.put("tile/entries/003.p/2", Arrays.copyOf(Samples.flipped(bundle, 120), 22));
    tiles.files.put("tile/entries/003.p/3", Arrays.copyOf(bundle, 33));

    assertThat(findings())
        .containsExactly(
            new TileAltered("tile/0/003.p/5", 1),
            new Malformed("tile/0/003.p/6", "has 160 bytes, not 192"),
            new TileAltered("tile/entries/003.p/2", 1));
  }

  @Test
  void filesThatAreNoPartOfALog_areNamed() {
    tiles.files.put("tile/0/notes.txt", new byte[0]);

    assertThat(findings()).containsExactly(new Stray("tile/0/notes.txt"));
  }

  @Test
  void checkpointThatIsMissingOrNone_isNamed() {
    tiles.files.put("checkpoint", new byte[] {1, 2, 3});
    assertThat(findings())
        .containsExactly(
            new Malformed("checkpoint", "note: has no blank line, or no line feed at its end"));

    tiles.files.remove("checkpoint");
    assertThat(findings()).containsExactly(new CheckpointMissing());
  }

  @Test
  void olderCheckpointThatIsForged_isNamed() {
    Checkpoint invented = new Checkpoint("shop.example/ledger", 5, Hash.ofEmptyTree());
    SignedCheckpoint forged = new SignedCheckpoint(invented, earlier.signatures());

    assertThat(findings(forged)).hasSize(1).first().isInstanceOf(Untrusted.class);
  }

  @Test
  void everyBitOfASmallLog_matters() {
    tiles = log(Samples.entries(0, 5));
    int[] bits = new int[1];
    everyFile(
        (path, bit) -> {
          tiles.files.put(path, Samples.flipped(file(tiles, path), bit));
          assertThat(findings()).as("%s bit %d", path, bit).isNotEmpty();
          tiles.files.put(path, Samples.flipped(file(tiles, path), bit));
          bits[0]++;
        });
    assertThat(findings()).isEmpty();
    AuditorReport.found(
        "Is a ledger found that was changed in one bit?", "yes: each of " + bits[0] + " bits");
  }

  private void everyFile(BiConsumer<String, Integer> tamper) {
    for (String path : List.copyOf(tiles.files.keySet())) {
      for (int bit = 0; bit < file(tiles, path).length * 8; bit++) {
        tamper.accept(path, bit);
      }
    }
  }

  @Test
  void randomBitsOfALargerLog_matter() {
    Random random = new Random(5);
    List<String> paths = List.copyOf(tiles.files.keySet());
    for (int trial = 0; trial < 150; trial++) {
      String path = paths.get(random.nextInt(paths.size()));
      byte[] before = file(tiles, path);
      int bit = random.nextInt(before.length * 8);
      tiles.files.put(path, Samples.flipped(before, bit));
      assertThat(findings()).as("%s bit %d", path, bit).isNotEmpty();
      tiles.files.put(path, before);
    }
  }

  @Test
  void logThatIsFullOfChanges_isGivenUp() {
    tiles = log(Samples.entries(0, 5000));
    for (int row = 0; row < 19; row++) {
      change(
          String.format("tile/entries/%03d", row),
          entries -> {
            for (int i = 0; i < 256; i += 2) {
              entries.set(i, Samples.entry(9999));
            }
          });
    }
    assertThat(findings()).contains(new EntriesEdited(0, 0), new GivenUp(2048)).hasSize(1025);
  }
}
