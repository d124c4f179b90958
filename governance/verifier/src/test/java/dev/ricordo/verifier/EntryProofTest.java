package dev.ricordo.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.verifier.Verdict.Check;
import dev.ricordo.verifier.Verdict.Refuted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads a proof that was made by a program in Python, as the page of the format has it. */
final class EntryProofTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final NoteKey KEY =
      NoteKey.parse("shop.example/ledger+4b450770+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4");
  private static final NoteKey WITNESS =
      NoteKey.parse("witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X");
  private static final byte[] ENTRY = bytes("entry 1");

  private String text;
  private String cosigned;

  @BeforeEach
  void readGoldenFiles() throws IOException {
    text = Files.readString(GOLDEN.resolve("entry-1.tlog-proof"));
    cosigned = Files.readString(GOLDEN.resolve("cosigned-1.tlog-proof"));
    assertThat(EntryProof.parse(cosigned).hasExtra()).isTrue();
    cosigned = cosigned.replace("extra bW9yZQ==\n", "");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<Refuted> check(String proof, NoteKey... witnesses) {
    return EntryProof.parse(proof).refuted(ENTRY, KEY, List.of(witnesses));
  }

  @Test
  void goldenProof_showsItsEntry_andNoOther() {
    assertThat(check(text)).isEmpty();
    assertThat(EntryProof.parse(text).refuted(bytes("entry 2"), KEY, List.of()))
        .map(Refuted::check)
        .contains(Check.INCLUSION);
  }

  @Test
  void cosignedProof_saysWhenTheWitnessSawIt() {
    assertThat(check(cosigned, WITNESS)).isEmpty();
    assertThat(EntryProof.parse(cosigned).cosignatures(List.of(WITNESS)))
        .containsExactly(new Cosignature(WITNESS.name(), Instant.parse("2023-11-14T22:13:20Z")));
    assertThat(check(text, WITNESS)).contains(new Refuted(Check.WITNESSES, "0 of 1 did"));
  }

  @Test
  void everyChangedByte_isRefusedOrRefuted() {
    byte[] proof = bytes(cosigned);
    for (int at = 0; at < proof.length; at++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] changed = proof.clone();
        changed[at] ^= (byte) (1 << bit);
        assertThat(holds(changed)).as("byte %s, bit %s", at, bit).isFalse();
      }
    }
  }

  private boolean holds(byte[] proof) {
    try {
      return check(new String(proof, StandardCharsets.UTF_8), WITNESS).isEmpty();
    } catch (MalformedException e) {
      return false;
    }
  }

  @Test
  void everyByteCutOff_isRefused() {
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      assertThatThrownBy(() -> check(cut)).as("%s", length).isInstanceOf(MalformedException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          index 1,             index 01,            log proof index: is no number
          index 1,             index 3,             log proof index: 3 is not in a tree of 3
          index 1,             index 99999999999999999999, log proof index: is no number
          index 1,             indes 1,             log proof: has no index line
          tlog-proof@v1,       tlog-proof@v2,       log proof: does not begin with c2sp.org
          dziF,                dzi,                 log proof hash: is not base64
          dziF,                dziFdziF,            log proof hash: is not 32 bytes
          aqhk=,               aqhl=,               checkpoint root: is not the one spelling
          — shop,              - shop,              note signature: the line is not
          shop.example/ledger S,  shop.example+ledger S, note signature: the line is not
          """)
  void malformedProof_isRefused_andTheRuleNamed(String what, String by, String message) {
    String proof = text.replace(what, by);
    assertThat(proof).isNotEqualTo(text);
    assertThatThrownBy(() -> EntryProof.parse(proof))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void signatureOfAKnownKeyThatIsWrong_isRefuted_thoughARightOneIsThere() {
    String line = text.substring(text.lastIndexOf('\u2014'));
    String wrong = line.replace("OLw", "OLx");

    assertThat(check(text + line)).isEmpty();
    assertThat(check(text + wrong))
        .contains(new Refuted(Check.SIGNATURE, "the signature is wrong"));
    assertThat(check(text + line.replace("S0UH", "S0UI"))).as("unknown, ignored").isEmpty();
  }

  @Test
  void cosignatureThatIsWrong_isRefuted_onlyIfItsWitnessIsAskedFor() {
    int at = cosigned.length() - 20;
    String wrong = cosigned.substring(0, at) + "AAAA" + cosigned.substring(at + 4);

    assertThat(check(wrong)).isEmpty();
    assertThat(check(wrong, WITNESS))
        .contains(
            new Refuted(Check.WITNESSES, "the cosignature of " + WITNESS.name() + " is wrong"));
  }

  @Test
  void proofOfAnotherLedger_isRefuted_andBothAreNamed() throws IOException {
    NoteKey other = NoteKey.parse(Files.readString(GOLDEN.resolve("ledger-4.pub")).strip());
    assertThat(EntryProof.parse(text).refuted(ENTRY, other, List.of()))
        .map(Refuted::why)
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .isEqualTo(
                        "the checkpoint is of the ledger shop.example/ledger, not of "
                            + other.name()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop.example/ledger",
        "shop.example/ledger+4b450771+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "shop example/ledger+4b450770+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "shop.example/ledger+4b450770+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG5",
        "shop.example/ledger+4b450770+AgOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "shop.example/ledger+4b450770+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVQ==",
      })
  void textThatIsNoKey_isRefused(String key) {
    assertThatThrownBy(() -> NoteKey.parse(key))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("key: ");
  }

  @Test
  void pathOfEveryLeaf_leadsToTheRoot_andNoOtherPathDoes() {
    for (int size = 1; size <= 70; size++) {
      List<byte[]> leaves =
          IntStream.range(0, size).mapToObj(i -> MerkleTree.leaf(bytes("entry " + i))).toList();
      for (int index = 0; index < size; index++) {
        List<byte[]> path = path(leaves, index);
        assertThat(MerkleTree.root(leaves.get(index), index, size, path)).hasValue(root(leaves));
        for (int i = 0; i < path.size(); i++) {
          List<byte[]> other = new ArrayList<>(path);
          other.set(i, Sha256.of(path.get(i)));
          assertThat(MerkleTree.root(leaves.get(index), index, size, other).orElseThrow())
              .isNotEqualTo(root(leaves));
          other.remove(i);
          assertThat(MerkleTree.root(leaves.get(index), index, size, other)).isEmpty();
        }
        path.add(new byte[Sha256.BYTES]);
        assertThat(MerkleTree.root(leaves.get(index), index, size, path)).isEmpty();
      }
    }
  }

  /** MTH of RFC 6962, section 2.1. */
  private static byte[] root(List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int left = Integer.highestOneBit(leaves.size() - 1);
    return Sha256.of(
        new byte[] {1}, root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
  }

  /** PATH of RFC 6962, section 2.1.1. */
  private static List<byte[]> path(List<byte[]> leaves, int index) {
    if (leaves.size() == 1) {
      return new ArrayList<>();
    }
    int left = Integer.highestOneBit(leaves.size() - 1);
    List<byte[]> first = leaves.subList(0, left);
    List<byte[]> second = leaves.subList(left, leaves.size());
    List<byte[]> path = index < left ? path(first, index) : path(second, index - left);
    path.add(root(index < left ? second : first));
    return path;
  }
}
