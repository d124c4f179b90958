package dev.ricordo.governance.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.consent.Purpose;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class RequestFormatTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /** One with every field: more than any real one has. */
  private static Request full() {
    return Request.received(
            Right.WITHDRAWAL,
            Set.of(Purpose.TRAIN, Purpose.COLLECTIVE),
            true,
            new UUID(7, 8),
            List.of("carrier"),
            NOON)
        .to(Stage.IDENTIFIED, NOON.plusSeconds(1))
        .to(Stage.REFUSED, NOON.plusSeconds(2))
        .with(Deadline.of(NOON).extended("many requests", "Eva Berg", "0b", NOON))
        .with(new Request.Identity("signed in", "Eva Berg", NOON))
        .with(new Request.Plan(NOON, 12, 3, 2, true, List.of(4L, 5L), "0123"))
        .with(new Request.Finding(NOON, 0, "0123"))
        .executedBy("Eva Berg")
        .with(new Request.Refusal("abuse", "Eva Berg", "Jon Holm", NOON, "0a"))
        .told("carrier", NOON.plusSeconds(3));
  }

  private static Details details() {
    Scope scope =
        Scope.builder()
            .event(EventId.of("e1"))
            .item(ItemId.of("i1"))
            .category("gifts")
            .brand("b1")
            .kind(EventKind.VIEW)
            .kind(EventKind.UNKNOWN)
            .channel("app")
            .campaign("spring")
            .from(NOON)
            .to(NOON.plusSeconds(1))
            .build();
    return new Details(
        "anna",
        Details.Conditions.of(scope),
        new Details.Correction("e2", "i2", "purchase", NOON),
        "abcd");
  }

  private static JsonNode golden(int version) throws IOException {
    try (InputStream file =
        RequestFormatTest.class.getResourceAsStream("/requests/version-" + version + ".json")) {
      return JSON.readTree(Objects.requireNonNull(file));
    }
  }

  @Test
  void goldenFile_isWrittenAsItWas_andReadBack() throws IOException {
    ObjectNode written = JSON.createObjectNode();
    written.set("state", JSON.readTree(RequestFormat.write(full())));
    written.set("details", JSON.readTree(RequestFormat.write(details())));

    assertThat(written.toPrettyString()).isEqualTo(golden(4).toPrettyString());
    assertThat(RequestFormat.read(golden(4).get("state").toString(), Request.class))
        .isEqualTo(full());
    assertThat(RequestFormat.read(golden(4).get("details").toString(), Details.class))
        .isEqualTo(details());
    assertThat(details().which().orElseThrow().kinds())
        .containsExactlyInAnyOrder(EventKind.VIEW, EventKind.UNKNOWN);
  }

  @Test
  void firstVersion_isRead_andHasNeitherDigestsNorExecutors() throws IOException {
    Request request = RequestFormat.read(golden(1).get("state").toString(), Request.class);
    Details read = RequestFormat.read(golden(1).get("details").toString(), Details.class);

    assertThat(request.plan()).isEqualTo(new Request.Plan(NOON, 12, 3, 2, true, List.of(), null));
    assertThat(request.finding()).isNull();
    assertThat(request.executors()).isEmpty();
    assertThat(read).isEqualTo(new Details("anna", details().scope(), details().correction(), ""));
    assertThat(request.refusal()).extracting(Request.Refusal::salt).isNull();
    assertThat(request.deadline().salt()).isNull();
  }

  @Test
  void secondVersion_isRead_andDoesNotSayWhoExtended() throws IOException {
    Request request = RequestFormat.read(golden(2).get("state").toString(), Request.class);

    assertThat(request.deadline().extension()).isEqualTo("many requests");
    assertThat(request.deadline().by()).isNull();
    assertThat(request.with(full().deadline())).isEqualTo(full());
  }

  @Test
  void thirdVersion_isRead_whateverItSaysOfARestrictionOfBefore() throws IOException {
    String text = golden(3).get("state").toString();

    assertThat(text).contains("restrictedBefore");
    assertThat(RequestFormat.read(text, Request.class)).isEqualTo(full());
  }

  @Test
  void otherVersion_orDamage_isRefused_withoutQuotingIt() {
    for (String text :
        List.of(
            "{\"version\":5}",
            "{\"version\":0}",
            "[]",
            "{",
            "{\"version\":1,\"stage\":\"anna\"}")) {
      assertThatThrownBy(() -> RequestFormat.read(text, Request.class))
          .isInstanceOf(RicordoException.class)
          .hasMessageStartingWith("request: ")
          .hasMessageNotContaining("anna");
    }
  }
}
