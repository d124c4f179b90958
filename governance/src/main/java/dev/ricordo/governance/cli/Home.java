package dev.ricordo.governance.cli;

import java.nio.file.Path;

/** The folder of the project, as the launcher says it. */
final class Home {

  private Home() {}

  /** By default the folder that the command was started in. */
  static Path folder() {
    return Path.of(System.getProperty("ricordo.home", "."));
  }
}
