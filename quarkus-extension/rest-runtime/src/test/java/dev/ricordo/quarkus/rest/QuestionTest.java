package dev.ricordo.quarkus.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "11, 11", "12, 12", "100, 12"})
  void questionWithoutCount_asksForTwelve_orForWhatIsAllowed(int most, int count) {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("customer", "anna").put("slot", "home");

    assertThat(Question.read(body, false, RecordedExchange.limits(most)).count()).isEqualTo(count);
  }
}
