package dev.ricordo.governance.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests in a folder of the project that is new and empty. */
class AtHome {

  private static final String HOME = "ricordo.home";

  @TempDir Path home;

  private Optional<String> before = Optional.empty();

  @BeforeEach
  void goHome() {
    before = Optional.ofNullable(System.getProperty(HOME));
    System.setProperty(HOME, home.toString());
  }

  @AfterEach
  void goBack() {
    before.ifPresentOrElse(
        value -> System.setProperty(HOME, value), () -> System.clearProperty(HOME));
  }
}
