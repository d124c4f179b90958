package dev.ricordo.verifier;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code java -jar ricordo-verifier.jar [--witness-key FILE]... CERTIFICATE [KEY [COMPLETION]]}:
 * the verifier on its own. {@code KEY} is the file with the ledger's public key, {@code COMPLETION}
 * the one that shows that the bases that the certificate waits for were destroyed. Each witness
 * whose key is given must have cosigned. Exits with 0 if the certificate is proved, 1 if not, 2 on
 * wrong use.
 */
public final class VerifierProgram {

  private static final int PROVED = 0;
  private static final int REFUTED = 1;
  private static final int WRONG_USE = 2;
  private static final int MOST_ARGUMENTS = 3;
  private static final String WITNESS_KEY = "--witness-key";

  private VerifierProgram() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> given, PrintStream out, PrintStream err) {
    int keys = 0;
    while (keys + 1 < given.size() && given.get(keys).equals(WITNESS_KEY)) {
      keys += 2;
    }
    List<String> arguments = given.subList(keys, given.size());
    if (arguments.isEmpty() || arguments.size() > MOST_ARGUMENTS) {
      err.println(
          "Usage: java -jar ricordo-verifier.jar [--witness-key FILE]..."
              + " CERTIFICATE [KEY [COMPLETION]]");
      return WRONG_USE;
    }
    try {
      List<NoteKey> witnesses = new ArrayList<>();
      for (int i = 1; i < keys; i += 2) {
        witnesses.add(readWitnessKey(Path.of(given.get(i))));
      }
      Optional<NoteKey> key =
          arguments.size() > 1 ? Optional.of(readKey(Path.of(arguments.get(1)))) : Optional.empty();
      Optional<byte[]> completion =
          arguments.size() == MOST_ARGUMENTS
              ? Optional.of(readCertificate(Path.of(arguments.get(2))))
              : Optional.empty();
      Verdict verdict =
          Verifier.of(key)
              .cosignedBy(witnesses)
              .verify(readCertificate(Path.of(arguments.get(0))), completion);
      VerdictText.lines(verdict).forEach(out::println);
      return verdict instanceof Verdict.Proved ? PROVED : REFUTED;
    } catch (MalformedException | UncheckedIOException e) {
      err.println(e.getMessage());
      return WRONG_USE;
    }
  }

  /**
   * The bytes of a certificate's file.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static byte[] readCertificate(Path file) {
    try {
      if (Files.size(file) > CertificateFile.MAX_BYTES) {
        return new byte[CertificateFile.MAX_BYTES + 1]; // too long, whatever is in it
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("certificate: " + file + " cannot be read", e);
    }
  }

  /**
   * The ledger's public key from a file of one line.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws MalformedException if it holds no key of a ledger
   */
  public static NoteKey readKey(Path file) {
    return readKey(file, NoteKey.Kind.LOG, "a ledger");
  }

  /**
   * A witness's public key from a file of one line.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws MalformedException if it holds no key of a witness
   */
  public static NoteKey readWitnessKey(Path file) {
    return readKey(file, NoteKey.Kind.WITNESS, "a witness");
  }

  private static NoteKey readKey(Path file, NoteKey.Kind kind, String whose) {
    try {
      NoteKey key =
          NoteKey.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip());
      if (key.kind() != kind) {
        throw new MalformedException("key: " + file + " holds no key of " + whose);
      }
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException("key: " + file + " cannot be read", e);
    }
  }
}
