package dev.ricordo.lab;

import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.lab.models.SequenceNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The best so far of a training that is under way, on disk: it stays there if training fails.
 *
 * @param <T> what is trained
 */
final class Checkpoint<T> {

  private static final String NAME = "checkpoint";

  private final String what;
  private final Path place;
  private final BiConsumer<T, Path> write;

  private Checkpoint(String what, Path place, BiConsumer<T, Path> write) {
    this.what = what;
    this.place = place;
    this.write = write;
  }

  /**
   * Of a base.
   *
   * @param out folder that gets the base when it is ready
   */
  static Checkpoint<Base> ofBase(Path out) {
    return new Checkpoint<>("base", out.resolve(NAME), (base, folder) -> base.write(folder));
  }

  /**
   * Of a sequence model.
   *
   * @param out file that gets the net when it is ready
   */
  static Checkpoint<SequenceNet> ofNet(Path out) {
    Path file = out.resolveSibling(out.getFileName() + "." + NAME);
    return new Checkpoint<>("net", file, NetFile::write);
  }

  /**
   * Trains.
   *
   * @param training is given what keeps the best so far
   * @throws RicordoException if training fails, saying where the best before it is
   */
  <R> R during(Function<Consumer<T>, R> training) {
    remove();
    try {
      return training.apply(best -> write.accept(best, place));
    } catch (RicordoException e) {
      if (Files.exists(place)) {
        String before = "; the best " + what + " before it is in " + place;
        throw new RicordoException(e.getMessage() + before, e);
      }
      throw e;
    }
  }

  /** Takes it away, for training has ended well. */
  void remove() {
    try {
      if (Files.isDirectory(place)) {
        try (Stream<Path> files = Files.list(place)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
      }
      Files.deleteIfExists(place);
    } catch (IOException e) {
      throw new RicordoException("out: " + place + " cannot be removed", e);
    }
  }
}
