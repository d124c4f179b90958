package dev.ricordo.governance.cli;

import dev.ricordo.evidence.hold.Evidence;
import dev.ricordo.evidence.hold.Hold;
import dev.ricordo.evidence.hold.HoldFolder;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where legal holds are kept. By default beside the demo shop's vault. */
final class HoldOption {

  /** Set by the launcher: the folder of the project. */
  private static final String HOME = System.getProperty("ricordo.home", ".");

  private static final Path SHIPPED = Path.of(HOME, "demo-shop", ".ricordo", "holds");

  @Option(
      names = "--holds",
      paramLabel = "FOLDER",
      defaultValue = "${env:RICORDO_HOLDS}",
      description =
          "Folder of the legal holds, else $$RICORDO_HOLDS, else beside the demo shop's vault.")
  private @Nullable Path given;

  @Spec(Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  /** The folder, made if it is missing: for whoever places holds. */
  HoldFolder open() {
    return HoldFolder.open(folder());
  }

  /**
   * The folder, for whoever asks about holds that were placed.
   *
   * @throws dev.ricordo.RicordoException if it is missing: none is made in the place of one that is
   *     away
   */
  HoldFolder openExisting() {
    return HoldFolder.openExisting(folder());
  }

  /**
   * All holds; none where no folder was given and the shop has none.
   *
   * @throws dev.ricordo.RicordoException if the folder cannot be read
   */
  List<Hold> all() {
    if (noneWasPlaced()) {
      return List.of();
    }
    try (HoldFolder holds = openExisting()) {
      return holds.all();
    }
  }

  private void warnOfAnotherShop() {
    if (Elsewhere.isNamed(spec)) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "ricordo: WARNING: --holds was not given, so nobody is taken to be under a legal hold.");
      err.flush();
    }
  }

  private boolean noneWasPlaced() {
    return given == null && Files.notExists(folder());
  }

  private Path folder() {
    return Objects.requireNonNullElse(given, SHIPPED);
  }

  /**
   * Gives what holds keep of a tenant's customers to work that destroys events. Where no folder was
   * given and the shop has none, nobody is held, and of another shop than the demo shop that is
   * said on the standard error; a folder that was given must be there.
   *
   * @throws dev.ricordo.RicordoException if the folder cannot be read; then the work was not begun
   */
  <T> T withEvidence(String tenant, Function<Evidence, T> work) {
    if (noneWasPlaced()) {
      warnOfAnotherShop();
      return work.apply(Evidence.none());
    }
    try (HoldFolder holds = openExisting()) {
      return work.apply(holds.of(tenant));
    }
  }
}
