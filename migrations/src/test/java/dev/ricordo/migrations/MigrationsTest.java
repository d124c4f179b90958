package dev.ricordo.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MigrationsTest {

  @Test
  void everyFileOfTheFolder_isListed() throws Exception {
    URI folder =
        Objects.requireNonNull(Migrations.class.getResource("/" + Migrations.FOLDER)).toURI();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .sorted(Comparator.comparingInt(MigrationsTest::version))
              .toList();
      assertThat(names).isEqualTo(Migrations.FILES);
    }
  }

  private static int version(String file) {
    return Integer.parseInt(file.substring(1, file.indexOf("__")));
  }
}
