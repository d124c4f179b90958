package dev.ricordo.governance.cli;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long to train. */
final class EpochsOption {

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the data; by default the recipe says.")
  private @Nullable Integer epochs;

  /**
   * @throws IllegalArgumentException if it is not positive
   */
  OptionalInt get() {
    if (epochs == null) {
      return OptionalInt.empty();
    }
    if (epochs < 1) {
      throw new IllegalArgumentException("--epochs: must be at least 1, is " + epochs);
    }
    return OptionalInt.of(epochs);
  }
}
