package dev.ricordo.quarkus.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.Ricordo;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.Function;

/** Takes a request from its method to its answer. Thread-safe; never blocks an event loop. */
@Singleton
public class RestApi {

  private final Instances instances;
  private final RestLimits limits;
  private final LiveStreams streams;
  private final Clock clock;
  private final Gate gate;
  private final Gate learning;
  private final ClientRates rates;

  @Inject
  RestApi(
      Ricordo ricordo,
      RestLimits limits,
      LiveStreams streams,
      Instance<Clock> clocks,
      Vertx vertx) {
    instances = new Instances(ricordo);
    this.limits = limits;
    this.streams = streams;
    clock = clocks.isResolvable() ? clocks.get() : Clock.systemUTC();
    gate = Gate.of(vertx, limits);
    learning = gate.half();
    rates = new ClientRates(limits.rate());
  }

  /** Turns a request down by what it announces of its size, or hands it on. */
  void measure(RoutingContext context) {
    long length = Exchange.announced(context.request());
    if (length > limits.maxStreamBytes()) {
      new Exchange(context, limits).refuse(Exchange.tooLarge(limits.maxStreamBytes()));
    } else {
      context.next();
    }
  }

  void serve(Endpoint endpoint, RoutingContext context) {
    Exchange exchange = new Exchange(context, limits);
    try {
      requireMethod(endpoint, exchange);
      rates.admit(context.request());
      switch (endpoint) {
        case EVENTS -> events(exchange);
        case RECOMMENDATIONS -> recommend(exchange);
        case LIVE -> live(exchange);
        case BECAUSE ->
            answer(exchange, true, question -> Answers.of(question.askWhy(serving(exchange))));
      }
    } catch (RuntimeException e) {
      exchange.refuse(e);
    }
  }

  private static void requireMethod(Endpoint endpoint, Exchange exchange) {
    HttpMethod method = exchange.request().method();
    if (!endpoint.knows(method)) {
      exchange.response().putHeader(HttpHeaders.ALLOW, endpoint.allowed());
      throw new Refusal(
          Problem.of(Problem.Kind.METHOD, method + ": is none of " + endpoint.allowed()));
    }
  }

  private Ricordo serving(Exchange exchange) {
    return instances.serving(exchange.context());
  }

  private void events(Exchange exchange) {
    EventReader reader =
        new EventReader(
            IdempotencyKey.of(exchange.request().getHeader(IdempotencyKey.HEADER)), clock);
    String type = exchange.mediaType();
    if (type.equals(LineStream.MEDIA_TYPE)) {
      stream(exchange, learning, new LineLearner(serving(exchange), reader, limits));
    } else if (type.equals(Exchange.JSON)) {
      exchange
          .body()
          .compose(bytes -> learning.pass(() -> learn(exchange, reader, JsonText.read(bytes))))
          .onSuccess(exchange::answer)
          .onFailure(exchange::refuse);
    } else {
      throw exchange.unreadType();
    }
  }

  private void stream(Exchange exchange, Gate through, LineWork work) {
    new LineStream(exchange, through, rates, work).start();
  }

  private ObjectNode learn(Exchange exchange, EventReader reader, JsonNode body) {
    if (!body.isArray()) {
      return Answers.of(serving(exchange).observe(reader.read(body, 0)));
    }
    if (body.size() > limits.maxBatch()) {
      throw new Refusal(
          Problem.of(
              Problem.Kind.TOO_LARGE,
              "body: must hold at most " + limits.maxBatch() + " events, holds " + body.size()));
    }
    rates.charge(exchange.request(), body.size() - 1);
    return Answers.of(serving(exchange).observeAll(reader.readAll(body, limits.retryAfter())));
  }

  private void recommend(Exchange exchange) {
    boolean body = exchange.request().method().equals(HttpMethod.POST);
    if (body && exchange.mediaType().equals(LineStream.MEDIA_TYPE)) {
      stream(exchange, gate, new LineRanker(serving(exchange), limits));
    } else {
      answer(exchange, false, question -> Answers.of(question.ask(serving(exchange))));
    }
  }

  private void answer(Exchange exchange, boolean about, Function<Question, ObjectNode> work) {
    question(exchange, about, work).onSuccess(exchange::answer).onFailure(exchange::refuse);
  }

  private void live(Exchange exchange) {
    question(exchange, false, Function.identity())
        .onSuccess(question -> follow(exchange, question))
        .onFailure(exchange::refuse);
  }

  private void follow(Exchange exchange, Question question) {
    try {
      new LiveStream(exchange, gate, serving(exchange), question).start(streams);
    } catch (RuntimeException e) {
      exchange.refuse(e);
    }
  }

  /**
   * Reads what is asked, the body of a POST or the query of a GET, and works on it, both on a
   * worker thread: a body may be large.
   */
  private <T> Future<T> question(Exchange exchange, boolean about, Function<Question, T> work) {
    if (exchange.request().method().equals(HttpMethod.GET)) {
      ObjectNode query = Question.bodyOf(exchange.request(), limits);
      return gate.pass(() -> work.apply(Question.read(query, about, limits)));
    }
    exchange.requireJson();
    return exchange
        .body()
        .compose(
            bytes ->
                gate.pass(() -> work.apply(Question.read(JsonText.read(bytes), about, limits))));
  }
}
