package dev.ricordo.verifier;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The members of one object: exactly those of the format, each of its type. */
final class Members {

  private static final String DIGEST = "[0-9a-f]{64}";

  private final String what;
  private final Map<String, Object> values;

  private Members(String what, Map<String, Object> values) {
    this.what = what;
    this.values = values;
  }

  /**
   * @param what the way to the object, for errors
   * @throws MalformedException if a member is missing or one is not of the format
   */
  static Members of(String what, Map<String, Object> values, Set<String> names) {
    Set<String> missing = new TreeSet<>(names);
    missing.removeAll(values.keySet());
    if (!missing.isEmpty()) {
      throw new MalformedException(what + ": lacks " + missing.iterator().next());
    }
    if (!names.containsAll(values.keySet())) {
      throw new MalformedException(what + ": has a member that is not of the format");
    }
    return new Members(what, values);
  }

  private MalformedException malformed(String name, String rule) {
    return new MalformedException(what + "." + name + ": " + rule);
  }

  private <T> T value(String name, Class<T> type, String rule) {
    @Nullable Object value = values.get(name);
    if (!type.isInstance(value)) {
      throw malformed(name, rule);
    }
    return type.cast(value);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name) {
    return value(name, String.class, "is no text");
  }

  /** A text of a known set. */
  String oneOf(String name, String... known) {
    String text = text(name);
    if (!List.of(known).contains(text)) {
      throw malformed(name, "is none of " + String.join(", ", known));
    }
    return text;
  }

  long number(String name) {
    return value(name, Long.class, "is no whole number of 0 or more");
  }

  /** A number that can have but one value. */
  void requireNumber(String name, long wanted) {
    if (number(name) != wanted) {
      throw malformed(name, "is not " + wanted);
    }
  }

  boolean bool(String name) {
    return value(name, Boolean.class, "is no boolean");
  }

  /** 32 bytes in hexadecimal. */
  String digest(String name) {
    String text = text(name);
    if (!text.matches(DIGEST)) {
      throw malformed(name, "is not 64 digits of lower hexadecimal");
    }
    return text;
  }

  /** 32 bytes in hexadecimal, or empty if it is one of the words instead. */
  Optional<String> digestOr(String name, String... words) {
    return List.of(words).contains(text(name)) ? Optional.empty() : Optional.of(digest(name));
  }

  /** A time in its one spelling. */
  Instant time(String name) {
    String text = text(name);
    try {
      Instant time = Instant.parse(text);
      if (time.toString().equals(text)) {
        return time;
      }
    } catch (DateTimeParseException e) {
      // Told below, like the other spellings.
    }
    throw malformed(name, "is no time of ISO 8601 in its shortest spelling");
  }

  List<String> texts(String name) {
    List<?> list = value(name, List.class, "is no list");
    if (!list.stream().allMatch(String.class::isInstance)) {
      throw malformed(name, "holds something that is no text");
    }
    return list.stream().map(String.class::cast).toList();
  }

  List<Long> numbers(String name) {
    List<?> list = value(name, List.class, "is no list");
    if (!list.stream().allMatch(Long.class::isInstance)) {
      throw malformed(name, "holds something that is no whole number");
    }
    return list.stream().map(Long.class::cast).toList();
  }

  @SuppressWarnings("unchecked") // Json makes objects with texts for names only
  Map<String, Object> map(String name) {
    return (Map<String, Object>) value(name, Map.class, "is no object");
  }

  /** A list of objects. */
  @SuppressWarnings("unchecked") // as above
  List<Map<String, Object>> maps(String name) {
    List<?> list = value(name, List.class, "is no list");
    if (!list.stream().allMatch(Map.class::isInstance)) {
      throw malformed(name, "holds something that is no object");
    }
    return list.stream().map(one -> (Map<String, Object>) one).toList();
  }

  Members object(String name, String... names) {
    return of(what + "." + name, map(name), Set.of(names));
  }
}
