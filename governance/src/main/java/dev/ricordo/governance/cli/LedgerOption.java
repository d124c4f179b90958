package dev.ricordo.governance.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which ledger. By default the one beside the demo shop's vault. */
final class LedgerOption {

  @Option(
      names = "--ledger",
      paramLabel = "FOLDER",
      defaultValue = "${env:RICORDO_LEDGER:-${sys:ricordo.home:-.}/demo-shop/.ricordo/ledger}",
      description =
          "Folder of the ledger, else $$RICORDO_LEDGER, else beside the demo shop's vault. Its"
              + " private key is in a file of this name and .key, its public one in .pub.")
  private Path folder = Path.of("");

  Path folder() {
    return folder;
  }
}
