package dev.ricordo.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.ledger.LogProof.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogProofTest {

  private static final byte[] FILE = Samples.bytes("entry-1.tlog-proof");
  private static final byte[] COSIGNED = Samples.bytes("cosigned-1.tlog-proof");

  @Test
  void proofOfAnIndependentImplementation_isVerified() {
    LogProof proof = LogProof.parse(FILE);

    assertThat(proof.check(Samples.entry(1), Samples.TRUST))
        .isEqualTo(new Verdict.Included(1, 3, List.of()));
    assertThat(proof.check(Samples.entry(2), Samples.TRUST))
        .isEqualTo(new Verdict.NotIncluded(1, 3));
    assertThat(proof.bytes()).isEqualTo(FILE);
  }

  @Test
  void proofOfASmallLog_isWrittenAsByAnIndependentImplementation() {
    MemoryTree tree = new MemoryTree(Samples.entries(0, 3));
    Checkpoint checkpoint = new Checkpoint("shop.example/ledger", 3, tree.root(3));
    SignedCheckpoint signed = SignedCheckpoint.sign(checkpoint, Samples.LOG);
    Instant at = Instant.ofEpochSecond(1_700_000_000);
    InclusionProof inclusion = InclusionProof.of(1, 3, tree);
    LogProof proof = new LogProof(Optional.empty(), inclusion, signed);

    assertThat(proof.bytes()).isEqualTo(FILE);
    LogProof cosigned =
        new LogProof(
                Optional.empty(),
                inclusion,
                signed.with(List.of(Samples.WITNESS.cosign(checkpoint, at))))
            .withExtra("more".getBytes(UTF_8));
    assertThat(cosigned.bytes()).isEqualTo(COSIGNED);
  }

  /** The worked example of the format's page. */
  @Test
  void documentation_showsTheseBytes() throws IOException {
    String page = Files.readString(Path.of("../../docs/formats/ledger.md"));
    String bundle = HexFormat.of().formatHex(Samples.bytes("ledger-1/tile/entries/000.p/3"));

    assertThat(page)
        .contains(Samples.KEYS.subList(0, 2))
        .contains(new String(FILE, UTF_8))
        .contains(new String(Samples.bytes("ledger-1/checkpoint"), UTF_8));
    assertThat(page.replace(" ", "")).contains("\n" + bundle + "\n");
    for (int i = 0; i < 3; i++) {
      assertThat(page).contains("\n" + Hash.ofEntry(Samples.entry(i)) + "\n");
    }
  }

  @Test
  void extraAndCosignatures_areRead() {
    LogProof proof = LogProof.parse(COSIGNED);
    NoteVerifier log = Samples.LOG.verifier();
    Trust witnessed = new Trust(log.name(), List.of(log), List.of(Samples.WITNESS.verifier()), 1);

    assertThat(proof.extraBytes())
        .hasValueSatisfying(b -> assertThat(b).asString().isEqualTo("more"));
    assertThat(proof.check(Samples.entry(1), witnessed))
        .isEqualTo(
            new Verdict.Included(
                1,
                3,
                List.of(
                    new Trust.Cosignature(
                        "witness.example/w1", Instant.ofEpochSecond(1_700_000_000)))));
    assertThat(LogProof.parse(FILE).check(Samples.entry(1), witnessed))
        .isEqualTo(new Verdict.NotTrusted(new Trust.Verdict.TooFewWitnesses(0, 1)));
  }

  @Test
  void everyBitOfTheFileAndOfTheEntry_matters() {
    byte[] entry = Samples.entry(1);
    for (int bit = 0; bit < FILE.length * 8; bit++) {
      assertThat(accepts(Samples.flipped(FILE, bit), entry))
          .as("bit %d of the file", bit)
          .isFalse();
    }
    for (int bit = 0; bit < entry.length * 8; bit++) {
      assertThat(accepts(FILE, Samples.flipped(entry, bit))).as("bit %d of entry", bit).isFalse();
    }
  }

  @Test
  void everyByteMissing_matters() {
    for (int length = 0; length < FILE.length; length++) {
      assertThat(accepts(Arrays.copyOf(FILE, length), Samples.entry(1))).isFalse();
    }
  }

  private static boolean accepts(byte[] file, byte[] entry) {
    try {
      return LogProof.parse(file).check(entry, Samples.TRUST) instanceof Verdict.Included;
    } catch (MalformedException e) {
      return false;
    }
  }

  static Stream<UnaryOperator<String>> malformed() {
    return Stream.of(
        text -> "",
        text -> text.replace("v1\n", "v2\n"),
        text -> text.replace("v1\n", "v1 \n"),
        text -> text.replace("index 1\n", ""),
        text -> text.replace("index 1\n", "index 1\nindex 1\n"),
        text -> text.replace("index 1", "index 01"),
        text -> text.replace("index 1", "index -1"),
        text -> text.replace("index 1", "index 3"),
        text -> text.replace("index 1", "index 9223372036854775808"),
        text -> text.replace("index 1", "index notanumber"),
        text -> text.replace("index 1", "index"),
        text -> text.replace("index 1", "extra \nindex 1"),
        text -> text.replace("index 1", "extra !!notbase64!!\nindex 1"),
        text -> text.replace("index 1", "index 1\nextra bW9yZQ=="),
        text -> text.replace("index 1", "extra bW9yZQ==\nextra bW9yZQ==\nindex 1"),
        text -> text.replace("SkE=", "SkF="),
        text -> text.replace("SkE=", "SkE=SkE="),
        text -> text.replace("SkE=", "AAAA"),
        text -> text.replace("SkE=\n", "SkE=\n\n"),
        text -> text.replace("SkE=\n\n", "SkE=\n"),
        text -> text.replace("\n", "\r\n"),
        text ->
            text.replace(
                "index 1\n", "index 1\n" + (Hash.ofEmptyTree().base64() + "\n").repeat(62)),
        text -> text + "\n");
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformedProofs_areRefused(UnaryOperator<String> change) {
    byte[] changed = change.apply(new String(FILE, UTF_8)).getBytes(UTF_8);

    assertThatThrownBy(() -> LogProof.parse(changed)).isInstanceOf(MalformedException.class);
  }
}
