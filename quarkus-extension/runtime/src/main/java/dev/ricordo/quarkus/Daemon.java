package dev.ricordo.quarkus;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Threads that keep no application from ending. */
final class Daemon {

  private Daemon() {}

  /**
   * What is told of something that went wrong and was not foreseen: its kind alone, for its message
   * may quote anything, personal data too.
   */
  static String kind(Throwable failure) {
    return failure.getClass().getName();
  }

  /** One thread that does something from time to time. */
  static ScheduledExecutorService named(String name) {
    return Executors.newSingleThreadScheduledExecutor(work -> thread(name, work));
  }

  /** A thread for each piece of work, for what is done seldom and may hang. */
  static Executor each(String name) {
    return work -> thread(name, work).start();
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
