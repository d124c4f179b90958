package dev.ricordo.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A writer that dies leaves the log as it was or as it was to become. */
class CrashTest {

  private static final int SETS = 16;

  @TempDir Path folder;

  private static Ledger open(Path folder) {
    return Ledger.open(new TiledStore(FolderTiles.open(folder)), Samples.LOG);
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static void write(Path folder, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(target.resolveSibling("."));
      Files.write(target, file.getValue());
    }
  }

  /**
   * Every set of new files that a crash before the checkpoint can leave, since the order in which
   * they reach the disk is the file system's; and files that were not finished.
   */
  @ParameterizedTest
  @CsvSource({"0, 3", "5, 6", "250, 300", "255, 256", "256, 257", "300, 900"})
  void appendCutShort_isAsIfItHadNotBegun(int before, int after) throws IOException {
    Path whole = folder.resolve("whole");
    try (Ledger ledger = Ledger.create(new TiledStore(FolderTiles.open(whole)), Samples.LOG)) {
      if (before > 0) {
        ledger.append(Samples.entries(0, before));
      }
    }
    Map<String, byte[]> old = files(whole);
    try (Ledger ledger = open(whole)) {
      ledger.append(Samples.entries(before, after));
    }
    Map<String, byte[]> added = files(whole);
    added.keySet().removeAll(old.keySet());
    List<String> paths = List.copyOf(added.keySet());
    List<byte[]> contents = List.copyOf(added.values());
    Random random = new Random(before);
    int sets = Math.min(SETS, 1 << paths.size());
    for (int trial = 0; trial < sets; trial++) {
      int set = sets < SETS ? trial : random.nextInt(1 << paths.size());
      Map<String, byte[]> left = new TreeMap<>(old);
      for (int i = 0; i < paths.size(); i++) {
        byte[] content = contents.get(i);
        if ((set >> i & 1) == 1) {
          left.put(paths.get(i), content);
        }
        left.put(".unfinished/" + i, Arrays.copyOf(content, random.nextInt(content.length)));
      }
      requireRecovers(folder.resolve("crash-" + trial), left, before);
    }
  }

  /** The log goes on with other entries than those that were on their way. */
  private static void requireRecovers(Path crashed, Map<String, byte[]> left, int size)
      throws IOException {
    write(crashed, left);
    List<byte[]> expected = new ArrayList<>(Samples.entries(0, size));
    try (Ledger ledger = open(crashed)) {
      assertThat(ledger.view().size()).isEqualTo(size);
      for (int i = 0; i < 3; i++) {
        byte[] other = ("other " + i).getBytes(UTF_8);
        assertThat(ledger.append(other).first()).isEqualTo(expected.size());
        expected.add(other);
      }
      assertThat(ledger.view().entries(0, size + 3L))
          .usingRecursiveComparison()
          .isEqualTo(expected);
    }
    assertThat(Audit.of(crashed, Samples.TRUST, List.of()).findings()).isEmpty();
    assertThat(crashed.resolve(".unfinished")).isEmptyDirectory();
  }

  /** Only what was full by then is gone once the checkpoint is there. */
  @Test
  void crashAfterTheCheckpoint_keepsTheAppend() throws IOException {
    try (Ledger ledger = Ledger.create(new TiledStore(FolderTiles.open(folder)), Samples.LOG)) {
      ledger.append(Samples.entries(0, 100));
    }
    Map<String, byte[]> old = files(folder);
    try (Ledger ledger = open(folder)) {
      ledger.append(Samples.entries(100, 300));
    }
    old.remove("checkpoint");
    write(folder, old);

    assertThat(Audit.of(folder, Samples.TRUST, List.of()).findings()).isEmpty();
    try (Ledger ledger = open(folder)) {
      assertThat(ledger.append(Samples.entry(300)).first()).isEqualTo(300);
    }
    assertThat(Audit.of(folder, Samples.TRUST, List.of()).findings()).isEmpty();
  }

  @Test
  void killedProcess_losesNothingItHadAcknowledged() throws Exception {
    Ledger.create(new TiledStore(FolderTiles.open(folder)), Samples.LOG).close();
    Random random = new Random(1);
    for (int kill = 0; kill < Integer.getInteger("ledger.kills", 3); kill++) {
      long acknowledged = appendUntilKilled(20 + random.nextInt(60));
      try (Ledger ledger = open(folder)) {
        long size = ledger.view().size();
        assertThat(size).isGreaterThanOrEqualTo(acknowledged);
        assertThat(ledger.view().entries(0, size))
            .usingRecursiveComparison()
            .isEqualTo(Samples.entries(0, size));
        ledger.append(Samples.entry(size));
      }
      assertThat(Audit.of(folder, Samples.TRUST, List.of()).findings()).isEmpty();
    }
  }

  private long appendUntilKilled(int appends) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(java, "-cp", classes, Appender.class.getName(), folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long acknowledged = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (int i = 0; i < appends; i++) {
        acknowledged = Long.parseLong(lines.readLine());
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    return acknowledged;
  }

  /** The process that is killed: appends for ever and tells each size once it is durable. */
  static final class Appender {

    private Appender() {}

    public static void main(String[] folder) {
      Random random = new Random();
      try (Ledger ledger = open(Path.of(folder[0]))) {
        while (true) {
          long size = ledger.view().size();
          int count = 1 + random.nextInt(40);
          System.out.println(ledger.append(Samples.entries(size, size + count)).size());
        }
      }
    }
  }
}
