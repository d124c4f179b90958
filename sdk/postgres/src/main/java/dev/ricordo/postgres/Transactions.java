package dev.ricordo.postgres;

import dev.ricordo.RicordoBug;
import dev.ricordo.RicordoException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Runs pieces of work, each in a transaction of its own. Thread-safe.
 *
 * <p>A piece that lost a race against another transaction, or found its connection dead before the
 * commit, starts again, the latter for two seconds at most; it must therefore have no effect
 * outside of its session. A connection that dies during the commit is reported: nobody knows what
 * became of the work, and the caller repeats it with the same event ids.
 */
/*
 * The work runs on threads of our own. A shop may call us inside its JTA transaction, where a pooled
 * connection would be enlisted and could neither be committed nor rolled back by us; and an event is
 * to be durable when observe returns, whatever becomes of the shop's transaction. There are as many
 * threads as callers wait at once; the pool of connections is the bound.
 */
final class Transactions implements AutoCloseable {

  private static final int ATTEMPTS = 8;
  private static final long PAUSE_NANOS = 4_000_000;

  /** For a database that went away. Callers wait meanwhile, and know better when to come again. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration LAST_WORK = Duration.ofSeconds(10);
  private static final Logger LOG = System.getLogger(Transactions.class.getName());

  private static final String READ_COMMITTED = "read committed";

  private final SessionFactory sessions;
  private final ExecutorService threads;

  /** What transactions are by default, once one was asked: a pool's connections are alike. */
  private volatile @Nullable String isolation;

  Transactions(SessionFactory sessions) {
    this.sessions = sessions;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "ricordo-postgres-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs the work and returns when it is committed.
   *
   * @param operation what to call it in a failure's message
   * @throws dev.ricordo.OutcomeUnknownException if the database fails when it is to commit
   * @throws RicordoException if the database fails before; nothing was changed
   * @throws IllegalStateException if the store is closed
   */
  <T> T run(String operation, Function<StatelessSession, T> work) {
    try {
      return await(threads.submit(() -> repeat(operation, work)));
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("journal: is closed", e);
    }
  }

  /** Waits without giving up: after an interrupt nobody would know what became of the work. */
  private static <T> T await(Future<T> result) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw rethrown(Objects.requireNonNullElse(e.getCause(), e));
    } catch (CancellationException e) {
      throw new IllegalStateException("journal: is closed", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException rethrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException e ? e : new RicordoBug("unexpected", failure);
  }

  private <T> T repeat(String operation, Function<StatelessSession, T> work) {
    long start = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work);
      } catch (RicordoException | IllegalArgumentException | RicordoBug e) {
        throw e;
      } catch (CommitFailed e) {
        if (!Failures.lostRace(e)) {
          throw Failures.unknown(operation, e);
        }
        if (attempt == ATTEMPTS) {
          throw Failures.translated(operation, e);
        }
      } catch (NotBegun e) {
        boolean soon = System.nanoTime() - start < PATIENCE.toNanos();
        if (!Failures.lostConnection(e) || !soon || attempt == ATTEMPTS) {
          throw Failures.notBegun(operation, e);
        }
      } catch (RuntimeException e) {
        boolean soon = System.nanoTime() - start < PATIENCE.toNanos();
        boolean repeatable = Failures.lostRace(e) || (Failures.lostConnection(e) && soon);
        if (!repeatable || attempt == ATTEMPTS) {
          throw Failures.translated(operation, e);
        }
      }
      pause(attempt);
    }
  }

  private <T> T once(Function<StatelessSession, T> work) {
    try (StatelessSession session = sessions.openStatelessSession()) {
      Transaction transaction = begun(session);
      T result;
      try {
        readCommitted(session);
        result = work.apply(session);
      } catch (Throwable failure) {
        rollBack(transaction, failure);
        throw failure;
      }
      commit(transaction);
      return result;
    }
  }

  private static Transaction begun(StatelessSession session) {
    try {
      return session.beginTransaction();
    } catch (RuntimeException e) {
      throw new NotBegun(e);
    }
  }

  /**
   * Who waited for a lock looks again and must see what was committed meanwhile, whatever the host
   * has its transactions be by default. Where that is no other, it costs nothing.
   */
  private void readCommitted(StatelessSession session) {
    String present = isolation;
    if (present == null) {
      present =
          session.createNativeQuery("show transaction_isolation", String.class).getSingleResult();
      isolation = present;
    }
    if (!present.equals(READ_COMMITTED)) {
      session
          .createNativeMutationQuery("set transaction isolation level " + READ_COMMITTED)
          .executeUpdate();
    }
  }

  private static void commit(Transaction transaction) {
    try {
      transaction.commit();
    } catch (RuntimeException e) {
      throw new CommitFailed(e);
    }
  }

  private static void rollBack(Transaction transaction, Throwable failure) {
    try {
      transaction.rollback();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** Grows with the square of the attempts, about 0.6 s in all; random, so that rivals part. */
  private static void pause(int attempt) {
    long longest = PAUSE_NANOS * attempt * attempt;
    LockSupport.parkNanos(longest / 2 + ThreadLocalRandom.current().nextLong(longest));
  }

  /** Lets the work that has begun come to its end, then ends the threads. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LAST_WORK.toSeconds(), TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "Closing the store while work is under way");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** No connection was to be had: whatever the work is, it would have met the same. */
  private static final class NotBegun extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotBegun(RuntimeException cause) {
      super(cause);
    }
  }

  private static final class CommitFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommitFailed(RuntimeException cause) {
      super(cause);
    }
  }
}
