package dev.ricordo.governance.cli;

import dev.ricordo.evidence.LedgerPlace;
import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.NoteVerifier;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which key a ledger must be signed with. */
final class LedgerKeyOption {

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The ledger's public key, by default the one beside it.")
  private @Nullable Path file;

  boolean wasNamed() {
    return file != null;
  }

  /**
   * @throws IllegalArgumentException naming the option if the file holds no key of a ledger
   */
  NoteVerifier of(LedgerPlace place) {
    try {
      return NoteVerifier.load(
          Objects.requireNonNullElseGet(file, place::publicKey), NoteVerifier.Kind.LOG);
    } catch (LedgerException e) {
      throw new IllegalArgumentException("--key: " + e.getMessage(), e);
    }
  }
}
