package dev.ricordo.quarkus.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A body of lines, worked on while it arrives and answered line by line. Used by the event loop
 * that owns the request; no thread waits for the client.
 */
/*
 * What has arrived while a step was being worked on is the next step, so a slow client's lines are
 * taken one by one and a fast one's by the hundred, without a timer. Four things hold a client back,
 * all by not reading on: lines that wait, answers that wait to be read, the client's rate and a full
 * gate. So the heap holds HIGH_WATER bytes of lines, one step and one network buffer, however long the
 * body is.
 *
 * A journal that cannot be reached ends a stream of events: as a problem if nothing was answered yet,
 * else by the last line. One customer who cannot be read ends no stream, however many lines are about
 * that customer; many in a row end it, for then the store is out of order, and each line would cost
 * its time only to be refused. Events without an answer were not learned, or are recognised when the
 * whole delivery is sent again under the same key.
 */
final class LineStream {

  static final String MEDIA_TYPE = "application/x-ndjson";

  /** So many customers in a row who cannot be read: it is the store, not one of them. */
  private static final int MOST_UNREAD = 20;

  /** Above it nothing more is read, below half of it reading goes on. */
  private static final long HIGH_WATER = 256 * 1024;

  private static final long RETRY_MILLIS = 20;

  private final Exchange exchange;
  private final Gate gate;
  private final ClientRates rates;
  private final LineWork work;
  private final Lines lines = new Lines();
  private final ObjectNode counts = JsonNodeFactory.instance.objectNode();

  /** Who could not be read since something was last done for a line. */
  private final Set<CustomerId> unread = new HashSet<>();

  private long bytes;
  private boolean paused;
  private boolean ended;
  private boolean busy;
  private boolean over;

  LineStream(Exchange exchange, Gate gate, ClientRates rates, LineWork work) {
    this.exchange = exchange;
    this.gate = gate;
    this.rates = rates;
    this.work = work;
    work.counted().forEach(what -> counts.put(what, 0));
  }

  void start() {
    exchange.context().addEndHandler(end -> over = true);
    Buffer early = exchange.context().body().buffer();
    if (early != null) {
      received(early);
      ended();
      return;
    }
    // The handler of parts first: setting it is what lets the request flow.
    exchange
        .request()
        .handler(this::received)
        .exceptionHandler(broken -> over = true)
        .endHandler(end -> ended());
  }

  private void received(Buffer piece) {
    if (over) {
      return;
    }
    bytes += piece.length();
    if (bytes > exchange.limits().maxStreamBytes()) {
      stop(Exchange.tooLarge(exchange.limits().maxStreamBytes()));
      return;
    }
    lines.add(piece);
    if (!paused && lines.waitingBytes() > HIGH_WATER) {
      paused = true;
      exchange.request().pause();
    }
    next();
  }

  private void ended() {
    ended = true;
    lines.end();
    next();
  }

  private void next() {
    if (busy || over) {
      return;
    }
    if (!lines.isEmpty()) {
      busy = true;
      pay(lines.take(work.atOnce()));
    } else if (ended) {
      finish();
    }
    if (paused && lines.waitingBytes() < HIGH_WATER / 2) {
      paused = false;
      exchange.request().resume();
    }
  }

  private void pay(List<Lines.Line> step) {
    Duration wait = rates.charge(exchange.request(), step.size());
    after(wait.toMillis(), () -> take(step));
  }

  private void after(long millis, Runnable action) {
    if (millis < 1) {
      action.run();
    } else {
      exchange.context().vertx().setTimer(millis, fired -> action.run());
    }
  }

  private void take(List<Lines.Line> step) {
    if (over) {
      return;
    }
    gate.pass(() -> work.take(step))
        .onSuccess(outcome -> answer(step, outcome))
        .onFailure(failure -> failed(step, failure));
  }

  private void failed(List<Lines.Line> step, Throwable failure) {
    if (failure instanceof Refusal refusal && refusal.problem().kind() == Problem.Kind.BUSY) {
      after(RETRY_MILLIS, () -> take(step));
    } else {
      stop(failure);
    }
  }

  private void answer(List<Lines.Line> step, LineWork.Outcome outcome) {
    if (over) {
      return;
    }
    for (int i = 0; i < outcome.counts().size(); i++) {
      String what = work.counted().get(i);
      counts.put(what, counts.get(what).intValue() + outcome.counts().get(i));
    }
    Buffer text = Buffer.buffer();
    outcome.answers().forEach(line -> append(text, line));
    open();
    exchange.response().write(text);
    if (storeIsOutOfOrder(outcome)) {
      stop(new RicordoException(MOST_UNREAD + " customers in a row cannot be read"));
      return;
    }
    List<Lines.Line> left = step.subList(outcome.answers().size(), step.size());
    exchange.whenDrained(left.isEmpty() ? this::goOn : () -> take(left));
  }

  private boolean storeIsOutOfOrder(LineWork.Outcome outcome) {
    if (outcome.anyDone()) {
      unread.clear();
    }
    outcome.unread().ifPresent(unread::add);
    return unread.size() >= MOST_UNREAD;
  }

  private void goOn() {
    busy = false;
    next();
  }

  private void stop(Throwable failure) {
    if (over) {
      return;
    }
    if (!exchange.response().headWritten()) {
      over = true;
      exchange.refuse(failure);
      return;
    }
    Problem problem = Problem.of(failure, exchange.limits().retryAfter());
    end(counts.set("stopped", problem.toJson()));
  }

  private void finish() {
    open();
    end(counts);
  }

  private void end(JsonNode last) {
    over = true;
    Buffer text = Buffer.buffer();
    append(text, last);
    exchange.response().end(text);
  }

  private void open() {
    if (!exchange.response().headWritten()) {
      exchange
          .response()
          .setChunked(true)
          .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }

  private static void append(Buffer text, JsonNode line) {
    text.appendBytes(JsonText.write(line)).appendByte((byte) '\n');
  }
}
