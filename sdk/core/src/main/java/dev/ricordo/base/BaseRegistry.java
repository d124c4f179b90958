package dev.ricordo.base;

import dev.ricordo.RicordoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of base releases, each in a folder of its own, one of which serves: the file {@code
 * current} has its name. Whoever serves reads that file again from time to time.
 *
 * <p>Thread-safe for readers. One process at a time changes it.
 */
public final class BaseRegistry {

  private static final String CURRENT = "current";

  /** What the note of a deleted release ends with. */
  private static final String DELETED = ".deleted";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final Path folder;

  public BaseRegistry(Path folder) {
    this.folder = folder;
  }

  /** Whether a folder says which release serves, and so is not itself a base. */
  public static boolean isAt(Path folder) {
    return Files.isRegularFile(folder.resolve(CURRENT));
  }

  /** The releases that are whole, by name. */
  public List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(folder)) {
      return found
          .filter(one -> Files.isRegularFile(one.resolve(BaseFormat.MANIFEST)))
          .map(one -> one.getFileName().toString())
          .filter(name -> NAME.matcher(name).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new RicordoException("registry: " + folder + " cannot be read", e);
    }
  }

  /**
   * The name of the release that serves; empty if none was ever promoted.
   *
   * @throws RicordoException if the file that says so cannot be read, or says something else
   */
  public Optional<String> current() {
    Path file = folder.resolve(CURRENT);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String name = Files.readString(file).strip();
      if (!NAME.matcher(name).matches()) {
        throw new RicordoException("registry: " + file + " does not name a release");
      }
      return Optional.of(name);
    } catch (IOException e) {
      throw new RicordoException("registry: " + file + " cannot be read", e);
    }
  }

  /**
   * The folder of a release, which need not be there.
   *
   * @throws IllegalArgumentException if no release may have that name
   */
  public Path folder(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("release: \"" + name + "\" is no name of a release");
    }
    return folder.resolve(name);
  }

  /**
   * Reads a release.
   *
   * @throws IllegalArgumentException if there is none of that name
   * @throws RicordoException naming the file that is damaged
   */
  public Base read(String name) {
    requireThere(name);
    return Base.read(folder(name));
  }

  /**
   * Reads the release that serves.
   *
   * @throws IllegalArgumentException if none was ever promoted, or it is not there
   * @throws RicordoException naming the file that is damaged
   */
  public Base readCurrent() {
    return read(
        current()
            .orElseThrow(
                () ->
                    new IllegalArgumentException("registry: no release of " + folder + " serves")));
  }

  /**
   * Lets a release serve from now on, in one step.
   *
   * @throws IllegalArgumentException if there is none of that name
   * @throws RicordoException if the folder cannot be written
   */
  public void serve(String name) {
    requireThere(name);
    try {
      BaseFormat.replace(folder.resolve(CURRENT), (name + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new RicordoException("registry: " + folder + " cannot be written", e);
    }
  }

  /**
   * Deletes a release and whatever else is in its folder, and leaves a note that it did, so that it
   * can be said again if what follows fails.
   *
   * @return whether it is deleted, now or before; false if it was never here
   * @throws IllegalArgumentException if it serves
   * @throws RicordoException if not all of it can be deleted
   */
  public boolean delete(String name) {
    if (current().filter(name::equals).isPresent()) {
      throw new IllegalArgumentException("release: \"" + name + "\" serves, promote another first");
    }
    Path gone = folder(name);
    Path note = folder.resolve(name + DELETED);
    if (!Files.isDirectory(gone)) {
      return Files.exists(note);
    }
    try (Stream<Path> files = Files.walk(gone)) {
      BaseFormat.replace(note, new byte[0]);
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new RicordoException("registry: " + gone + " cannot be deleted", e);
    }
    return true;
  }

  private void requireThere(String name) {
    if (!Files.isRegularFile(folder(name).resolve(BaseFormat.MANIFEST))) {
      throw new IllegalArgumentException(
          "release: there is no \"" + name + "\", there are " + names());
    }
  }
}
