package dev.ricordo.quarkus.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.Because;
import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.ItemId;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to recommend, to whom, where. Immutable.
 *
 * @param item asked about, where the question is why
 */
record Question(CustomerId customer, Slot slot, int count, Optional<ItemId> item) {

  /** Names the customer of a GET. */
  static final String CUSTOMER_HEADER = "Ricordo-Customer";

  /** Unless fewer are allowed. */
  private static final int DEFAULT_COUNT = 12;

  private static final String CUSTOMER = "customer";
  private static final String EXCLUDE = "exclude";
  private static final String COUNT = "count";
  private static final String ITEM = "item";

  /**
   * Reads a question from a body.
   *
   * @param about whether it asks about an item
   * @throws Refusal if it is not what a question looks like
   * @throws IllegalArgumentException if a value breaks the rule of its field
   */
  static Question read(JsonNode body, boolean about, RestLimits limits) {
    Members members = new Members(body);
    Question question =
        new Question(
            CustomerId.of(members.text(CUSTOMER)),
            new Slot(
                members.text("slot"), members.findText("category"), items(members.texts(EXCLUDE))),
            count(
                members.findInteger(COUNT).orElse(Math.min(DEFAULT_COUNT, limits.maxCount())),
                limits.maxCount()),
            about ? Optional.of(ItemId.of(members.text(ITEM))) : Optional.empty());
    members.requireNoOthers();
    return question;
  }

  private static Set<ItemId> items(List<String> names) {
    return names.stream().map(ItemId::of).collect(Collectors.toSet());
  }

  private static int count(int count, int most) {
    if (count < 1 || count > most) {
      throw new IllegalArgumentException("count: must be 1 to " + most + ", is " + count);
    }
    return count;
  }

  /**
   * The body that says what the query of a GET says, the customer from the header.
   *
   * @throws Refusal if the customer is named by the URL and may not be, or a parameter is given
   *     twice or is no number
   */
  static ObjectNode bodyOf(HttpServerRequest request, RestLimits limits) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    MultiMap query = request.params();
    for (String name : query.names()) {
      List<String> values = query.getAll(name);
      if (name.equals(EXCLUDE)) {
        values.forEach(body.withArray(EXCLUDE)::add);
      } else if (values.size() > 1) {
        throw malformed(name, "is given twice");
      } else if (name.equals(COUNT)) {
        body.put(COUNT, integer(values.get(0)));
      } else {
        body.put(name, values.get(0));
      }
    }
    if (body.has(CUSTOMER) && !limits.customerInUrl()) {
      throw malformed(
          CUSTOMER, "must not stand in the URL; POST it, or set the header " + CUSTOMER_HEADER);
    }
    String named = request.getHeader(CUSTOMER_HEADER);
    if (named != null) {
      body.put(CUSTOMER, ascii(named));
    }
    return body;
  }

  private static int integer(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw malformed(COUNT, "must be an integer, is \"" + text + "\"");
    }
  }

  /** Whoever reads headers guesses their charset: two customers must not become one by that. */
  private static String ascii(String text) {
    if (text.chars().anyMatch(c -> c >= 0x80)) {
      throw malformed(CUSTOMER, "must be ASCII in the header " + CUSTOMER_HEADER + "; POST it");
    }
    return text;
  }

  private static Refusal malformed(String field, String rule) {
    return new Refusal(Problem.of(Problem.Kind.MALFORMED, field, rule));
  }

  Ranking ask(Ricordo ricordo) {
    return ricordo.recommend(customer, slot, count);
  }

  /**
   * Explains the item of the question.
   *
   * @throws IllegalArgumentException if there is none, or it is not among those recommended
   */
  Because askWhy(Ricordo ricordo) {
    ItemId asked = item.orElseThrow(() -> new IllegalArgumentException(ITEM + ": is missing"));
    return ricordo.because(ask(ricordo), asked);
  }
}
