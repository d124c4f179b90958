package dev.ricordo.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {

  @TempDir private Path folder;

  @Test
  void newFile_isWrittenOnce_readableByItsOwnerOnly() throws IOException {
    Path file = folder.resolve("certificate.json");
    PrivateFile.writeNew(file, "first".getBytes(UTF_8));
    assertThatThrownBy(() -> PrivateFile.writeNew(file, "second".getBytes(UTF_8)))
        .isInstanceOf(FileAlreadyExistsException.class);

    assertThat(file).hasContent("first");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.unf*");
  }

  @Test
  void file_takesThePlaceOfWhatWasThere() throws IOException {
    Path file = folder.resolve("report.json");
    Files.writeString(file, "of before");
    PrivateFile.write(file, "new".getBytes(UTF_8));

    assertThat(file).hasContent("new");
  }
}
