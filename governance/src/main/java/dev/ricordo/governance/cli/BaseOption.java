package dev.ricordo.governance.cli;

import dev.ricordo.base.Base;
import dev.ricordo.base.BaseRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * Which base the memories were learned with. For the demo shop's data, the one it ships; for
 * others', none unless it is named.
 */
final class BaseOption {

  /** Set by the launcher: the folder of the project. */
  private static final String HOME = "ricordo.home";

  private static final Path SHIPPED = Path.of("demo-shop", "src", "main", "resources", "base");

  @Option(
      names = "--base",
      paramLabel = "DIR",
      defaultValue = "${env:RICORDO_BASE}",
      description =
          "Folder of the base, or of base releases one of which serves, else $$RICORDO_BASE. For"
              + " the demo shop's database and vault, else the one it ships.")
  private @Nullable Path folder;

  @Spec(Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /**
   * The base, or empty if none was named and the demo shop's is not meant or not there.
   *
   * @throws dev.ricordo.RicordoException if the folder given holds no base
   * @throws IllegalArgumentException if it holds releases, none of which serves
   */
  Optional<Base> find() {
    return Optional.ofNullable(folder).or(this::shipped).map(BaseOption::read);
  }

  private static Base read(Path folder) {
    return BaseRegistry.isAt(folder) ? new BaseRegistry(folder).readCurrent() : Base.read(folder);
  }

  private Optional<Path> shipped() {
    if (Elsewhere.isNamed(spec)) {
      return Optional.empty();
    }
    return Optional.ofNullable(System.getProperty(HOME))
        .map(home -> Path.of(home).resolve(SHIPPED))
        .filter(Files::isDirectory);
  }
}
