package dev.ricordo.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.ledger.Ledger.Appended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {

  @TempDir Path folder;

  private TiledStore store() {
    return new TiledStore(FolderTiles.open(folder));
  }

  private Ledger create() {
    return Ledger.create(store(), Samples.LOG);
  }

  private Ledger open() {
    return Ledger.open(store(), Samples.LOG);
  }

  private LedgerView read() {
    return LedgerView.open(new TiledSource(FolderTiles.reader(folder)), Samples.TRUST);
  }

  @Test
  void smallLog_isByteForByteThatOfAnIndependentImplementation() throws IOException {
    try (Ledger ledger = create()) {
      ledger.append(Samples.entries(0, 3));
    }
    for (String path : List.of("checkpoint", "tile/0/000.p/3", "tile/entries/000.p/3")) {
      assertThat(Files.readAllBytes(folder.resolve(path)))
          .as(path)
          .isEqualTo(Samples.bytes("ledger-1/" + path));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 255, 256, 257, 1000, 70_000})
  void everyFile_isThatOfAnIndependentImplementation(int size) throws Exception {
    try (Ledger ledger = create()) {
      ledger.append(Samples.entries(0, size));
    }
    Map<String, String> expected = new TreeMap<>();
    for (String line : Samples.lines("tiles.txt")) {
      String[] words = line.split(" ");
      if (Integer.parseInt(words[0]) == size) {
        expected.put(words[1], words[2]);
      }
    }
    Map<String, String> actual = new TreeMap<>();
    for (String path : FolderTiles.reader(folder).paths()) {
      byte[] content = Files.readAllBytes(folder.resolve(path));
      actual.put(path, HexFormat.of().formatHex(Hash.sha256().digest(content)));
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void logThatGrewInManySteps_hasTheTilesOfOneThatGrewInOne() throws IOException {
    int size = 0;
    try (Ledger ledger = create()) {
      for (int step : new int[] {1, 1, 100, 153, 1, 1, 255, 256, 232}) {
        Appended appended = ledger.append(Samples.entries(size, size + step));
        assertThat(appended.first()).isEqualTo(size);
        size += step;
        assertThat(appended.size()).isEqualTo(size);
      }
    }
    for (String line : Samples.lines("tiles.txt")) {
      String[] words = line.split(" ");
      if (Integer.parseInt(words[0]) == size) {
        byte[] content = Files.readAllBytes(folder.resolve(words[1]));
        assertThat(HexFormat.of().formatHex(Hash.sha256().digest(content))).isEqualTo(words[2]);
      }
    }
    assertThat(FolderTiles.reader(folder).paths())
        .noneMatch(path -> path.contains("/000.p/") && !path.startsWith("tile/1/"));
  }

  @Test
  void reopenedLog_goesOn() {
    try (Ledger ledger = create()) {
      ledger.append(Samples.entries(0, 300));
    }
    try (Ledger ledger = open()) {
      assertThat(ledger.append(Samples.entry(300)).first()).isEqualTo(300);
    }
    LedgerView view = read();
    assertThat(view.size()).isEqualTo(301);
    assertThat(view.entries(0, 301)).usingRecursiveComparison().isEqualTo(Samples.entries(0, 301));
    assertThat(view.checkpoint().checkpoint().root())
        .isEqualTo(new MemoryTree(Samples.entries(0, 301)).root(301));
  }

  @Test
  void proofs_holdForEveryEntryAndOlderSize() {
    int size = 600;
    MemoryTree tree = new MemoryTree(Samples.entries(0, size));
    try (Ledger ledger = create()) {
      ledger.append(Samples.entries(0, size));
      LedgerView view = ledger.view();
      for (int i = 0; i < size; i++) {
        byte[] proof = view.prove(i).bytes();
        assertThat(LogProof.parse(proof).check(Samples.entry(i), Samples.TRUST))
            .isInstanceOf(LogProof.Verdict.Included.class);
        assertThat(view.rootAt(i)).isEqualTo(tree.root(i));
        assertThat(view.consistency(i).holds(tree.root(i), tree.root(size))).isTrue();
      }
    }
  }

  @Test
  void view_doesNotChangeWhenTheLogGrows() {
    try (Ledger ledger = create()) {
      ledger.append(Samples.entries(0, 10));
      LedgerView before = ledger.view();
      ledger.append(Samples.entries(10, 700));

      assertThat(before.size()).isEqualTo(10);
      assertThat(before.entry(9)).isEqualTo(Samples.entry(9));
      assertThat(before.prove(3).check(Samples.entry(3), Samples.TRUST))
          .isEqualTo(new LogProof.Verdict.Included(3, 10, List.of()));
      assertThatThrownBy(() -> before.entry(10)).hasMessageContaining("not within 10 entries");
    }
  }

  @Test
  void readers_areNotDisturbedByTheWriter() throws Exception {
    try (Ledger ledger = create()) {
      ledger.append(Samples.entry(0));
      AtomicBoolean done = new AtomicBoolean();
      ExecutorService threads = Executors.newFixedThreadPool(2);
      List<Future<Long>> readers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Callable<Long> reader =
            () -> {
              long reads = 0;
              while (!done.get() || reads == 0) {
                LedgerView view = read();
                long last = view.size() - 1;
                assertThat(view.entry(last)).isEqualTo(Samples.entry(last));
                view.prove(last / 2);
                reads++;
              }
              return reads;
            };
        readers.add(threads.submit(reader));
      }
      for (int size = 1; size < 600; size += 7) {
        ledger.append(Samples.entries(size, size + 7));
      }
      done.set(true);
      for (Future<Long> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
      threads.shutdown();
    }
  }

  @Test
  void entriesOfAnyLengthUpToTheLimit_areKept() {
    byte[] longest = new byte[Ledger.MAX_ENTRY_BYTES];
    longest[7] = 7;
    try (Ledger ledger = create()) {
      ledger.append(List.of(new byte[0], longest));
      assertThat(ledger.view().entry(0)).isEmpty();
      assertThat(ledger.view().entry(1)).isEqualTo(longest);

      assertThatThrownBy(() -> ledger.append(List.of(new byte[1], new byte[65_536])))
          .hasMessage("entries: the one at 1 has 65536 bytes, more than 65535");
      assertThatThrownBy(() -> ledger.append(List.of())).hasMessage("entries: are none");
      assertThat(ledger.view().size()).isEqualTo(2);
      assertThat(ledger.append(Samples.entry(2)).first()).isEqualTo(2);
    }
  }

  @Test
  void secondWriter_isRefusedInThisAndInAnotherProcess() throws Exception {
    try (Ledger ledger = create()) {
      ledger.append(Samples.entry(0));
      assertThatThrownBy(this::open).hasMessageContaining("is open for another writer");
      assertThatThrownBy(this::open).hasMessageContaining("is open for another writer");
      assertThat(outputOfAnotherWriter()).contains("is open for another writer");
      assertThat(ledger.append(Samples.entry(1)).first()).isEqualTo(1);
    }
    open().close();
  }

  private String outputOfAnotherWriter() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    Process other =
        new ProcessBuilder(
                java, "-cp", classes, CrashTest.Appender.class.getName(), folder.toString())
            .redirectErrorStream(true)
            .start();
    return new String(other.getInputStream().readAllBytes(), UTF_8);
  }

  @Test
  void logOfAnotherKey_isNotOpened() throws IOException {
    create().close();
    Path other = folder.resolveSibling(folder.getFileName() + ".key");
    NoteSigner stranger = NoteSigner.create(other, "shop.example/ledger");
    assertThatThrownBy(() -> Ledger.open(store(), stranger)).hasMessageContaining("NotSigned");
    assertThatThrownBy(this::create).hasMessageContaining("there is one already");
    open().close();
    Files.delete(other);
  }

  @Test
  void keyThatChanges_continuesTheLog() throws IOException {
    Path file = folder.resolveSibling(folder.getFileName() + ".next");
    NoteSigner next = NoteSigner.create(file, "shop.example/ledger");
    Trust both =
        new Trust(
            "shop.example/ledger", List.of(next.verifier(), Samples.LOG.verifier()), List.of(), 0);
    try (Ledger ledger = create()) {
      ledger.append(Samples.entry(0));
    }
    try (Ledger ledger = Ledger.open(store(), next, both, List.of())) {
      ledger.append(Samples.entry(1));
      assertThat(both.check(ledger.view().checkpoint())).isInstanceOf(Trust.Verdict.Trusted.class);
    }
    try (Ledger ledger = Ledger.open(store(), next)) {
      assertThat(ledger.view().size()).isEqualTo(2);
    }
    Files.delete(file);
  }

  @Test
  void logThatWentBackOrForked_isNotOpened() throws IOException {
    byte[] early;
    List<SignedCheckpoint> seen = new ArrayList<>();
    try (Ledger ledger = create()) {
      ledger.append(Samples.entries(0, 5));
      early = ledger.view().checkpoint().bytes();
      ledger.append(Samples.entries(5, 9));
      seen.add(ledger.view().checkpoint());
    }
    open(seen).close();
    Files.write(folder.resolve("checkpoint"), early);
    assertThatThrownBy(() -> open(seen))
        .hasMessage("ledger: went back, had 9 entries and now has 5");
    try (Ledger ledger = open()) {
      ledger.append(Samples.entries(50, 60));
    }
    assertThatThrownBy(() -> open(seen))
        .hasMessage("ledger: does not continue what was signed at 9");
    assertThat(aside()).contains("tile/entries/000.p/9", "tile/0/000.p/9");
  }

  private Ledger open(List<SignedCheckpoint> seen) {
    return Ledger.open(store(), Samples.LOG, Samples.TRUST, seen);
  }

  private List<String> aside() throws IOException {
    try (var files = Files.walk(folder.resolve(".aside"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.resolve(".aside").relativize(file))
          .map(file -> file.subpath(1, file.getNameCount()).toString())
          .toList();
    }
  }

  @Test
  void storedBytesThatWereChanged_areNotHandedOut() throws IOException {
    try (Ledger ledger = create()) {
      ledger.append(Samples.entries(0, 300));
    }
    Path bundle = folder.resolve("tile/entries/000");
    byte[] bytes = Files.readAllBytes(bundle);
    Files.write(bundle, Samples.flipped(bytes, 8 * 20));
    assertThat(read().entry(1)).isEqualTo(Samples.entry(1));
    assertThatThrownBy(() -> read().entry(2))
        .hasMessageContaining("do not lead to the signed root");
    assertThatThrownBy(() -> read().entries(0, 300)).isInstanceOf(LedgerException.class);
    assertThat(read().entry(290)).isEqualTo(Samples.entry(290));

    Path tile = folder.resolve("tile/0/000");
    Files.write(tile, Samples.flipped(Files.readAllBytes(tile), 8 * 40));
    assertThatThrownBy(() -> read().inclusion(0)).hasMessageContaining("run an audit");
    assertThatThrownBy(() -> read().rootAt(7)).hasMessageContaining("run an audit");
    Files.delete(folder.resolve("tile/0/001.p/44"));
    assertThatThrownBy(() -> read().inclusion(290))
        .hasMessage("ledger: tile/0/001.p/44 is missing");
  }

  @Test
  void edgeThatWasChanged_isNotOpenedToWrite() throws IOException {
    try (Ledger ledger = create()) {
      ledger.append(Samples.entries(0, 300));
    }
    Path bundle = folder.resolve("tile/entries/001.p/44");
    Files.write(bundle, Samples.flipped(Files.readAllBytes(bundle), 8 * 20));
    assertThatThrownBy(this::open)
        .hasMessageContaining("entries 256 to 300 as stored do not lead to the signed root");
  }

  @Test
  void lostCheckpoint_isNotTakenForANewLog() throws IOException {
    try (Ledger ledger = create()) {
      ledger.append(Samples.entries(0, 3));
    }
    Files.delete(folder.resolve("checkpoint"));
    assertThatThrownBy(this::open).hasMessage("ledger: has no checkpoint");
    assertThatThrownBy(this::create).hasMessage("ledger: there are tiles, but no checkpoint");
  }

  @Test
  void cosignatures_arePublishedForTheCheckpointTheyAreOf() {
    create().close();
    NoteVerifier log = Samples.LOG.verifier();
    Trust trust = new Trust(log.name(), List.of(log), List.of(Samples.WITNESS.verifier()), 1);
    try (Ledger ledger = Ledger.open(store(), Samples.LOG, trust, List.of())) {
      SignedCheckpoint first = ledger.append(Samples.entry(0)).checkpoint();
      SignedCheckpoint cosigned =
          first.with(List.of(Samples.WITNESS.cosign(first.checkpoint(), Instant.EPOCH)));

      assertThat(ledger.publish(cosigned)).isTrue();
      assertThat(trust.check(read().checkpoint())).isInstanceOf(Trust.Verdict.Trusted.class);

      ledger.append(Samples.entry(1));
      assertThat(ledger.publish(cosigned)).isFalse();
      assertThat(trust.check(read().checkpoint()))
          .isEqualTo(new Trust.Verdict.TooFewWitnesses(0, 1));
    }
  }

  @Test
  void failedStore_stopsTheLedger() throws IOException {
    Ledger ledger = create();
    ledger.append(Samples.entry(0));
    Files.delete(folder.resolve(".unfinished")); // as if the disk had gone
    assertThatThrownBy(() -> ledger.append(Samples.entry(1))).isInstanceOf(LedgerException.class);
    assertThatThrownBy(() -> ledger.append(Samples.entry(1))).hasMessageContaining("open it again");
    assertThat(ledger.view().size()).isEqualTo(1);
    ledger.close();
    try (Ledger again = open()) {
      assertThat(again.append(Samples.entry(1)).first()).isEqualTo(1);
    }
  }
}
