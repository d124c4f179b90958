package dev.ricordo.quarkus.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/**
 * A ranking now and another after each change of the customer's memory, as server-sent events.
 * {@link #changed} may be called by any thread; all else is done by the event loop that owns the
 * request.
 */
/*
 * Whoever reads slower than the memory changes gets the newest ranking, not every one: while one is
 * being made or cannot be sent, a change only leaves a mark. So a stream holds one ranking at most.
 */
final class LiveStream {

  static final String MEDIA_TYPE = "text/event-stream";

  private static final long RETRY_MILLIS = 50;
  private static final String KEEP_ALIVE = ": keep-alive\n\n";

  private final Exchange exchange;
  private final Gate gate;
  private final Ricordo ricordo;
  private final Question question;
  private final Vertx vertx;
  private final Context loop;

  private boolean marked;
  private boolean busy;
  private boolean over;
  private long keepAlive;

  LiveStream(Exchange exchange, Gate gate, Ricordo ricordo, Question question) {
    this.exchange = exchange;
    this.gate = gate;
    this.ricordo = ricordo;
    this.question = question;
    vertx = exchange.context().vertx();
    loop = vertx.getOrCreateContext();
  }

  /**
   * @param streams tells of changes, from before the first ranking is made
   */
  void start(LiveStreams streams) {
    int most = exchange.limits().maxStreams();
    if (!streams.add(question.customer(), this, most)) {
      throw new Refusal(
          Problem.of(Problem.Kind.BUSY, most + " live answers are open")
              .withRetryAfter(exchange.limits().retryAfter()));
    }
    keepAlive = vertx.setPeriodic(exchange.limits().keepAlive().toMillis(), fired -> comment());
    exchange.context().addEndHandler(end -> close(streams));
    // Whoever left before the handler was there, during a slow authentication say, calls it never.
    if (exchange.response().closed() || exchange.response().ended()) {
      close(streams);
      return;
    }
    refresh();
  }

  private void close(LiveStreams streams) {
    over = true;
    vertx.cancelTimer(keepAlive);
    streams.remove(question.customer(), this);
  }

  void changed() {
    loop.runOnContext(run -> refresh());
  }

  private void refresh() {
    if (over) {
      return;
    }
    if (busy) {
      marked = true;
      return;
    }
    busy = true;
    marked = false;
    gate.pass(() -> question.ask(ricordo)).onSuccess(this::send).onFailure(this::failed);
  }

  private void send(Ranking ranking) {
    write("id: " + ranking.position() + "\nevent: ranking\n", Answers.of(ranking));
  }

  private void failed(Throwable failure) {
    boolean full =
        failure instanceof Refusal refusal && refusal.problem().kind() == Problem.Kind.BUSY;
    if (!exchange.response().headWritten()) {
      exchange.refuse(failure);
    } else if (full) {
      marked = true;
      vertx.setTimer(RETRY_MILLIS, fired -> goOn());
    } else {
      Problem problem = Problem.of(failure, exchange.limits().retryAfter());
      write("event: problem\n", problem.toJson());
    }
  }

  private void write(String head, JsonNode data) {
    if (over) {
      return;
    }
    String json = new String(JsonText.write(data), StandardCharsets.UTF_8);
    open();
    exchange.response().write(Buffer.buffer(head + "data: " + json + "\n\n"));
    exchange.whenDrained(this::goOn);
  }

  private void goOn() {
    busy = false;
    if (marked) {
      refresh();
    }
  }

  private void open() {
    if (!exchange.response().headWritten()) {
      exchange
          .response()
          .setChunked(true)
          .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .putHeader("X-Accel-Buffering", "no");
    }
  }

  private void comment() {
    if (!over && exchange.response().headWritten() && !exchange.response().writeQueueFull()) {
      exchange.response().write(KEEP_ALIVE);
    }
  }
}
