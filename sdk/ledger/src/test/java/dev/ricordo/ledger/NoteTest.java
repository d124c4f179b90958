package dev.ricordo.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first keys and notes are those of the tests of Go's {@code sumdb/note}. */
class NoteTest {

  private static final String PETER =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  private static final String PETER_PRIVATE =
      "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
  private static final String ENOCH =
      "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
  private static final String TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  private static final String PETER_LINE =
      "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng"
          + "otpRZb6KE6RyyBwJnAM=\n";
  private static final String ENOCH_LINE =
      "\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLo"
          + "x33WWd1RvMc+QQ=\n";

  @Test
  void signer_makesTheSignatureOfGo() {
    NoteSigner signer = NoteSigner.parse(PETER_PRIVATE);

    Note note = new Note(TEXT, List.of(signer.sign(TEXT)));

    assertThat(signer.verifier()).hasToString(PETER);
    assertThat(new String(note.bytes(), UTF_8)).isEqualTo(TEXT + "\n" + PETER_LINE);
  }

  @Test
  void severalSignatures_areEachOfTheirKey() {
    Note note = Note.parse((TEXT + "\n" + PETER_LINE + ENOCH_LINE).getBytes(UTF_8));
    NoteVerifier peter = NoteVerifier.parse(PETER);
    NoteVerifier enoch = NoteVerifier.parse(ENOCH);

    assertThat(peter.verifies(note.text(), note.signatures().get(0))).isTrue();
    assertThat(enoch.verifies(note.text(), note.signatures().get(1))).isTrue();
    assertThat(peter.claims(note.signatures().get(1))).isFalse();
    assertThat(peter.verifies(note.text(), note.signatures().get(1))).isFalse();
    assertThat(peter.verifies(note.text() + "\n", note.signatures().get(0))).isFalse();
  }

  @Test
  void exampleOfTheSpecification_isVerified() {
    NoteVerifier key =
        NoteVerifier.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
    String line =
        "\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3"
            + "mFXmRKuwHjG1Yu72IneyaQM=\n";
    Note note = Note.parse(("This is an example message.\n\n" + line).getBytes(UTF_8));

    assertThat(key.verifies(note.text(), note.signatures().get(0))).isTrue();
  }

  @Test
  void textWithBlankLines_isSplitAtTheLast() {
    String line =
        "\u2014 quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+E"
            + "hfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
    String text = "trafitto da un raggio di sole:\n\n\u00e8 subito sera.\n";

    Note note = Note.parse((text + "\n" + line).getBytes(UTF_8));

    assertThat(note.text()).isEqualTo(text);
    assertThat(note.signatures().get(0).name()).isEqualTo("quasimodo.example/salvatore");
    assertThat(note.bytes()).isEqualTo((text + "\n" + line).getBytes(UTF_8));
  }

  @Test
  void keysWithAnyPartMissing_areRefused() {
    for (int from = 0; from <= PETER.length(); from++) {
      for (int to = from; to <= PETER.length(); to++) {
        if (to - from < PETER.length()) {
          String part = PETER.substring(from, to);
          assertThatThrownBy(() -> NoteVerifier.parse(part)).isInstanceOf(MalformedException.class);
        }
      }
    }
  }

  @Test
  void keysWithAnyCharacterChanged_areRefused() {
    for (int i = 0; i < PETER.length(); i++) {
      String key = changed(PETER, i);
      assertThatThrownBy(() -> NoteVerifier.parse(key)).isInstanceOf(MalformedException.class);
    }
    for (int i = 0; i < PETER_PRIVATE.length(); i++) {
      String key = changed(PETER_PRIVATE, i);
      assertThatThrownBy(() -> NoteSigner.parse(key)).isInstanceOf(MalformedException.class);
    }
  }

  private static String changed(String key, int at) {
    return key.substring(0, at) + (char) (key.charAt(at) + 1) + key.substring(at + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "",
        "++"
      })
  void otherBadKeys_areRefused(String key) {
    assertThatThrownBy(() -> NoteVerifier.parse(key)).isInstanceOf(MalformedException.class);
  }

  static Stream<String> malformedNotes() {
    String tooMany = TEXT + "\n" + PETER_LINE.repeat(101);
    return Stream.of(
        "",
        "\n",
        "\n\n",
        TEXT,
        TEXT + "\n",
        TEXT + PETER_LINE,
        TEXT + "\n" + PETER_LINE.substring(0, PETER_LINE.length() - 1),
        "\u0001" + TEXT + "\n" + PETER_LINE,
        TEXT + "\t\n\n" + PETER_LINE,
        TEXT + "\r\n\n" + PETER_LINE,
        TEXT + "\u0000\n\n" + PETER_LINE,
        TEXT + "\n" + PETER_LINE.replace("PeterNeumann", "Peter Neumann"),
        TEXT + "\n" + PETER_LINE.replace("PeterNeumann", "Peter+Neumann"),
        TEXT + "\n" + PETER_LINE.replace("PeterNeumann", "Peter\u00a0Neumann"),
        TEXT + "\n" + PETER_LINE.replace("PeterNeumann", "Peter\u0085Neumann"),
        TEXT + "\n" + PETER_LINE.replace("PeterNeumann", "Peter\u2028Neumann"),
        TEXT + "\n" + PETER_LINE.replace("PeterNeumann", "Peter\u3000Neumann"),
        TEXT + "\n" + PETER_LINE.replace("PeterNeumann", ""),
        TEXT + "\n" + PETER_LINE.replace("\u2014", "-"),
        TEXT + "\n" + PETER_LINE.replace("\u2014 ", "\u2014"),
        TEXT + "\n" + PETER_LINE.replace(" x08", "  x08"),
        TEXT + "\n" + PETER_LINE.replace("nAM=", "nAN="),
        TEXT + "\n" + PETER_LINE.replace("nAM=", "nAM"),
        TEXT + "\n" + PETER_LINE.replace("nAM=", "nAM=="),
        TEXT + "\n" + PETER_LINE.replace("nAM=", "nAM= "),
        TEXT + "\n" + PETER_LINE.replace("x08go", "x08g!"),
        TEXT + "\n\u2014 PeterNeumann x08gow==\n",
        TEXT + "\n\u2014 PeterNeumann \n",
        TEXT + "\n\u2014 PeterNeumann\n",
        TEXT + "\n" + PETER_LINE + "Unexpected line.\n",
        tooMany);
  }

  @ParameterizedTest
  @MethodSource("malformedNotes")
  void malformedNotes_areRefused(String note) {
    assertThatThrownBy(() -> Note.parse(note.getBytes(UTF_8)))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void bytesThatAreNotUtf8_areRefused() {
    String note = "\u00ff" + TEXT + "\n" + PETER_LINE;
    assertThatThrownBy(() -> Note.parse(note.getBytes(ISO_8859_1)))
        .hasMessageContaining("is not UTF-8");
    assertThatThrownBy(() -> new Note("\ud800\n", List.of())).hasMessageContaining("surrogate");
    assertThatThrownBy(() -> Note.parse(new byte[Note.MAX_BYTES + 1]))
        .hasMessageContaining("longer than");
  }

  @Test
  void signaturesWithAnyBitChanged_areWrong() {
    NoteSigner signer = NoteSigner.parse(PETER_PRIVATE);
    NoteSignature right = signer.sign(TEXT);
    byte[] bytes = right.signature();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      NoteSignature wrong =
          NoteSignature.of(right.name(), right.keyId(), Samples.flipped(bytes, bit));
      assertThat(signer.verifier().claims(wrong)).isTrue();
      assertThat(signer.verifier().verifies(TEXT, wrong)).as("bit %d", bit).isFalse();
    }
  }

  /** A signature is R and S; S plus the order of the group would be a second spelling of it. */
  @Test
  void secondSpellingOfASignature_isWrong() {
    NoteSigner signer = NoteSigner.parse(PETER_PRIVATE);
    NoteSignature right = signer.sign(TEXT);
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] bytes = right.signature();
    byte[] reversed = new byte[32];
    for (int i = 0; i < 32; i++) {
      reversed[i] = bytes[63 - i];
    }
    byte[] other = new BigInteger(1, reversed).add(order).toByteArray();
    for (int i = 0; i < 32; i++) {
      bytes[32 + i] = i < other.length ? other[other.length - 1 - i] : 0;
    }

    NoteSignature spelled = NoteSignature.of(right.name(), right.keyId(), bytes);

    assertThat(signer.verifier().verifies(TEXT, spelled)).isFalse();
  }

  @Test
  void publicKeysThatAreNoPoint_areRefused() {
    byte[] noPoint = new byte[32];
    noPoint[0] = 2;
    byte[] tooLarge = new byte[32];
    Arrays.fill(tooLarge, (byte) 0xff);
    assertThatThrownBy(() -> Ed25519.decode(noPoint)).isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> Ed25519.decode(tooLarge)).isInstanceOf(MalformedException.class);
  }

  @Test
  void cosignature_tellsItsTimeAndIsOfNoOther() {
    Checkpoint checkpoint = new Checkpoint("shop.example/ledger", 0, Hash.ofEmptyTree());
    Instant at = Instant.ofEpochSecond(1_700_000_000);
    NoteVerifier witness = Samples.WITNESS.verifier();

    NoteSignature line = Samples.WITNESS.cosign(checkpoint, at.plusMillis(5));

    assertThat(witness.verifies(checkpoint.text(), line)).isTrue();
    assertThat(witness.time(line)).isEqualTo(at);
    byte[] bytes = line.signature();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      NoteSignature wrong =
          NoteSignature.of(line.name(), line.keyId(), Samples.flipped(bytes, bit));
      assertThat(witness.verifies(checkpoint.text(), wrong)).as("bit %d", bit).isFalse();
    }
  }

  @Test
  void keyOfOneKind_isNotReadAsTheOther() {
    assertThatThrownBy(() -> NoteSigner.parse(Samples.KEYS.get(2)))
        .hasMessageContaining("is of kind WITNESS, not LOG");
    assertThatThrownBy(() -> Cosigner.parse(Samples.KEYS.get(0)))
        .hasMessageContaining("is of kind LOG, not WITNESS");
  }

  @Test
  void keysOfAnIndependentImplementation_areTheSame() {
    assertThat(Samples.LOG.verifier()).hasToString(Samples.KEYS.get(1));
    assertThat(Samples.WITNESS.verifier()).hasToString(Samples.KEYS.get(3));
    assertThat(NoteVerifier.parse(Samples.KEYS.get(1))).isEqualTo(Samples.LOG.verifier());
  }

  @Test
  void publicKeyFile_isRead_ifItsKeyIsOfTheKindThatIsAskedFor(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("peter.pub");
    Files.writeString(file, PETER + "\n");

    assertThat(NoteVerifier.load(file, NoteVerifier.Kind.LOG)).hasToString(PETER);
    assertThatThrownBy(() -> NoteVerifier.load(file, NoteVerifier.Kind.WITNESS))
        .isInstanceOf(LedgerException.class)
        .hasMessage("key: " + file + " holds no key of a witness");
    assertThatThrownBy(() -> NoteVerifier.load(folder, NoteVerifier.Kind.LOG))
        .isInstanceOf(LedgerException.class)
        .hasMessage("key: " + folder + " cannot be read");
  }

  @Test
  void keyFile_isReadOnlyIfOthersMayNot(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ledger.key");
    NoteSigner made = NoteSigner.create(file, "shop.example/ledger");

    assertThat(NoteSigner.load(file).verifier()).isEqualTo(made.verifier());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> NoteSigner.create(file, "other")).isInstanceOf(LedgerException.class);

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> NoteSigner.load(file))
        .hasMessageContaining("has permissions rw-r-----")
        .hasMessageNotContaining("PRIVATE");
    assertThatThrownBy(() -> NoteSigner.load(folder.resolve("none")))
        .isInstanceOf(LedgerException.class);
  }
}
