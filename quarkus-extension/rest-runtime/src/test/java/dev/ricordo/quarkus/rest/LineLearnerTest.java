package dev.ricordo.quarkus.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.OutageException;
import dev.ricordo.OutcomeUnknownException;
import dev.ricordo.Ricordo;
import dev.ricordo.RicordoException;
import dev.ricordo.base.RandomBases;
import dev.ricordo.event.CustomerId;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines of customers of whom one cannot be read. */
class LineLearnerTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  private final LosingJournal journal = new LosingJournal("lost"::equals);
  private final Ricordo ricordo =
      Ricordo.builder().base(RandomBases.create(3, 5)).journal(journal).clock(NOON).build();
  private final LineLearner learner =
      new LineLearner(ricordo, new EventReader(Optional.empty(), NOON), RecordedExchange.LIMITS);

  @AfterEach
  void close() {
    ricordo.close();
  }

  private static List<Lines.Line> lines(String... customers) {
    Lines lines = new Lines();
    lines.add(
        Buffer.buffer(
            Stream.of(customers)
                .map(customer -> "{\"customer\":\"" + customer + "\",\"item\":\"i1\"}\n")
                .collect(Collectors.joining())));
    lines.end();
    return lines.take(Integer.MAX_VALUE);
  }

  /** As a stream does. */
  private List<String> takeAll(List<Lines.Line> lines) {
    List<String> outcomes = new ArrayList<>();
    List<Lines.Line> left = lines;
    while (!left.isEmpty()) {
      List<ObjectNode> answers = learner.take(left).answers();
      answers.forEach(
          answer -> outcomes.add(answer.get("line") + " " + answer.get("outcome").textValue()));
      left = left.subList(answers.size(), left.size());
    }
    return outcomes;
  }

  @Test
  void customerWhoCannotBeRead_isNamed_andKeepsNobodyElseFromBeingLearned() {
    assertThat(takeAll(lines("anna", "bert", "lost", "anna", "lost", "carl")))
        .containsExactly(
            "1 learned", "2 learned", "3 refused", "4 learned", "5 refused", "6 learned");
    assertThat(ricordo.inspect(CustomerId.of("anna")).events()).hasSize(2);
  }

  @Test
  void refusal_isTheStores_toBeAskedAgain() {
    ObjectNode answer = learner.take(lines("lost")).answers().get(0);

    assertThat(answer.get("problem").get("type").textValue())
        .isEqualTo("urn:ricordo:problem:store");
    assertThat(answer.get("problem").get("status").intValue()).isEqualTo(503);
  }

  @Test
  void storeThatIsAway_orDidNotSay_isToldAtOnce_andNothingIsHalved() {
    for (RicordoException one :
        List.of(new OutageException("away"), new OutcomeUnknownException("nobody knows"))) {
      journal.failWith(one);
      assertThatThrownBy(() -> learner.take(lines("anna", "lost"))).isSameAs(one);
    }
    assertThat(ricordo.inspect(CustomerId.of("anna")).events()).isEmpty();
  }
}
