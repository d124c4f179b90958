package dev.ricordo.governance.cli;

import dev.ricordo.evidence.hold.Evidence;
import dev.ricordo.evidence.hold.Hold;
import dev.ricordo.evidence.hold.HoldFolder;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where legal holds are kept. By default beside the demo shop's vault. */
final class HoldOption {

  private static final Path SHIPPED = Path.of("demo-shop", ".ricordo", "holds");

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

  /**
   * The folder, made if it is missing: for whoever places holds.
   *
   * @throws IllegalArgumentException if it is to be the demo shop's and the data are another's
   */
  HoldFolder open() {
    requireOwn();
    return HoldFolder.open(folder());
  }

  private void requireOwn() {
    if (isOfAnotherShop()) {
      throw new IllegalArgumentException(
          "--holds: is missing; the demo shop's folder is for its own customers");
    }
  }

  private boolean isOfAnotherShop() {
    return given == null && Elsewhere.isNamed(spec);
  }

  /**
   * The folder, for whoever asks about holds that were placed.
   *
   * @throws dev.ricordo.RicordoException if it is missing: none is made in the place of one that is
   *     away
   * @throws IllegalArgumentException as {@link #open}
   */
  HoldFolder openExisting() {
    requireOwn();
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
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "ricordo: WARNING: --holds was not given, so nobody is taken to be under a legal hold.");
    err.flush();
  }

  private boolean noneWasPlaced() {
    return given == null && Files.notExists(folder());
  }

  private Path folder() {
    return given == null ? Home.folder().resolve(SHIPPED) : given;
  }

  /**
   * Gives what holds keep of a tenant's customers to work that destroys events. Where no folder was
   * given and the shop has none, nobody is held; of another shop than the demo shop, whose folder
   * says nothing of it, that is said on the standard error. A folder that was given must be there.
   *
   * @throws dev.ricordo.RicordoException if the folder cannot be read; then the work was not begun
   */
  <T> T withEvidence(String tenant, Function<Evidence, T> work) {
    if (isOfAnotherShop()) {
      warnOfAnotherShop();
      return work.apply(Evidence.none());
    }
    if (noneWasPlaced()) {
      return work.apply(Evidence.none());
    }
    try (HoldFolder holds = openExisting()) {
      return work.apply(holds.of(tenant));
    }
  }
}
