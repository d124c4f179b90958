package dev.ricordo.quarkus.rest.deployment;

import static dev.ricordo.quarkus.rest.deployment.Api.observe;
import static dev.ricordo.quarkus.rest.deployment.Api.requireProblem;
import static dev.ricordo.quarkus.rest.deployment.Api.sending;
import static dev.ricordo.quarkus.rest.deployment.Api.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.ricordo.Ricordo;
import dev.ricordo.consent.Purpose;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Applications.inMemory()
          .overrideRuntimeConfigKey("ricordo.rest.max-body-size", "2000")
          .overrideRuntimeConfigKey("ricordo.rest.max-batch", "3");

  @Inject Ricordo ricordo;

  @Test
  void event_isLearnedAndTheNextAnswerReflectsIt() {
    List<String> before = Api.recommended("anna");

    observe(view("anna", "i3"))
        .statusCode(200)
        .contentType("application/json")
        .body("outcome", equalTo("learned"))
        .body("position", equalTo(1));

    assertThat(Api.recommended("anna")).isNotEqualTo(before);
    assertThat(Api.position("anna")).isEqualTo(1);
  }

  @Test
  void everyField_reachesTheJournal() {
    observe(
            """
            {"id":"e-1","customer":"bert","item":"i4","kind":"purchase","at":"2026-02-28T08:00:00Z",
             "quantity":2.5,"price":9.99,"session":"s-1","dwell":1.5,"channel":"web","campaign":"spring"}
            """)
        .statusCode(200);

    Event kept = kept("bert").get(0);
    assertThat(kept.id().value()).isEqualTo("e-1");
    assertThat(kept.kind().text()).isEqualTo("purchase");
    assertThat(kept.at()).hasToString("2026-02-28T08:00:00Z");
    assertThat(kept.quantity()).isEqualTo(2.5);
    assertThat(kept.price()).isEqualTo(OptionalDouble.of(9.99));
    assertThat(kept.session()).isEqualTo(Optional.of("s-1"));
    assertThat(kept.dwell()).isEqualTo(Optional.of(Duration.ofMillis(1500)));
    assertThat(kept.channel()).isEqualTo(Optional.of("web"));
    assertThat(kept.campaign()).isEqualTo(Optional.of("spring"));
  }

  @Test
  void eventWithoutATime_happensNow() {
    observe(view("cleo", "i4")).statusCode(200);

    assertThat(kept("cleo").get(0).at()).isEqualTo(Applications.NOON);
  }

  @Test
  void batch_isLearnedInOrder() {
    observe("[" + view("dora", "i1") + "," + view("dora", "i2") + "," + view("emil", "i1") + "]")
        .statusCode(200)
        .body("outcomes.outcome", equalTo(List.of("learned", "learned", "learned")))
        .body("outcomes.position", equalTo(List.of(1, 2, 1)));
  }

  @Test
  void emptyBatch_isLearnedAtOnce() {
    observe("[]").statusCode(200).body("outcomes", equalTo(List.of()));
  }

  @Test
  void batchWithAnUnknownItem_isRefusedWholeWithItsIndex() {
    requireProblem(
            observe("[" + view("fred", "i1") + "," + view("fred", "no-such") + "]"), 422, "invalid")
        .body("index", equalTo(1))
        .body("field", equalTo("item"))
        .body("detail", equalTo("item: \"no-such\" is not in the catalogue"));

    assertThat(kept("fred")).isEmpty();
  }

  @Test
  void batchWithAMalformedEvent_isRefusedWholeWithItsIndex() {
    requireProblem(observe("[" + view("gina", "i1") + ",{\"item\":\"i1\"}]"), 400, "malformed")
        .body("index", equalTo(1))
        .body("field", equalTo("customer"));

    assertThat(kept("gina")).isEmpty();
  }

  @Test
  void batchThatIsTooLong_isRefused() {
    String event = view("hugo", "i1");

    requireProblem(
            observe("[" + String.join(",", event, event, event, event) + "]"), 413, "too-large")
        .body("detail", containsString("at most 3 events, holds 4"));
  }

  @Test
  void customerThatIsANumber_isNotRepeated() {
    requireProblem(observe("{\"customer\":4711,\"item\":\"i1\"}"), 400, "malformed")
        .body("detail", equalTo("customer: must be a string, is a number"));
  }

  @Test
  void bodyThatIsTooLarge_isRefused() {
    requireProblem(observe(" ".repeat(2001)), 413, "too-large")
        .body("detail", containsString("2000 bytes"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"item\":\"i1\"}                                        | 400 | malformed | customer",
        "{\"customer\":7,\"item\":\"i1\"}                         | 400 | malformed | customer",
        "{\"customer\":\" \",\"item\":\"i1\"}                     | 422 | invalid   | customer",
        "{\"customer\":\"c\"}                                     | 400 | malformed | item",
        "{\"customer\":\"c\",\"item\":\"no-such\"}                | 422 | invalid   | item",
        "{\"customer\":\"c\",\"item\":\"i1\",\"colour\":\"red\"}  | 400 | malformed | colour",
        "{\"customer\":\"c\",\"item\":\"i1\",\"kind\":\"stare\"}  | 422 | invalid   | kind",
        "{\"customer\":\"c\",\"item\":\"i1\",\"at\":\"noon\"}     | 400 | malformed | at",
        "{\"customer\":\"c\",\"item\":\"i1\",\"at\":\"1969-12-31T23:59:59Z\"} | 422 | invalid | at",
        "{\"customer\":\"c\",\"item\":\"i1\",\"at\":\"2026-03-01T12:05:01Z\"} | 422 | invalid | at",
        "{\"customer\":\"c\",\"item\":\"i1\",\"quantity\":0}      | 422 | invalid   | quantity",
        "{\"customer\":\"c\",\"item\":\"i1\",\"quantity\":1e999}  | 422 | invalid   | quantity",
        "{\"customer\":\"c\",\"item\":\"i1\",\"quantity\":\"1\"}  | 400 | malformed | quantity",
        "{\"customer\":\"c\",\"item\":\"i1\",\"price\":-1}        | 422 | invalid   | price",
        "{\"customer\":\"c\",\"item\":\"i1\",\"dwell\":-1}        | 422 | invalid   | dwell",
        "{\"customer\":\"c\",\"item\":\"i1\",\"dwell\":1e300}     | 422 | invalid   | dwell",
      })
  void wrongField_isNamed(String event, int status, String kind, String field) {
    requireProblem(observe(event), status, kind).body("field", equalTo(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "{",
        "{\"customer\":\"secret\"",
        "{\"customer\":\"secret\",\"customer\":\"secret\",\"item\":\"i1\"}",
        "{\"customer\":\"secret\",\"item\":\"i1\",\"quantity\":NaN}",
        "{\"customer\":\"secret\",\"item\":\"i1\"} secret",
        "[[[[[[[[[[\"secret\"]]]]]]]]]]",
        "secret",
        "7",
        "null",
      })
  void whatIsNoEvent_isRefusedWithoutRepeatingIt(String body) {
    requireProblem(observe(body), 400, "malformed")
        .body("detail", containsString("body: "))
        .body("detail", not(containsString("secret")));
  }

  @Test
  void invalidUtf8_isRefusedWithItsPlace() {
    byte[] body = view("c", "i1").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    body[13] = (byte) 0xff;

    requireProblem(sending(Api.JSON, body).post(Api.EVENTS).then(), 400, "malformed")
        .body("detail", equalTo("body: is not UTF-8 at byte 13"));
  }

  @Test
  void halfACharacterAtTheEnd_isRefused() {
    byte[] body = {'"', (byte) 0xc3};

    requireProblem(sending(Api.JSON, body).post(Api.EVENTS).then(), 400, "malformed")
        .body("detail", equalTo("body: is not UTF-8 at byte 1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/json; charset=latin1", "application/xml"})
  void otherMediaTypes_areRefused(String mediaType) {
    requireProblem(sending(mediaType, view("c", "i1")).post(Api.EVENTS).then(), 415, "media-type")
        .body("field", equalTo("Content-Type"));
  }

  @Test
  void compressedBody_isRefused() {
    requireProblem(
            sending(Api.JSON, view("c", "i1"))
                .header("Content-Encoding", "gzip")
                .post(Api.EVENTS)
                .then(),
            415,
            "media-type")
        .body("field", equalTo("Content-Encoding"));
  }

  @Test
  void otherMethods_areRefusedWithThoseThatAreKnown() {
    requireProblem(RestAssured.get(Api.EVENTS).then(), 405, "method").header("Allow", "POST");
  }

  @Test
  void eventOfAForgottenCustomer_isWithheld() {
    observe(view("ines", "i1")).statusCode(200);
    ricordo.forget(CustomerId.of("ines"));

    observe(view("ines", "i2")).statusCode(200).body("outcome", equalTo("forgotten"));
  }

  @Test
  void eventOfSomebodyWhoDoesNotLetItBeUsed_isWithheld_andTheReasonIsGiven() {
    CustomerId jana = CustomerId.of("jana");
    ricordo.consent(jana, Purpose.PERSONALISE, false);
    observe(view("jana", "i1")).statusCode(200).body("outcome", equalTo("no_consent"));
    ricordo.restrict(jana, true);
    observe(view("jana", "i1")).statusCode(200).body("outcome", equalTo("restricted"));

    assertThat(kept("jana")).isEmpty();
  }

  private List<Event> kept(String customer) {
    return ricordo.inspect(CustomerId.of(customer)).events().stream()
        .map(entry -> entry.event())
        .toList();
  }
}
