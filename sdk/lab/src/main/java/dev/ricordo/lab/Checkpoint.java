package dev.ricordo.lab;

import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.lab.train.BaseTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The best base so far of a training that is under way, on disk: it stays there if training fails.
 */
final class Checkpoint {

  private static final String NAME = "checkpoint";

  private final Path folder;

  /**
   * @param out folder that gets the base when it is ready
   */
  Checkpoint(Path out) {
    folder = out.resolve(NAME);
  }

  /**
   * Trains.
   *
   * @param training is given what keeps a base
   * @throws RicordoException if training fails, saying where the best base before it is
   */
  BaseTraining.Result during(Function<Consumer<Base>, BaseTraining.Result> training) {
    remove();
    try {
      return training.apply(base -> base.write(folder));
    } catch (RicordoException e) {
      if (Files.exists(folder)) {
        throw new RicordoException(e.getMessage() + "; the best base before it is in " + folder, e);
      }
      throw e;
    }
  }

  /** Takes it away, for the base is ready. */
  void remove() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new RicordoException("out: " + folder + " cannot be removed", e);
    }
  }
}
