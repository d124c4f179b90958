package dev.ricordo.internal;

import java.util.concurrent.ThreadFactory;

/** Threads that do not keep a process alive. */
final class Daemons {

  private Daemons() {}

  /** Makes threads of one name. */
  static ThreadFactory named(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
