package dev.ricordo.djl.crowd;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * What became of a request: it was taken, or it was refused and nothing of it is kept.
 *
 * @param <A> what answers it
 */
public sealed interface Submission<A> {

  /**
   * The request was taken.
   *
   * @param answer completed by the worker's thread: do not block in what depends on it
   */
  record Accepted<A>(CompletableFuture<A> answer) implements Submission<A> {}

  /** The request was refused. */
  record Refused<A>(Reason reason) implements Submission<A> {}

  /** Why a request was refused. */
  enum Reason {
    /** As many requests as there is room for wait already. */
    FULL,
    /** No more requests are taken. */
    CLOSED
  }

  /**
   * The answer to come, for callers who treat a refusal as an error.
   *
   * @throws RejectedExecutionException if the request was refused
   */
  default CompletableFuture<A> orThrow() {
    if (this instanceof Accepted<A> accepted) {
      return accepted.answer();
    }
    throw new RejectedExecutionException("request: refused, " + ((Refused<A>) this).reason());
  }

  /**
   * The same with another form of answer. A request is taken back by cancelling the answer that its
   * batcher gave, not one of another form.
   */
  default <B> Submission<B> map(Function<A, B> form) {
    if (this instanceof Accepted<A> accepted) {
      return new Accepted<>(accepted.answer().thenApply(form));
    }
    return new Refused<>(((Refused<A>) this).reason());
  }
}
