package dev.ricordo.quarkus.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LineStreamTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  @Timeout(60)
  void clientThatWasSlowOnce_getsEveryAnswerInOrder_andTheLastLine() {
    RecordedExchange recorded = new RecordedExchange(vertx, "1\n2\n3\n");
    LineStream stream =
        new LineStream(
            recorded.exchange(),
            Gate.of(vertx, RecordedExchange.LIMITS),
            new ClientRates(Optional.empty()),
            new Echo());

    vertx.runOnContext(run -> stream.start());

    assertThat(recorded.ended().join().lines())
        .containsExactly("{\"line\":1}", "{\"line\":2}", "{\"line\":3}", "{\"answered\":3}");
  }

  /** Answers each line, one at a time. */
  private static final class Echo implements LineWork {

    @Override
    public int atOnce() {
      return 1;
    }

    @Override
    public List<String> counted() {
      return List.of("answered");
    }

    @Override
    public Outcome take(List<Lines.Line> lines) {
      List<ObjectNode> answers =
          lines.stream()
              .map(line -> JsonNodeFactory.instance.objectNode().put("line", line.number()))
              .toList();
      return new Outcome(answers, List.of(lines.size()));
    }
  }
}
