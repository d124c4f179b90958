package dev.ricordo.lab;

import java.io.PrintStream;
import java.time.Duration;

/** A bar that is drawn over itself on a terminal, or a plain line every ten seconds elsewhere. */
final class TerminalBar implements Progress.Bar {

  private static final long FIRST_AFTER = Duration.ofSeconds(2).toNanos();
  private static final long REDRAW = Duration.ofMillis(200).toNanos();
  private static final long LINE = Duration.ofSeconds(10).toNanos();
  private static final int WIDTH = 24;

  private final PrintStream out;
  private final boolean interactive;
  private final String task;
  private final long total;
  private final long start = System.nanoTime();
  private long next = start + FIRST_AFTER;
  private boolean drawn;

  TerminalBar(PrintStream out, boolean interactive, String task, long total) {
    this.out = out;
    this.interactive = interactive;
    this.task = task;
    this.total = total;
  }

  @Override
  public void advance(long done) {
    long now = System.nanoTime();
    if (now >= next) {
      next = now + (interactive ? REDRAW : LINE);
      draw(done, (now - start) / 1_000_000_000L);
    }
  }

  private void draw(long done, long seconds) {
    String line =
        total == 0
            ? String.format("%s  %d  %d s", task, done, seconds)
            : String.format(
                "%s  %s %3d %%  %d s", task, interactive ? bar(done) : "", percent(done), seconds);
    if (interactive) {
      out.print("\r\u001b[K" + line);
      out.flush();
      drawn = true;
    } else {
      out.println(line);
    }
  }

  private long percent(long done) {
    return 100 * Math.min(done, total) / total;
  }

  private String bar(long done) {
    int full = (int) (WIDTH * Math.min(done, total) / total);
    return "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "]";
  }

  @Override
  public void note(String text) {
    clear();
    out.println(task + ": " + text);
  }

  @Override
  public void close() {
    clear();
  }

  private void clear() {
    if (drawn) {
      out.print("\r\u001b[K");
      out.flush();
      drawn = false;
    }
  }
}
