package dev.ricordo.quarkus;

import dev.ricordo.RicordoException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Says whether a store's journal can be read, without waiting long for one that is silent.
 * Thread-safe.
 */
/*
 * Whoever asks for the health of an application gives up after a second, and takes silence for the
 * death of it. A database that is gone without a word holds up whoever reads it for a minute: so one
 * reader at a time, on a thread of its own, and whoever asks meanwhile waits for the same one.
 */
final class JournalProbe {

  private static final long PATIENCE_MILLIS = 500;

  private final Store store;
  private final Executor threads = Daemon.each("ricordo-readiness");
  private CompletableFuture<String> latest = CompletableFuture.completedFuture("");

  JournalProbe(Store store) {
    this.store = store;
  }

  /** The name of the store, and what is wrong with it. */
  String state() {
    return reading()
        .copy()
        .completeOnTimeout(
            store.name() + " does not answer", PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
        .join();
  }

  private synchronized CompletableFuture<String> reading() {
    if (latest.isDone()) {
      latest = CompletableFuture.supplyAsync(this::read, threads);
    }
    return latest;
  }

  private String read() {
    try {
      store.requireReachable();
      return store.name();
    } catch (RicordoException e) {
      return store.name() + " is unreachable";
    }
  }
}
