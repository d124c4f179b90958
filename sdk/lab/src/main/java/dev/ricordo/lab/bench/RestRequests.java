package dev.ricordo.lab.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ricordo.RicordoBug;
import dev.ricordo.event.ItemId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The requests of a run, as {@code docs/rest.md} describes them; the n-th is always the same but
 * for times and event ids. Thread-safe.
 */
/*
 * Customers take turns: event n is of customer n modulo their number, the next of that customer's
 * journey of fifty, which then begins again.
 */
final class RestRequests {

  private static final int JOURNEY = 50;
  private static final int COUNT = 10;
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpOptions options;
  private final List<ItemId> items;
  private final List<List<SimulatedCrowd.Step>> journeys;
  private final String run = Long.toHexString(System.currentTimeMillis());

  /**
   * @param items of the server's catalogue
   */
  RestRequests(HttpOptions options, List<ItemId> items) {
    this.options = options;
    this.items = List.copyOf(items);
    SimulatedCrowd crowd = new SimulatedCrowd(items.size(), options.seed());
    journeys =
        IntStream.range(0, options.customers())
            .mapToObj(customer -> crowd.steps(customer, JOURNEY))
            .toList();
  }

  /** The n-th request of events. */
  HttpConnection.Post observe(long n) {
    List<Map<String, String>> events = new ArrayList<>();
    String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    for (int i = 0; i < options.batch(); i++) {
      events.add(event(n * options.batch() + i, now));
    }
    return post("/api/events", events.size() == 1 ? events.get(0) : events);
  }

  private Map<String, String> event(long number, String now) {
    int customer = (int) (number % options.customers());
    int place = (int) (number / options.customers() % JOURNEY);
    SimulatedCrowd.Step step = journeys.get(customer).get(place);
    Map<String, String> event = new TreeMap<>();
    event.put("id", run + "-" + number);
    event.put("customer", SimulatedCrowd.customer(customer).value());
    event.put("item", items.get(step.item()).value());
    event.put("kind", step.kind().name().toLowerCase(Locale.ROOT));
    event.put("at", now);
    return event;
  }

  /** The n-th question. */
  HttpConnection.Post recommend(long n) {
    // Far from the customer whose event comes at the same time.
    int customer = (int) ((n * 7_919 + options.customers() / 2) % options.customers());
    Map<String, Object> question = new TreeMap<>();
    question.put("customer", SimulatedCrowd.customer(customer).value());
    question.put("slot", "home");
    question.put("count", COUNT);
    return post("/api/recommendations", question);
  }

  private static HttpConnection.Post post(String path, Object body) {
    try {
      return new HttpConnection.Post(path, JSON.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new RicordoBug("texts and numbers always serialise", e);
    }
  }
}
