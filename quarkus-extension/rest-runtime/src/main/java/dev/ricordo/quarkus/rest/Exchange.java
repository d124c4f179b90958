package dev.ricordo.quarkus.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A request and its response. Used by the event loop that owns them.
 *
 * @param context of the request
 */
record Exchange(RoutingContext context, RestLimits limits) {

  static final String JSON = "application/json";

  HttpServerRequest request() {
    return context.request();
  }

  HttpServerResponse response() {
    return context.response();
  }

  /**
   * The media type of the body in lower case, without parameters.
   *
   * @throws Refusal if the body is compressed, or in another charset than UTF-8
   */
  String mediaType() {
    String encoding = request().getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw mediaType("Content-Encoding", encoding);
    }
    String type = Optional.ofNullable(request().getHeader(HttpHeaders.CONTENT_TYPE)).orElse("");
    String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        throw mediaType("Content-Type", type);
      }
    }
    return parts[0].strip();
  }

  /**
   * @throws Refusal if the body is not of the type
   */
  void requireJson() {
    if (!mediaType().equals(JSON)) {
      throw unreadType();
    }
  }

  Refusal unreadType() {
    return mediaType(
        "Content-Type",
        Optional.ofNullable(request().getHeader(HttpHeaders.CONTENT_TYPE)).orElse("missing"));
  }

  private static Refusal mediaType(String header, String value) {
    return new Refusal(
        Problem.of(Problem.Kind.MEDIA_TYPE, header, "is not read here: \"" + value + "\""));
  }

  /**
   * Collects a JSON body; fails with a {@link Refusal} if it is too large, or takes too long to
   * arrive.
   */
  Future<byte[]> body() {
    Buffer early = context.body().buffer();
    if (early != null) {
      return early.length() > limits.maxBodyBytes()
          ? Future.failedFuture(tooLarge(limits.maxBodyBytes()))
          : Future.succeededFuture(early.getBytes());
    }
    return collect();
  }

  private Future<byte[]> collect() {
    Promise<byte[]> body = Promise.promise();
    Buffer read = Buffer.buffer();
    long timer =
        context.vertx().setTimer(limits.timeout().toMillis(), fired -> body.tryFail(tooSlow()));
    request()
        .handler(
            part -> {
              if (body.future().isComplete()) {
                return;
              }
              read.appendBuffer(part);
              if (read.length() > limits.maxBodyBytes()) {
                body.tryFail(tooLarge(limits.maxBodyBytes()));
              }
            })
        .exceptionHandler(body::tryFail)
        .endHandler(end -> body.tryComplete(read.getBytes()));
    return body.future().onComplete(done -> context.vertx().cancelTimer(timer));
  }

  static Refusal tooLarge(long most) {
    return new Refusal(
        Problem.of(Problem.Kind.TOO_LARGE, "body: must have at most " + most + " bytes"));
  }

  private Refusal tooSlow() {
    return new Refusal(
        Problem.of(Problem.Kind.SLOW, "body: did not arrive in " + limits.timeout()));
  }

  void answer(JsonNode json) {
    end(200, JSON, json);
  }

  /** Goes on once, when more can be written: at once, or when the client has read what waits. */
  /*
   * Vert.x keeps a handler and calls it whenever its queue drains, within later writes too. One that
   * is left there would go on beside whoever is at work by then.
   */
  void whenDrained(Runnable goOn) {
    if (!response().writeQueueFull()) {
      goOn.run();
      return;
    }
    AtomicBoolean waiting = new AtomicBoolean(true);
    response()
        .drainHandler(
            drained -> {
              if (waiting.getAndSet(false)) {
                response().drainHandler(null);
                goOn.run();
              }
            });
  }

  /** Answers with what a failure means, unless an answer is on its way or nobody is there. */
  void refuse(Throwable failure) {
    if (response().closed() || response().headWritten()) {
      return;
    }
    Problem problem = Problem.of(failure, limits.retryAfter());
    problem
        .retryAfter()
        .ifPresent(
            wait ->
                response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds())));
    end(problem.status(), Problem.MEDIA_TYPE, problem.toJson());
  }

  private void end(int status, String mediaType, JsonNode json) {
    if (response().closed() || response().headWritten()) {
      return;
    }
    response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(Buffer.buffer(JsonText.write(json)));
  }

  /** The length that the request announces, or -1. */
  static long announced(HttpServerRequest request) {
    @Nullable String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? -1 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
