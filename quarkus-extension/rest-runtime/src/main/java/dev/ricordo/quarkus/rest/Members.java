package dev.ricordo.quarkus.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The members of a JSON object, read one by one; what was not read in the end is unknown. A member
 * that is {@code null} is as good as missing. Not thread-safe.
 */
final class Members {

  private final JsonNode object;
  private final Set<String> unread = new LinkedHashSet<>();

  /**
   * @throws Refusal if it is no object
   */
  Members(JsonNode node) {
    if (!node.isObject()) {
      throw malformed("body: must be an object, is " + name(node));
    }
    object = node;
    object.fieldNames().forEachRemaining(unread::add);
  }

  /**
   * @throws Refusal if it is missing or no text
   */
  String text(String field) {
    return findText(field).orElseThrow(() -> wrong(field, "is missing"));
  }

  Optional<String> findText(String field) {
    Optional<JsonNode> value = find(field);
    value.filter(v -> !v.isTextual()).ifPresent(v -> refuseType(field, "a string", v));
    return value.map(JsonNode::textValue);
  }

  OptionalDouble findNumber(String field) {
    Optional<JsonNode> value = find(field);
    value.filter(v -> !v.isNumber()).ifPresent(v -> refuseType(field, "a number", v));
    return value.map(v -> OptionalDouble.of(v.doubleValue())).orElse(OptionalDouble.empty());
  }

  Optional<Integer> findInteger(String field) {
    Optional<JsonNode> value = find(field);
    value.filter(v -> !v.isNumber()).ifPresent(v -> refuseType(field, "an integer", v));
    value
        .filter(v -> !v.canConvertToInt() || !v.canConvertToExactIntegral())
        .ifPresent(
            v -> {
              throw wrong(field, "must be an integer, is the number " + v.asText());
            });
    return value.map(JsonNode::intValue);
  }

  /** Texts, none if the member is missing. */
  List<String> texts(String field) {
    Optional<JsonNode> value = find(field);
    value.filter(v -> !v.isArray()).ifPresent(v -> refuseType(field, "an array of strings", v));
    List<String> texts = new ArrayList<>();
    value.ifPresent(array -> array.forEach(element -> texts.add(element(field, element))));
    return texts;
  }

  private static String element(String field, JsonNode element) {
    if (!element.isTextual()) {
      refuseType(field, "an array of strings", element);
    }
    return element.textValue();
  }

  /**
   * @throws Refusal naming the first member that nobody read
   */
  void requireNoOthers() {
    unread.stream()
        .findFirst()
        .ifPresent(
            field -> {
              throw wrong(field, "is not known here");
            });
  }

  private Optional<JsonNode> find(String field) {
    unread.remove(field);
    return Optional.ofNullable(object.get(field)).filter(value -> !value.isNull());
  }

  private static void refuseType(String field, String wanted, JsonNode found) {
    throw wrong(field, "must be " + wanted + ", is " + name(found));
  }

  /** Without the value: what is no text may be the customer all the same. */
  private static String name(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      default -> "null";
    };
  }

  private static Refusal wrong(String field, String rule) {
    return new Refusal(Problem.of(Problem.Kind.MALFORMED, field, rule));
  }

  private static Refusal malformed(String detail) {
    return new Refusal(Problem.of(Problem.Kind.MALFORMED, detail));
  }
}
