package dev.ricordo.governance.cli;

import dev.ricordo.base.Base;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which base the memories were learned with. By default the one the demo shop ships. */
final class BaseOption {

  /** Set by the launcher: the folder of the project. */
  private static final String HOME = "ricordo.home";

  private static final Path SHIPPED = Path.of("demo-shop", "src", "main", "resources", "base");

  @Option(
      names = "--base",
      paramLabel = "DIR",
      defaultValue = "${env:RICORDO_BASE}",
      description = "Folder of the base, else $$RICORDO_BASE, else the one the demo shop ships.")
  private @Nullable Path folder;

  /**
   * The base, or empty if none was given and none is shipped.
   *
   * @throws dev.ricordo.RicordoException if the folder given holds no base
   */
  Optional<Base> find() {
    return Optional.ofNullable(folder).or(BaseOption::shipped).map(Base::read);
  }

  private static Optional<Path> shipped() {
    return Optional.ofNullable(System.getProperty(HOME))
        .map(home -> Path.of(home).resolve(SHIPPED))
        .filter(Files::isDirectory);
  }
}
