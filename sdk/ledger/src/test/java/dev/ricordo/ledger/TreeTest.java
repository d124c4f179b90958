package dev.ricordo.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {

  /** The inputs and results by which logs of Certificate Transparency are tested. */
  private static final List<byte[]> CT_ENTRIES =
      hexList(", 00, 10, 2021, 3031, 40414243, 5051525354555657, 606162636465666768696a6b6c6d6e6f");

  private static final List<String> CT_ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private final MemoryTree ct = new MemoryTree(CT_ENTRIES);

  private static List<byte[]> hexList(String text) {
    return Arrays.stream(text.split(", ?", -1)).map(HexFormat.of()::parseHex).toList();
  }

  private static List<Hash> hashes(List<String> hex) {
    return hex.stream().map(text -> Hash.of(HexFormat.of().parseHex(text))).toList();
  }

  @Test
  void roots_areThoseOfCertificateTransparency() {
    for (int size = 0; size <= CT_ENTRIES.size(); size++) {
      assertThat(ct.root(size)).hasToString(CT_ROOTS.get(size));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 1 |
          0 | 8 | 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4
          5 | 8 | bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
          2 | 3 | fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
          1 | 5 | 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b
          """)
  void inclusionProofs_areThoseOfCertificateTransparency(long index, long size, String path) {
    InclusionProof proof = InclusionProof.of(index, size, ct);

    assertThat(proof.path()).isEqualTo(path == null ? List.of() : hashes(List.of(path.split(" "))));
    assertThat(proof.holds(Hash.ofEntry(CT_ENTRIES.get((int) index)), ct.root(size))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | 1 |
          1 | 8 | 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4
          6 | 8 | 0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
          2 | 5 | 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b
          6 | 7 | 0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
          """)
  void consistencyProofs_areThoseOfCertificateTransparency(long oldSize, long size, String path) {
    ConsistencyProof proof = ConsistencyProof.of(oldSize, size, ct);

    assertThat(proof.path()).isEqualTo(path == null ? List.of() : hashes(List.of(path.split(" "))));
    assertThat(proof.holds(ct.root(oldSize), ct.root(size))).isTrue();
  }

  @Test
  void rootsAndProofs_areThoseOfAnIndependentImplementation() {
    MemoryTree tree = new MemoryTree(Samples.entries(0, 1000));
    for (String line : Samples.lines("tree.txt")) {
      List<String> words = List.of(line.split(" "));
      long size = Long.parseLong(words.get(words.get(0).equals("root") ? 1 : 2));
      long first = Long.parseLong(words.get(1));
      List<Hash> expected =
          hashes(words.subList(words.get(0).equals("root") ? 2 : 3, words.size()));
      List<Hash> actual =
          switch (words.get(0)) {
            case "root" -> List.of(tree.root(size));
            case "inclusion" -> InclusionProof.of(first, size, tree).path();
            case "consistency" -> ConsistencyProof.of(first, size, tree).path();
            default -> throw new AssertionError(line);
          };
      assertThat(actual).as(line).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void inclusionProof_failsWithAnyBitOrNumberChanged(long seed) {
    Random random = new Random(seed);
    int size = 1 + random.nextInt(700);
    MemoryTree tree = new MemoryTree(Samples.entries(0, size));
    for (int trial = 0; trial < 8; trial++) {
      int index = random.nextInt(size);
      InclusionProof proof = InclusionProof.of(index, size, tree);
      Hash entry = Hash.ofEntry(Samples.entry(index));
      Hash root = tree.root(size);
      assertThat(proof.holds(entry, root)).isTrue();

      for (int bit = 0; bit < Hash.BYTES * 8; bit++) {
        Hash otherEntry = Hash.of(Samples.flipped(entry.bytes(), bit));
        Hash otherRoot = Hash.of(Samples.flipped(root.bytes(), bit));
        assertThat(proof.holds(otherEntry, root)).isFalse();
        assertThat(proof.holds(entry, otherRoot)).isFalse();
        for (int i = 0; i < proof.path().size(); i++) {
          List<Hash> path = new ArrayList<>(proof.path());
          path.set(i, Hash.of(Samples.flipped(path.get(i).bytes(), bit)));
          assertThat(new InclusionProof(index, size, path).holds(entry, root)).isFalse();
        }
      }
      for (int other = 0; other < size; other++) {
        boolean holds = new InclusionProof(other, size, proof.path()).holds(entry, root);
        assertThat(holds)
            .as("seed %d index %d for %d", seed, other, index)
            .isEqualTo(other == index);
      }
      requirePathOfThisLength(proof, entry, root);
    }
  }

  private static void requirePathOfThisLength(InclusionProof proof, Hash entry, Hash root) {
    List<Hash> longer = new ArrayList<>(proof.path());
    longer.add(root);
    assertThat(new InclusionProof(proof.index(), proof.size(), longer).holds(entry, root))
        .isFalse();
    if (!proof.path().isEmpty()) {
      List<Hash> shorter = proof.path().subList(0, proof.path().size() - 1);
      assertThat(new InclusionProof(proof.index(), proof.size(), shorter).holds(entry, root))
          .isFalse();
    }
  }

  @Test
  void everyTree_continuesEveryOlderOneAndNoOther() {
    int max = 200;
    MemoryTree tree = new MemoryTree(Samples.entries(0, max));
    for (int size = 0; size <= max; size++) {
      for (int old = 0; old <= size; old++) {
        ConsistencyProof proof = ConsistencyProof.of(old, size, tree);
        Hash oldRoot = tree.root(old);
        Hash root = tree.root(size);
        assertThat(proof.holds(oldRoot, root)).as("%d to %d", old, size).isTrue();
        int bit = (old * 31 + size) % 256;
        assertThat(proof.holds(Hash.of(Samples.flipped(oldRoot.bytes(), bit)), root)).isFalse();
        for (int i = 0; i < proof.path().size(); i++) {
          List<Hash> path = new ArrayList<>(proof.path());
          path.set(i, Hash.of(Samples.flipped(path.get(i).bytes(), bit)));
          assertThat(new ConsistencyProof(old, size, path).holds(oldRoot, root)).isFalse();
        }
        if (old > 0) {
          Hash other = Hash.of(Samples.flipped(root.bytes(), bit));
          assertThat(proof.holds(oldRoot, other)).isFalse();
        }
      }
    }
  }

  @Test
  void treeWithAnEntryChanged_doesNotContinueTheOlderOne() {
    List<byte[]> forged = new ArrayList<>(Samples.entries(0, 50));
    forged.set(10, Samples.entry(99));
    MemoryTree honest = new MemoryTree(Samples.entries(0, 50));
    MemoryTree fork = new MemoryTree(forged);

    ConsistencyProof proof = ConsistencyProof.of(20, 50, fork);

    assertThat(proof.holds(honest.root(20), fork.root(50))).isFalse();
  }

  @Test
  void frontierReadBack_growsAsTheOneInMemory() {
    MemoryTree tree = new MemoryTree(Samples.entries(0, 300));
    for (long size = 0; size < 300; size++) {
      Frontier read = Frontier.read(size, tree);
      assertThat(read.root()).isEqualTo(tree.root(size));
      read.append(Hash.ofEntry(Samples.entry(size)));
      assertThat(read.root()).isEqualTo(tree.root(size + 1));
    }
  }

  @Test
  void numbersOutsideOfTheTree_areRefused() {
    assertThatThrownBy(() -> InclusionProof.of(3, 3, ct)).hasMessageContaining("index: 3");
    assertThatThrownBy(() -> InclusionProof.of(-1, 3, ct)).hasMessageContaining("index: -1");
    assertThatThrownBy(() -> ConsistencyProof.of(4, 3, ct)).hasMessageContaining("oldSize: 4");
    assertThatThrownBy(() -> Hash.of(new byte[31])).hasMessageContaining("31 bytes");
    assertThatThrownBy(() -> new NodeId(63, 0)).hasMessageContaining("level: 63");
    assertThatThrownBy(() -> new NodeId(62, 1)).hasMessageContaining("index: 1");
  }
}
