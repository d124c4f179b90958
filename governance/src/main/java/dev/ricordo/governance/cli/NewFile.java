package dev.ricordo.governance.cli;

import dev.ricordo.RicordoException;
import dev.ricordo.evidence.PrivateFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file that a command writes whole or not at all, and not over another. */
final class NewFile {

  private final String option;
  private final Path file;

  private NewFile(String option, Path file) {
    this.option = option;
    this.file = file.toAbsolutePath();
  }

  /**
   * Looks whether the file can be written, before work is done for it.
   *
   * @param option whose value the file is
   * @throws IllegalArgumentException if it is there already, or in no folder
   */
  static Optional<NewFile> of(String option, Optional<Path> file) {
    file.ifPresent(
        path -> {
          if (Files.exists(path)) {
            throw new IllegalArgumentException(option + ": " + path + " is there already");
          }
          Path folder = path.toAbsolutePath().getParent();
          if (folder == null || !Files.isWritable(folder)) {
            throw new IllegalArgumentException(
                option + ": " + path + " is in no folder that can be written");
          }
        });
    return file.map(path -> new NewFile(option, path));
  }

  /**
   * Writes the file, readable by its owner only.
   *
   * @throws RicordoException if it cannot be written
   */
  void write(byte[] bytes) {
    try {
      PrivateFile.writeNew(file, bytes);
    } catch (FileAlreadyExistsException e) {
      throw new RicordoException(option + ": " + file + " is there by now, and was left alone", e);
    } catch (IOException e) {
      throw new RicordoException(option + ": " + file + " cannot be written", e);
    }
  }
}
