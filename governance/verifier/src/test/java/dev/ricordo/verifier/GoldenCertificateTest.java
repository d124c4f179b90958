package dev.ricordo.verifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates of the first release must be proved by every later one. */
final class GoldenCertificateTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final String KEY = GOLDEN.resolve("ledger-1.pub").toString();
  private static final String SECOND_KEY = GOLDEN.resolve("ledger-2.pub").toString();
  private static final String THIRD_KEY = GOLDEN.resolve("ledger-3.pub").toString();
  private static final String KEY_NOW = GOLDEN.resolve("ledger-4.pub").toString();
  private static final String WITNESS_NOW = GOLDEN.resolve("witness-4.pub").toString();

  private static final Trace NONE = new Trace(Optional.empty(), true, Optional.empty());

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int run(String... arguments) {
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    return VerifierProgram.run(List.of(arguments), to, to);
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"selective-1.json", "full-1.json"})
  void goldenCertificate_isProved(String name) {
    assertThat(run(GOLDEN.resolve(name).toString(), KEY)).isZero();
    assertThat(output()).startsWith("Proved:").doesNotContain("WARNING");
  }

  @ParameterizedTest
  @ValueSource(strings = {"selective-2.json", "full-2.json"})
  void goldenCertificate_thatWaitsForARebuild_isProved_andCompleted(String name) {
    assertThat(run(GOLDEN.resolve(name).toString(), SECOND_KEY)).isZero();
    assertThat(output())
        .startsWith("Proved:")
        .contains(
            "1 trained model held what was forgotten, to be replaced and destroyed by 2026-04")
        .doesNotContain("WARNING", "every trained model");
    String completion = GOLDEN.resolve("completion-1.json").toString();
    assertThat(run(GOLDEN.resolve(name).toString(), SECOND_KEY, completion)).isZero();
    assertThat(output())
        .contains("every trained model that held what was forgotten was destroyed, the last at");
  }

  @Test
  void certificateThatAWitnessDidNotCosign_isNotProvedToWhoeverAsksForIt() {
    String certificate = GOLDEN.resolve("full-3.json").toString();

    assertThat(run("--witness-key", WITNESS_NOW, certificate, THIRD_KEY)).isEqualTo(1);
    assertThat(output())
        .contains("the ledger's checkpoint is cosigned by every witness given")
        .contains("0 of 1 did");
    assertThat(run("--witness-key", THIRD_KEY, certificate, THIRD_KEY)).isEqualTo(2);
    assertThat(output()).contains("holds no key of a witness");
    assertThat(run("--witness-key", WITNESS_NOW)).isEqualTo(2);
  }

  @Test
  void page_saysThatAModelStillHoldsIt_untilThatIsCompleted() throws Exception {
    byte[] file = Files.readAllBytes(GOLDEN.resolve("full-2.json"));
    byte[] completion = Files.readAllBytes(GOLDEN.resolve("completion-1.json"));
    Verifier verifier = Verifier.of(Optional.empty());

    assertThat(CertificatePage.of((Verdict.Proved) verifier.verify(file)))
        .contains(
            "The events and the memory of one customer have been destroyed. What a trained model"
                + " learned from them is still to go: it is rebuilt without them.",
            "Rebuild pending, due 1 April 2026");
    assertThat(CertificatePage.of((Verdict.Proved) verifier.verify(file, Optional.of(completion))))
        .contains("<td>Destroyed</td>")
        .contains("The events and the memory of one customer have been destroyed.</p>")
        .doesNotContain("still to go");
  }

  @Test
  void completion_ofAnotherLedgerOrCertificate_isRefused() {
    String completion = GOLDEN.resolve("completion-1.json").toString();
    String certificate = GOLDEN.resolve("full-2.json").toString();

    assertThat(run(GOLDEN.resolve("full-1.json").toString(), KEY, completion)).isEqualTo(1);
    assertThat(output()).contains("the certificate waits for none");
    assertThat(run(certificate, SECOND_KEY, certificate)).isEqualTo(1);
    assertThat(output()).contains("completion: lacks entries");
  }

  @Test
  void selectiveCertificate_saysWhatItIs() throws Exception {
    CertificateFile file =
        CertificateFile.parse(Files.readAllBytes(GOLDEN.resolve("selective-1.json")));

    assertThat(file.certificate().events()).isEqualTo(2);
    assertThat(file.scope().get("items")).containsExactly("kettles-02", "kettles-03");
    assertThat(file.scope().get("campaigns"))
        .containsExactly(file.salted().of("campaign", "spring"));
    assertThat(file.salted().of("subject", "anna")).isEqualTo(file.certificate().subject());
  }

  @Test
  void secondVersion_saysHowItWasAskedAndDecided() throws Exception {
    CertificateFile file = CertificateFile.parse(Files.readAllBytes(GOLDEN.resolve("full-2.json")));

    assertThat(file.particulars())
        .isEqualTo(new Particulars("signed in", List.of("officer"), List.of("mailer"), ""));
    assertThat(file.certificate().model().state()).isEqualTo(TrainedModel.State.PENDING);
    assertThat(file.certificate().model().panels()).hasSize(1);
    assertThat(file.certificate().epochs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"selective-3.json", "full-3.json"})
  void thirdVersion_isProved(String name) {
    assertThat(run(GOLDEN.resolve(name).toString(), THIRD_KEY)).isZero();
    assertThat(output())
        .startsWith("Proved:")
        .contains("Whether 2 epochs of these sums may go on serving was to be computed anew")
        .contains("of 1 it had been when this was certified")
        .doesNotContain("WARNING");
  }

  @Test
  void thirdVersion_saysWhatEachLevelWasAndIs_andWhatTheStoresAnswered() throws Exception {
    Certificate some = certificate("selective-3.json");
    Certificate all = certificate("full-3.json");

    for (Trace trace : List.of(some.journal(), some.own().get(0), some.share())) {
      assertThat(trace.before()).isPresent().isNotEqualTo(trace.after());
      assertThat(trace.after()).isPresent();
    }
    for (Trace trace : List.of(all.journal(), all.own().get(0), all.share())) {
      assertThat(trace.before()).isPresent();
      assertThat(trace.afterText()).isEqualTo("none");
    }
    assertThat(some.keys().number()).isEqualTo(1);
    assertThat(some.keys().vault()).contains("files");
    assertThat(some.stores()).hasSize(6).allMatch(SweptStore::swept);
    assertThat(VerdictText.notSwept(all)).containsExactly("page cache");
    assertThat(some.epochs())
        .containsExactly(
            new TouchedEpoch(1, Optional.of(true), Optional.of("held")),
            new TouchedEpoch(2, Optional.of(false), Optional.of("pending")));
    assertThat(some.times().identified()).contains(Instant.parse("2026-03-02T12:00:20Z"));
    assertThat(some.times().certified()).contains(Instant.parse("2026-03-02T12:01:02Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"selective-4.json", "full-4.json"})
  void fourthVersion_isProved_withAWitness(String name) {
    String file = GOLDEN.resolve(name).toString();

    assertThat(run("--witness-key", WITNESS_NOW, file, KEY_NOW)).isZero();
    assertThat(output())
        .startsWith("Proved:")
        .contains("The witness witness.example saw this ledger at 2026-03-02T12:")
        .doesNotContain("WARNING");
  }

  @Test
  void fourthVersion_saysOfEachOwnLevelWhatItWasAndIs() throws Exception {
    Certificate some = certificate("selective-4.json");
    Certificate all = certificate("full-4.json");

    assertThat(some.own()).hasSize(3).doesNotHaveDuplicates();
    for (Trace level : some.own()) {
      assertThat(level.before()).isPresent().isNotEqualTo(level.after());
      assertThat(level.after()).isPresent();
    }
    assertThat(all.own().get(0).before()).isPresent();
    assertThat(all.own().subList(1, 3)).as("its base has no such levels").allMatch(NONE::equals);
    assertThat(all.own()).allMatch(level -> level.after().isEmpty());
  }

  @Test
  void page_ofTheFourthVersion_showsEachOwnLevel_andOfTheThirdAllInOne() throws Exception {
    Certificate some = certificate("selective-4.json");
    String now = page("selective-4.json");

    for (int level = 0; level < 3; level++) {
      String before = some.own().get(level).beforeText();
      assertThat(now).contains(before, "<td>" + before.substring(0, 8) + "…</td>");
    }
    assertThat(now).contains("<dt>L2 after, salted</dt>").doesNotContain("L0 to L2 together");
    assertThat(page("full-4.json"))
        .contains("<td>Nothing was there</td><td>none</td><td>none</td>");
    assertThat(page("selective-3.json"))
        .contains("of L0 to L2 together, of L3 the customer's share", "Memory before")
        .doesNotContain("L2 after");
  }

  private static String page(String name) throws IOException {
    byte[] file = Files.readAllBytes(GOLDEN.resolve(name));
    return CertificatePage.of((Verdict.Proved) Verifier.of(Optional.empty()).verify(file));
  }

  private static Certificate certificate(String name) throws IOException {
    return CertificateFile.parse(Files.readAllBytes(GOLDEN.resolve(name))).certificate();
  }

  @Test
  void earlierVersions_sayNothingOfWhatWasBefore() throws Exception {
    for (String name : List.of("full-1.json", "selective-2.json")) {
      assertThat(certificate(name).journal().beforeText()).isEqualTo("unknown");
      assertThat(certificate(name).stores()).isNotEmpty().allMatch(SweptStore::swept);
      assertThat(certificate(name).keys().subjects()).isEmpty();
    }
    byte[] file = Files.readAllBytes(GOLDEN.resolve("selective-2.json"));
    assertThat(CertificatePage.of((Verdict.Proved) Verifier.of(Optional.empty()).verify(file)))
        .contains("Memory afterwards, salted")
        .doesNotContain(">Before<", "<dt>Basis</dt>");
  }

  @Test
  void changedCertificate_isNotProved_andTheCheckIsNamed() throws Exception {
    String text = Files.readString(GOLDEN.resolve("full-1.json"));
    Path changed = folder.resolve("changed.json");
    Files.writeString(changed, text.replace("\"events\":3", "\"events\":2"));

    assertThat(run(changed.toString(), KEY)).isEqualTo(1);
    assertThat(output()).contains("This check failed: the certificate is an entry of the ledger.");
  }

  @Test
  void everyChangedByteOfACosignedCertificate_isRefuted() throws Exception {
    byte[] file = Files.readAllBytes(GOLDEN.resolve("full-4.json"));
    Verifier verifier =
        Verifier.of(Optional.of(VerifierProgram.readKey(Path.of(KEY_NOW))))
            .cosignedBy(List.of(VerifierProgram.readWitnessKey(Path.of(WITNESS_NOW))));

    assertThat(verifier.verify(file)).isInstanceOf(Verdict.Proved.class);
    for (int at = 0; at < file.length; at++) {
      byte[] changed = file.clone();
      changed[at] ^= 1;
      assertThat(verifier.verify(changed)).as("byte %s", at).isInstanceOf(Verdict.Refuted.class);
    }
  }

  @Test
  void keyThatIsOfTheOtherKind_isRefused() {
    NoteKey log = VerifierProgram.readKey(Path.of(KEY_NOW));

    assertThatThrownBy(() -> Verifier.of(Optional.empty()).cosignedBy(List.of(log)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("witnesses: the key ricordo.local/");
  }

  @Test
  void wrongUse_exitsWith2() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("no-such-file")).isEqualTo(2);
    assertThat(run(GOLDEN.resolve("full-1.json").toString(), "no-such-key")).isEqualTo(2);
    assertThat(output()).contains("Usage:").contains("no-such-file").contains("no-such-key");
  }

  @Test
  void page_isOneDocument_thatLoadsNothing_andMarksUpNothingOfTheFile() throws Exception {
    byte[] file = Files.readAllBytes(GOLDEN.resolve("selective-1.json"));
    Verdict verdict = Verifier.of(Optional.empty()).verify(file);

    assertThat(CertificatePage.of((Verdict.Proved) verdict))
        .startsWith("<!doctype html>")
        .contains("<html lang=\"en\">", "<main>", "kettles-02, kettles-03")
        .doesNotContain("<script", "http://", "https://", "url(");
  }

  @Test
  void verifier_dependsOnFormatsOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "org.jspecify..", "org.erdtman.jcs..", "dev.ricordo.verifier..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.ricordo.verifier"));
  }
}
