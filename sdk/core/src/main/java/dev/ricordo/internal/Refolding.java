package dev.ricordo.internal;

import dev.ricordo.RicordoException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Has the sums folded anew on a thread of its own, soon after it was asked to. What is asked for
 * while that is going on has them folded once more. Thread-safe.
 */
final class Refolding implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Refolding.class.getName());
  private static final long RETRY_SECONDS = 1;
  private static final long LAST_SECONDS = 10;

  private final Runnable work;
  private final AtomicBoolean due = new AtomicBoolean();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Daemons.named("ricordo-refolding"));

  /**
   * @param work may fail, and is repeated then; ends when its thread is interrupted
   */
  Refolding(Runnable work) {
    this.work = work;
  }

  void soon() {
    if (due.compareAndSet(false, true)) {
      try {
        thread.execute(this::run);
      } catch (RejectedExecutionException e) {
        // Closed: nobody asks for these sums any more.
      }
    }
  }

  private void run() {
    due.set(false);
    try {
      work.run();
    } catch (Throwable e) { // an error too: without another try the sums would stay those of before
      if (!thread.isShutdown()) {
        failed(e);
      }
    }
  }

  private void failed(Throwable failure) {
    String why =
        failure instanceof RicordoException
            ? failure.getMessage()
            : failure.getClass().getName(); // whose message may quote anything
    LOG.log(System.Logger.Level.WARNING, "Shared sums not folded anew, trying again: {0}", why);
    if (due.compareAndSet(false, true)) {
      CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS, thread).execute(this::run);
    }
  }

  /** Ends what is going on, and waits until it has ended. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "Closing while the shared sums are folded anew");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
