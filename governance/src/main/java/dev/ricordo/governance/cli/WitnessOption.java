package dev.ricordo.governance.cli;

import dev.ricordo.evidence.Witness;
import dev.ricordo.ledger.LedgerException;
import dev.ricordo.ledger.NoteVerifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A witness of a ledger, where it is asked and what it signs with. */
final class WitnessOption {

  @Option(
      names = "--witness",
      paramLabel = "URL",
      description =
          "Where a witness of the ledger is asked to cosign (c2sp.org/tlog-witness); needs"
              + " --witness-key. With it, may be given several times.")
  private @Nullable URI url;

  @Option(
      names = "--witness-key",
      required = true,
      paramLabel = "FILE",
      description = "The public key of a witness.")
  private Path file = Path.of("");

  /**
   * Those that have a key.
   *
   * @throws IllegalArgumentException naming the option if a file holds no key of a witness
   */
  static List<NoteVerifier> keys(List<WitnessOption> some) {
    return some.stream().map(option -> readKey(option.file)).toList();
  }

  /**
   * Those that can be asked.
   *
   * @throws IllegalArgumentException naming the option if a URL or a key is none
   */
  static List<Witness> askable(List<WitnessOption> some) {
    return some.stream().flatMap(option -> option.find().stream()).toList();
  }

  /**
   * All of them, to be asked.
   *
   * @throws IllegalArgumentException naming the option if a URL is missing
   */
  static List<Witness> require(List<WitnessOption> some) {
    return some.stream()
        .map(
            option ->
                option
                    .find()
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "--witness: is missing beside --witness-key " + option.file)))
        .toList();
  }

  private Optional<Witness> find() {
    return Optional.ofNullable(url).map(prefix -> witness(prefix, readKey(file)));
  }

  private static Witness witness(URI prefix, NoteVerifier key) {
    try {
      return new Witness(prefix, key);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--witness: " + e.getMessage(), e);
    }
  }

  private static NoteVerifier readKey(Path file) {
    try {
      return NoteVerifier.load(file, NoteVerifier.Kind.WITNESS);
    } catch (LedgerException e) {
      throw new IllegalArgumentException("--witness-key: " + e.getMessage(), e);
    }
  }
}
