package dev.ricordo.quarkus.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.OutcomeUnknownException;
import dev.ricordo.RicordoException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * What is wrong, as RFC 9457 writes it. Names the field and the rule it breaks, never a customer.
 *
 * @param kind the same for the same kind of mistake, whatever the words
 * @param detail for a person, at most {@link #MAX_DETAIL} characters
 * @param field of the body or the query, if one is to blame; at most {@link #MAX_FIELD} characters
 *     of its name
 * @param index of the event in a batch, from 0, if one is to blame
 * @param retryAfter whole seconds after which the same request may succeed
 */
record Problem(
    Kind kind,
    String detail,
    Optional<String> field,
    OptionalInt index,
    Optional<Duration> retryAfter) {

  static final String MEDIA_TYPE = "application/problem+json";
  static final int MAX_DETAIL = 300;
  static final int MAX_FIELD = 60;

  private static final Logger LOG = Logger.getLogger(Problem.class);

  /** How the messages of the SDK begin: the event's index in a list of several, then the field. */
  private static final Pattern MESSAGE =
      Pattern.compile("(?:event (\\d+): )?(?:(\\w+): )?(.*)", Pattern.DOTALL);

  /** A kind of mistake. */
  enum Kind {
    MALFORMED(400, "The request cannot be read"),
    METHOD(405, "The method is not known here"),
    SLOW(408, "The request took too long to arrive"),
    TOO_LARGE(413, "The request is too large"),
    MEDIA_TYPE(415, "The body has a type that is not read here"),
    INVALID(422, "A rule does not hold"),
    RATE(429, "Too much was asked"),
    INTERNAL(500, "This is our mistake"),
    BUSY(503, "Too much is being worked on"),
    STORE(503, "The journal cannot be reached"),
    TIMEOUT(503, "The work took too long");

    private final int status;
    private final String title;

    Kind(int status, String title) {
      this.status = status;
      this.title = title;
    }

    int status() {
      return status;
    }

    private String type() {
      return "urn:ricordo:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  Problem {
    detail = shortened(detail, MAX_DETAIL);
    field = field.map(name -> shortened(name, MAX_FIELD));
  }

  private static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? 1 : 0;
    return text.substring(0, most - end) + "…";
  }

  static Problem of(Kind kind, String detail) {
    return new Problem(kind, detail, Optional.empty(), OptionalInt.empty(), Optional.empty());
  }

  /** A field that breaks a rule; the detail begins with its name. */
  static Problem of(Kind kind, String field, String rule) {
    return of(kind, field + ": " + rule).withField(field);
  }

  /**
   * What a failure says to whoever asked.
   *
   * @param retryAfter what to tell those who may try again
   */
  static Problem of(Throwable failure, Duration retryAfter) {
    if (failure instanceof Refusal refusal) {
      return refusal.problem();
    }
    if (failure instanceof IllegalArgumentException wrong) {
      return brokenRule(wrong);
    }
    if (failure instanceof OutcomeUnknownException unknown) {
      LOG.warn(unknown.getMessage());
      return of(
              Kind.TIMEOUT,
              "the journal did not say whether it was done; it may have been done nevertheless,"
                  + " send the whole request again under the same key")
          .withRetryAfter(retryAfter);
    }
    if (failure instanceof RicordoException outside) {
      LOG.warn(outside.getMessage());
      return of(Kind.STORE, "nothing was changed; ask again").withRetryAfter(retryAfter);
    }
    LOG.error("a request failed", failure);
    return of(Kind.INTERNAL, "the log says more");
  }

  private static Problem brokenRule(IllegalArgumentException wrong) {
    Matcher message = MESSAGE.matcher(String.valueOf(wrong.getMessage()));
    if (!message.matches()) {
      return of(Kind.INVALID, String.valueOf(wrong.getMessage()));
    }
    String field = message.group(2);
    Problem problem =
        field == null
            ? of(Kind.INVALID, message.group(3))
            : of(Kind.INVALID, field, message.group(3));
    String index = message.group(1);
    return index == null ? problem : problem.withIndex(Integer.parseInt(index));
  }

  Problem withField(String name) {
    return new Problem(kind, detail, Optional.of(name), index, retryAfter);
  }

  Problem withIndex(int newIndex) {
    return new Problem(kind, detail, field, OptionalInt.of(newIndex), retryAfter);
  }

  Problem withoutIndex() {
    return new Problem(kind, detail, field, OptionalInt.empty(), retryAfter);
  }

  Problem withRetryAfter(Duration wait) {
    return new Problem(kind, detail, field, index, Optional.of(wait));
  }

  int status() {
    return kind.status();
  }

  ObjectNode toJson() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", kind.type())
            .put("title", kind.title)
            .put("status", kind.status)
            .put("detail", detail);
    field.ifPresent(name -> json.put("field", name));
    index.ifPresent(number -> json.put("index", number));
    return json;
  }
}
