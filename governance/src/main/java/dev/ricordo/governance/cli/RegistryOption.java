package dev.ricordo.governance.cli;

import dev.ricordo.base.BaseRegistry;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where base releases are. By default beside the demo shop's vault. */
final class RegistryOption {

  @Option(
      names = "--registry",
      paramLabel = "FOLDER",
      defaultValue = "${env:RICORDO_BASES:-${sys:ricordo.home:-.}/demo-shop/.ricordo/bases}",
      description =
          "Folder of base releases, else $$RICORDO_BASES, else beside the demo shop's vault.")
  private Path folder = Path.of("");

  BaseRegistry get() {
    return new BaseRegistry(folder);
  }
}
