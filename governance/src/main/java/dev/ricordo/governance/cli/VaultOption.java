package dev.ricordo.governance.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which vault. By default that of the demo shop. */
final class VaultOption {

  @Option(
      names = "--vault",
      paramLabel = "FOLDER",
      defaultValue = "${env:RICORDO_VAULT:-${sys:ricordo.home:-.}/demo-shop/.ricordo/vault}",
      description = "Folder of the keys, else $$RICORDO_VAULT, else the demo shop's.")
  private Path folder = Path.of("");

  /** Whatever is there. */
  Path folder() {
    return folder;
  }

  /**
   * @throws IllegalArgumentException naming the option if there is no such folder
   */
  Path existing() {
    return requireFolder("--vault", folder);
  }

  /**
   * @throws IllegalArgumentException naming the option if there is no such folder
   */
  static Path requireFolder(String option, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(option + ": " + folder + " is not a folder");
    }
    return folder;
  }

  /**
   * @throws IllegalArgumentException naming the option if something is there that would be
   *     overwritten
   */
  static Path requireFree(String option, Path folder) {
    if (Files.exists(folder)) {
      throw new IllegalArgumentException(option + ": " + folder + " exists, choose another");
    }
    return folder;
  }
}
