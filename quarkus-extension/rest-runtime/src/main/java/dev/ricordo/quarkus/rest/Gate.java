package dev.ricordo.quarkus.rest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;
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
  private final Optional<Gate> outer;
  private final int most;
  private final Semaphore places;

  private Gate(Vertx vertx, RestLimits limits, Optional<Gate> outer, int most) {
    this.vertx = vertx;
    this.limits = limits;
    this.outer = outer;
    this.most = most;
    places = new Semaphore(most);
  }

  /** With as many places as the limits say. */
  static Gate of(Vertx vertx, RestLimits limits) {
    return new Gate(vertx, limits, Optional.empty(), limits.inFlight());
  }

  /**
   * For calls of one kind, which take half of the places at most: when all of that kind hang, say
   * on a database that is away, the others go on.
   */
  Gate half() {
    return new Gate(vertx, limits, Optional.of(this), Math.max(1, most / 2));
  }

  /**
   * Does the work on a worker thread.
   *
   * @return what it gave; fails with a {@link Refusal} if every place is taken, or if the work
   *     takes longer than it may: then it goes on, and nobody knows how it ends
   */
  <T> Future<T> pass(Callable<T> work) {
    if (!enter()) {
      return Future.failedFuture(
          refusal(Problem.Kind.BUSY, most + " requests are being worked on"));
    }
    Promise<T> outcome = Promise.promise();
    long timer = vertx.setTimer(limits.timeout().toMillis(), fired -> outcome.tryFail(tooLong()));
    vertx
        .executeBlocking(work, false)
        .onComplete(
            done -> {
              leave();
              vertx.cancelTimer(timer);
              if (done.succeeded()) {
                outcome.tryComplete(done.result());
              } else {
                outcome.tryFail(done.cause());
              }
            });
    return outcome.future();
  }

  private boolean enter() {
    if (!places.tryAcquire()) {
      return false;
    }
    boolean inside = outer.isEmpty() || outer.get().enter();
    if (!inside) {
      places.release();
    }
    return inside;
  }

  private void leave() {
    outer.ifPresent(Gate::leave);
    places.release();
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
