package dev.ricordo.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.ledger.Trust.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckpointTest {

  private static final String ROOT = "TszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=";
  private static final String TEXT = "go.sum database tree\n123456789012\n" + ROOT + "\n";

  private final Checkpoint checkpoint =
      new Checkpoint("shop.example/ledger", 1, Hash.ofEntry(Samples.entry(0)));
  private final SignedCheckpoint signed = SignedCheckpoint.sign(checkpoint, Samples.LOG);

  @Test
  void checkpointOfGosChecksumDatabase_isReadAndWritten() {
    Checkpoint go = Checkpoint.parse(TEXT);

    assertThat(go.size()).isEqualTo(123456789012L);
    assertThat(go.root()).isEqualTo(Hash.ofEntry("hello world".getBytes(UTF_8)));
    assertThat(go.text()).isEqualTo(TEXT);
  }

  @Test
  void extensionLines_areKept() {
    Checkpoint extended = Checkpoint.parse(TEXT + "one\ntwo\n");

    assertThat(extended.extensions()).containsExactly("one", "two");
    assertThat(extended.text()).isEqualTo(TEXT + "one\ntwo\n");
  }

  static Stream<String> malformed() {
    String size = "123456789012";
    return Stream.of(
        "",
        "\n",
        "origin\n",
        "origin\n1\n",
        "origin\n1\n" + ROOT,
        "\n1\n" + ROOT + "\n",
        TEXT + "\n",
        TEXT + "\nafter an empty line\n",
        TEXT.replace(size, "0xabcdef"),
        TEXT.replace(size, "01"),
        TEXT.replace(size, "-1"),
        TEXT.replace(size, "+1"),
        TEXT.replace(size, " 1"),
        TEXT.replace(size, ""),
        TEXT.replace(size, "\u0661"),
        TEXT.replace(size, "9223372036854775808"),
        TEXT.replace(size, "99999999999999999999"),
        TEXT.replace(size, "0"),
        TEXT.replace("Bb0=", "BTOOBIG="),
        TEXT.replace("Bb0=", "Bb1="),
        TEXT.replace("Bb0=", "Bb0"),
        TEXT.replace(ROOT, "AAAA"),
        TEXT.replace(ROOT, ROOT.replace('+', '-')));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformedCheckpoints_areRefused(String text) {
    assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(MalformedException.class);
  }

  @Test
  void emptyTree_hasItsRoot() {
    String empty = "o\n0\n" + Hash.ofEmptyTree().base64() + "\n";

    assertThat(Checkpoint.parse(empty).size()).isZero();
  }

  @Test
  void signedCheckpoint_isTrustedByThoseWhoKnowTheKey() {
    SignedCheckpoint read = SignedCheckpoint.parse(signed.bytes());

    assertThat(read).isEqualTo(signed);
    assertThat(Samples.TRUST.check(read)).isEqualTo(new Verdict.Trusted(List.of()));
  }

  @Test
  void everyReasonNotToTrust_hasItsVerdict() {
    NoteVerifier log = Samples.LOG.verifier();
    NoteVerifier witness = Samples.WITNESS.verifier();
    NoteSigner stranger = stranger();
    Trust other = new Trust("other.example", List.of(log), List.of(), 0);
    Trust strangers = new Trust(log.name(), List.of(stranger.verifier()), List.of(), 0);
    Trust witnessed = new Trust(log.name(), List.of(log), List.of(witness), 1);
    NoteSignature right = signed.signatures().get(0);
    NoteSignature bad =
        NoteSignature.of(right.name(), right.keyId(), Samples.flipped(right.signature(), 9));
    SignedCheckpoint forged = new SignedCheckpoint(checkpoint, List.of(bad));

    assertThat(other.check(signed))
        .isEqualTo(new Verdict.OtherOrigin("shop.example/ledger", "other.example"));
    assertThat(strangers.check(signed)).isEqualTo(new Verdict.NotSigned());
    assertThat(Samples.TRUST.check(forged)).isEqualTo(new Verdict.WrongSignature(log.toString()));
    assertThat(Samples.TRUST.check(signed.with(List.of(bad))))
        .isEqualTo(new Verdict.WrongSignature(log.toString()));
    assertThat(witnessed.check(signed)).isEqualTo(new Verdict.TooFewWitnesses(0, 1));
  }

  @Test
  void cosignedCheckpoint_countsKnownWitnessesOnly() {
    Instant at = Instant.ofEpochSecond(1_700_000_000);
    SignedCheckpoint cosigned =
        signed
            .with(List.of(Samples.WITNESS.cosign(checkpoint, at)))
            .with(List.of(stranger().sign(checkpoint.text())));
    NoteVerifier log = Samples.LOG.verifier();
    Trust witnessed = new Trust(log.name(), List.of(log), List.of(Samples.WITNESS.verifier()), 1);

    assertThat(witnessed.check(cosigned))
        .isEqualTo(new Verdict.Trusted(List.of(new Trust.Cosignature("witness.example/w1", at))));
    assertThat(Samples.TRUST.check(cosigned)).isEqualTo(new Verdict.Trusted(List.of()));
  }

  @Test
  void trustThatCannotBeMet_isRefused() {
    NoteVerifier log = Samples.LOG.verifier();
    NoteVerifier witness = Samples.WITNESS.verifier();
    assertThatThrownBy(() -> new Trust("o", List.of(), List.of(), 0))
        .hasMessageContaining("logKeys: are none");
    assertThatThrownBy(() -> new Trust("o", List.of(log), List.of(witness), 2))
        .hasMessageContaining("quorum: 2 is not in 0..1");
    assertThatThrownBy(() -> new Trust("o", List.of(log), List.of(witness, witness), 2))
        .hasMessageContaining("witnesses: a key is there twice");
    assertThatThrownBy(() -> new Trust("o", List.of(witness), List.of(), 0))
        .hasMessageContaining("logKeys: a key is not of kind LOG");
  }

  private static NoteSigner stranger() {
    return NoteSigner.parse(
        "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
  }
}
