package dev.ricordo.governance.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where legal holds are kept. By default beside the demo shop's vault. */
final class HoldOption {

  @Option(
      names = "--holds",
      paramLabel = "FOLDER",
      defaultValue = "${env:RICORDO_HOLDS:-${sys:ricordo.home:-.}/demo-shop/.ricordo/holds}",
      description =
          "Folder of the legal holds, else $$RICORDO_HOLDS, else beside the demo shop's vault.")
  private Path folder = Path.of("");

  Path folder() {
    return folder;
  }
}
