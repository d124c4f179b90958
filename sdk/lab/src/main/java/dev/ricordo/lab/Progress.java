package dev.ricordo.lab;

import java.io.PrintStream;

/** Shows how long work goes on. */
public interface Progress {

  /** One piece of work. Used by one thread. */
  interface Bar extends AutoCloseable {

    /**
     * @param done units of the total that are done
     */
    void advance(long done);

    /** Says something worth a line. */
    void note(String text);

    @Override
    void close();
  }

  /**
   * Begins a piece of work.
   *
   * @param task what is done, for example {@code hope: training}
   * @param total units of work, 0 if not known
   */
  Bar start(String task, long total);

  /** Shows nothing. */
  static Progress silent() {
    return (task, total) -> SilentBar.INSTANCE;
  }

  /**
   * Shows a bar for work over two seconds, or now and then a plain line.
   *
   * @param interactive whether {@code out} is a terminal
   */
  static Progress terminal(PrintStream out, boolean interactive) {
    return (task, total) -> new TerminalBar(out, interactive, task, total);
  }
}
