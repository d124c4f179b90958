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
import java.util.concurrent.atomic.AtomicBoolean;

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
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !ofThisProcessAlone(argument))
        .forEach(line::add);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return new Workers(count, line);
  }

  /** A debugger's or a monitor's port is taken already. */
  private static boolean ofThisProcessAlone(String argument) {
    return argument.startsWith("-agentlib:") || argument.startsWith("-Dcom.sun.management");
  }

  /**
   * Runs commands. What one of them fails to do is left undone and told: whoever needs it does it
   * again, and says why it fails.
   *
   * @param commands words of each, the first to be started first
   * @throws RicordoException if a process cannot be started
   */
  void run(List<List<String>> commands, Progress progress) {
    Deque<List<String>> waiting = new ArrayDeque<>(commands);
    Set<Process> running = ConcurrentHashMap.newKeySet();
    AtomicBoolean stopped = new AtomicBoolean();
    Thread end = new Thread(() -> stop(stopped, running), "ricordo-workers-end");
    Runtime.getRuntime().addShutdownHook(end);
    try (Progress.Bar bar = progress.start("side by side", commands.size())) {
      int failed = 0;
      while (!stopped.get() && !(waiting.isEmpty() && running.isEmpty())) {
        while (!stopped.get() && !waiting.isEmpty() && running.size() < count) {
          running.add(started(waiting.removeFirst()));
        }
        awaitAny(running);
        failed += takeEnded(running);
        bar.advance(commands.size() - waiting.size() - running.size());
      }
      if (failed > 0) {
        bar.note(failed + " of " + commands.size() + " failed, they are done again here");
      }
    } finally {
      stop(stopped, running);
      unhook(end);
    }
  }

  private static void stop(AtomicBoolean stopped, Set<Process> running) {
    stopped.set(true);
    running.forEach(Process::destroy);
  }

  private static void unhook(Thread end) {
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException e) {
      // This process is ending, and the hook runs.
    }
  }

  /** How many of those that ended failed. */
  private static int takeEnded(Set<Process> running) {
    List<Process> ended = running.stream().filter(process -> !process.isAlive()).toList();
    ended.forEach(running::remove);
    return (int) ended.stream().filter(process -> process.exitValue() != 0).count();
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
