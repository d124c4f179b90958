package dev.ricordo.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkersTest {

  @TempDir Path folder;

  /** Writes a line into the file it is given, and fails if that is the third. */
  public static final class Job {
    public static void main(String[] words) throws IOException {
      Files.writeString(
          Path.of(words[0]), "run\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      System.exit(words[0].endsWith("3") ? 1 : 0);
    }
  }

  @Test
  void everyCommand_isRunOnce_alsoAfterOneThatFailed() throws IOException {
    List<List<String>> commands =
        IntStream.range(0, 5).mapToObj(i -> List.of(folder.resolve("f" + i).toString())).toList();
    List<String> notes = new ArrayList<>();
    Workers.java(2, Job.class).run(commands, NotedProgress.into(notes));
    for (List<String> command : commands) {
      assertThat(Path.of(command.get(0))).hasContent("run");
    }
    assertThat(notes).containsExactly("1 of 5 failed, they are done again here");
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
