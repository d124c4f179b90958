package dev.ricordo.quarkus.deployment;

import dev.ricordo.base.RandomBases;
import io.quarkus.test.QuarkusUnitTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Small applications to test, all with the same base of random weights. */
final class Applications {

  static final long SEED = 7;
  static final int ITEMS = 40;

  private Applications() {}

  /** The folder of a base, written when first asked for. */
  static Path base() {
    return Written.FOLDER;
  }

  /** The names of the files in {@link #base}. */
  static List<String> baseFiles() {
    try (Stream<Path> files = Files.list(base())) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without a database. */
  static QuarkusUnitTest inMemory() {
    return withBase().overrideConfigKey("ricordo.journal", "memory");
  }

  /** With the database that the Dev Service starts. */
  static QuarkusUnitTest withBase() {
    return empty().overrideRuntimeConfigKey("ricordo.base", base().toString());
  }

  /** Nothing set. */
  static QuarkusUnitTest empty() {
    return new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClass(Applications.class));
  }

  private static final class Written {

    static final Path FOLDER = Path.of("target", "test-base").toAbsolutePath();

    static {
      RandomBases.create(SEED, ITEMS).write(FOLDER);
    }
  }
}
