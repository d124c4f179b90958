package dev.ricordo.governance.cli;

import dev.ricordo.governance.evidence.VerificationReport;
import dev.ricordo.verifier.Certificate;
import dev.ricordo.verifier.CertificateFile;
import dev.ricordo.verifier.CertificatePage;
import dev.ricordo.verifier.MalformedException;
import dev.ricordo.verifier.NoteKey;
import dev.ricordo.verifier.Verdict;
import dev.ricordo.verifier.Verifier;
import dev.ricordo.verifier.VerifierProgram;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ricordo verify}. */
@Command(
    name = "verify",
    description = "Checks a certificate of erasure offline, and says what it proves.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

  @Parameters(paramLabel = "CERTIFICATE", description = "File of the certificate.")
  private Path certificate = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The ledger's public key. Without it, the one that the certificate names.")
  private @Nullable Path key;

  @Option(
      names = "--customer",
      paramLabel = "ID",
      description = "Checks that the certificate is of this customer.")
  private @Nullable String customer;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      description = "Checks that the certificate is of this tenant.")
  private @Nullable String tenant;

  @Option(
      names = "--witness-key",
      paramLabel = "FILE",
      description =
          "The public key of a witness that must have cosigned the ledger. Several times: all of"
              + " them must.")
  private List<Path> witnessKeys = new ArrayList<>();

  @Option(
      names = "--completion",
      paramLabel = "FILE",
      description = "Shows that the bases that the certificate waits for were destroyed.")
  private @Nullable Path completion;

  @Option(names = "--html", paramLabel = "FILE", description = "Writes a page for people.")
  private @Nullable Path html;

  @Mixin private final ReportOptions report = new ReportOptions();

  @Override
  public Integer call() {
    Optional<NewFile> page = NewFile.of("--html", Optional.ofNullable(html));
    Verifier verifier =
        new Verifier(
            Optional.ofNullable(key).map(file -> read("--key", file, VerifierProgram::readKey)),
            Optional.ofNullable(customer),
            Optional.ofNullable(tenant),
            witnessKeys.stream()
                .map(file -> read("--witness-key", file, VerifierProgram::readWitnessKey))
                .toList());
    Verdict verdict =
        verifier.verify(
            bytes(certificate), Optional.ofNullable(completion).map(VerifyCommand::bytes));
    report.print(VerificationReport.of(verdict, key != null));
    if (verdict instanceof Verdict.Proved proved) {
      page.ifPresent(
          file -> file.write(CertificatePage.of(proved).getBytes(StandardCharsets.UTF_8)));
      return RicordoCommand.SUCCESS;
    }
    return RicordoCommand.FAILED;
  }

  /**
   * Reads a certificate, and verifies nothing.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Certificate read(Path file) {
    try {
      return CertificateFile.parse(bytes(file)).certificate();
    } catch (MalformedException e) {
      throw new IllegalArgumentException("CERTIFICATE: " + e.getMessage(), e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return VerifierProgram.readCertificate(file);
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static NoteKey read(String option, Path file, Function<Path, NoteKey> reader) {
    try {
      return reader.apply(file);
    } catch (MalformedException | UncheckedIOException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }
}
