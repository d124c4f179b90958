package dev.ricordo.quarkus.rest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/** Lets so many calls at a time through to worker threads, each for so long. Thread-safe. */
/*
 * A place is given back when the work ends, not when its time is over: work that hangs, say on a
 * database that does not answer, keeps its place, so what hangs is bounded and the rest is refused
 * at once.
 */
final class Gate {

  private final Vertx vertx;
  private final RestLimits limits;
  private final Semaphore places;

  Gate(Vertx vertx, RestLimits limits) {
    this.vertx = vertx;
    this.limits = limits;
    places = new Semaphore(limits.inFlight());
  }

  /**
   * Does the work on a worker thread.
   *
   * @return what it gave; fails with a {@link Refusal} if every place is taken, or if the work
   *     takes longer than it may: then it goes on, and nobody knows how it ends
   */
  <T> Future<T> pass(Callable<T> work) {
    if (!places.tryAcquire()) {
      return Future.failedFuture(
          refusal(Problem.Kind.BUSY, limits.inFlight() + " requests are being worked on"));
    }
    Promise<T> outcome = Promise.promise();
    long timer = vertx.setTimer(limits.timeout().toMillis(), fired -> outcome.tryFail(tooLong()));
    vertx
        .executeBlocking(work, false)
        .onComplete(
            done -> {
              places.release();
              vertx.cancelTimer(timer);
              if (done.succeeded()) {
                outcome.tryComplete(done.result());
              } else {
                outcome.tryFail(done.cause());
              }
            });
    return outcome.future();
  }

  private Refusal tooLong() {
    return refusal(
        Problem.Kind.TIMEOUT,
        "took longer than " + limits.timeout() + "; it may have been done nevertheless");
  }

  private Refusal refusal(Problem.Kind kind, String detail) {
    return new Refusal(Problem.of(kind, detail).withRetryAfter(limits.retryAfter()));
  }
}
