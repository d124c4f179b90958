package dev.ricordo.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkersTest {

  @TempDir Path folder;

  /** Leaves a file named after the word it is given, and fails if it is the third. */
  public static final class Job {
    public static void main(String[] words) throws IOException {
      Files.createFile(Path.of(words[0]));
      System.exit(words[0].endsWith("3") ? 1 : 0);
    }
  }

  @Test
  void everyCommand_isRunOnce_alsoAfterOneThatFailed() throws IOException {
    List<List<String>> commands =
        IntStream.range(0, 5).mapToObj(i -> List.of(folder.resolve("f" + i).toString())).toList();
    Workers.java(2, Job.class).run(commands, Progress.silent());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(5);
    }
  }

  @Test
  void programThatIsNotThere_isSaid() {
    Workers workers = new Workers(1, List.of(folder.resolve("nothing").toString()));
    assertThatThrownBy(() -> workers.run(List.of(List.of("evaluate")), Progress.silent()))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("jobs: ")
        .hasMessageContaining("cannot be started");
  }
}
