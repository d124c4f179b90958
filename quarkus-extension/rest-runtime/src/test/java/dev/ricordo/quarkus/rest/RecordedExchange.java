package dev.ricordo.quarkus.rest;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RequestBody;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body is there already, and a response that says when its client is slow: the
 * first part that is written fills its queue until the event loop comes to it again, every further
 * part fills it only while it is written. Used by one event loop.
 */
final class RecordedExchange {

  static final RestLimits LIMITS = limits(100);

  private final Vertx vertx;
  private final Buffer body;
  private final StringBuilder written = new StringBuilder();
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private final CompletableFuture<Boolean> listensOnceDrained = new CompletableFuture<>();
  private @Nullable Handler<?> drainHandler;
  private @Nullable Handler<?> endHandler;
  private boolean full;
  private boolean left;

  RecordedExchange(Vertx vertx, String body) {
    this.vertx = vertx;
    this.body = Buffer.buffer(body);
  }

  static RestLimits limits(int maxCount) {
    return limits(maxCount, 1000);
  }

  static RestLimits limits(int maxCount, int maxBatch) {
    Duration aMinute = Duration.ofMinutes(1);
    return new RestLimits(
        1000,
        1 << 20,
        maxBatch,
        maxCount,
        aMinute,
        8,
        aMinute,
        false,
        Optional.empty(),
        1,
        aMinute);
  }

  /** The exchange is over, and whoever listens is told. */
  void ends() {
    if (endHandler != null) {
      endHandler.handle(null);
    }
  }

  /** The client is gone, and whoever listens from now on is not told. */
  RecordedExchange left() {
    left = true;
    return this;
  }

  Exchange exchange() {
    return new Exchange(fake(RoutingContext.class, this::context), LIMITS);
  }

  /** All that was written, once the response has ended. */
  CompletableFuture<String> ended() {
    return ended;
  }

  /** Whether somebody still listens for the queue once it has drained. */
  CompletableFuture<Boolean> listensOnceDrained() {
    return listensOnceDrained;
  }

  private @Nullable Object context(String method, Object[] arguments) {
    return switch (method) {
      case "vertx" -> vertx;
      case "request" -> fake(HttpServerRequest.class, RecordedExchange::unexpected);
      case "response" -> fake(HttpServerResponse.class, this::response);
      case "body" -> fake(RequestBody.class, (name, none) -> body);
      case "addEndHandler" -> listen((Handler<?>) arguments[0]);
      default -> unexpected(method, arguments);
    };
  }

  private int listen(Handler<?> handler) {
    endHandler = handler;
    return 0;
  }

  private @Nullable Object response(String method, Object[] arguments) {
    switch (method) {
      case "write" -> write((Buffer) arguments[0]);
      case "end" -> ended.complete(written.append(arguments[0]).toString());
      case "drainHandler" -> drainHandler = (Handler<?>) arguments[0];
      case "headWritten" -> {
        return written.length() > 0;
      }
      case "writeQueueFull" -> {
        return full;
      }
      case "closed", "ended" -> {
        return left;
      }
      default -> {
        // what only describes the response is of no interest here
      }
    }
    return null;
  }

  private void write(Buffer part) {
    full = written.length() == 0;
    written.append(part);
    if (full) {
      vertx.runOnContext(
          later -> {
            full = false;
            drained();
            listensOnceDrained.complete(drainHandler != null);
          });
    } else {
      drained();
    }
  }

  private void drained() {
    if (drainHandler != null) {
      drainHandler.handle(null);
    }
  }

  private static Object unexpected(String method, Object[] arguments) {
    throw new AssertionError(method + " with " + arguments.length + " arguments");
  }

  /** Answers a call of a method by its name. */
  private interface Answer {
    @Nullable Object to(String method, Object[] arguments);
  }

  /** Whose methods that return the object itself do so where there is no other answer. */
  private static <T> T fake(Class<T> type, Answer answer) {
    InvocationHandler handler =
        (Object proxy, Method method, Object @Nullable [] arguments) -> {
          Object result =
              answer.to(method.getName(), arguments == null ? new Object[0] : arguments);
          return result == null && method.getReturnType().isInstance(proxy) ? proxy : result;
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
