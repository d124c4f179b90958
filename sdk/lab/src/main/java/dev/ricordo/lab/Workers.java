package dev.ricordo.lab;

import dev.ricordo.RicordoException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Processes that evaluate side by side into one cache, for machines with more processors, or a
 * larger GPU, than one training keeps busy.
 *
 * @param count how many at a time
 * @param program the command line of this program, which the words of a command follow
 */
public record Workers(int count, List<String> program) {

  /**
   * @throws IllegalArgumentException if there are none
   */
  public Workers {
    if (count < 1) {
      throw new IllegalArgumentException("jobs: must be at least 1, is " + count);
    }
    program = List.copyOf(program);
  }

  /**
   * Processes of this Java, under its options and with its classes.
   *
   * @param main the class that each starts with
   */
  public static Workers java(int count, Class<?> main) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return new Workers(count, line);
  }

  /**
   * Runs commands. What one of them fails to do is left undone: whoever needs it does it again, and
   * says why it fails.
   *
   * @param commands words of each, the first to be started first
   * @throws RicordoException if a process cannot be started
   */
  void run(List<List<String>> commands, Progress progress) {
    Deque<List<String>> waiting = new ArrayDeque<>(commands);
    Set<Process> running = ConcurrentHashMap.newKeySet();
    Thread end = new Thread(() -> running.forEach(Process::destroy), "ricordo-workers-end");
    Runtime.getRuntime().addShutdownHook(end);
    try (Progress.Bar bar = progress.start("side by side", commands.size())) {
      while (!waiting.isEmpty() || !running.isEmpty()) {
        while (!waiting.isEmpty() && running.size() < count) {
          running.add(started(waiting.removeFirst()));
        }
        awaitAny(running);
        running.removeIf(process -> !process.isAlive());
        bar.advance(commands.size() - waiting.size() - running.size());
      }
    } finally {
      running.forEach(Process::destroy);
      Runtime.getRuntime().removeShutdownHook(end);
    }
  }

  private Process started(List<String> words) {
    List<String> line = new ArrayList<>(program);
    line.addAll(words);
    try {
      return new ProcessBuilder(line)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new RicordoException("jobs: " + program.get(0) + " cannot be started", e);
    }
  }

  private static void awaitAny(Set<Process> running) {
    CompletableFuture.anyOf(running.stream().map(Process::onExit).toArray(CompletableFuture[]::new))
        .join();
  }
}
