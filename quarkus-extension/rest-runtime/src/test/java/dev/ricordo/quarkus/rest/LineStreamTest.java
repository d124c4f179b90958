package dev.ricordo.quarkus.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.Ricordo;
import dev.ricordo.base.RandomBases;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LineStreamTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  private final Vertx vertx = Vertx.vertx();
  private final LosingJournal journal = new LosingJournal(customer -> false);
  private final Ricordo ricordo =
      Ricordo.builder().base(RandomBases.create(3, 5)).journal(journal).clock(NOON).build();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    ricordo.close();
  }

  @Test
  @Timeout(60)
  void clientThatWasSlowOnce_getsEveryAnswerInOrder_andTheLastLine() {
    assertThat(answers(new Echo(), "1\n2\n3\n"))
        .containsExactly(
            "{\"line\":1}", "{\"line\":2}", "{\"line\":3}", "{\"answered\":3,\"refused\":0}");
  }

  @Test
  @Timeout(60)
  void customerWhoCannotBeRead_isNoReasonToStop_howeverManyLinesTheyHave() {
    journal.lose("lost"::equals);
    List<String> customers = new ArrayList<>(Collections.nCopies(25, "lost"));
    customers.add("anna");

    List<String> answers = answers(learner(), events(customers));

    assertThat(answers).hasSize(27);
    assertThat(answers.get(25)).contains("\"line\":26,\"outcome\":\"learned\"");
    assertThat(answers.get(26)).isEqualTo("{\"learned\":1,\"withheld\":0,\"refused\":25}");
  }

  @Test
  @Timeout(60)
  void deliverySentAgain_passesEveryLineThatCannotBeLearned() {
    journal.lose(customer -> customer.startsWith("lost"));
    List<String> customers = customers("c", 600);
    List.of(17, 137, 256, 333, 471, 598).forEach(at -> customers.set(at, "lost" + at));
    String delivery = events(customers);

    assertThat(last(answers(learner(), delivery)))
        .isEqualTo("{\"learned\":594,\"withheld\":0,\"refused\":6}");
    assertThat(last(answers(learner(), delivery)))
        .isEqualTo("{\"learned\":0,\"withheld\":594,\"refused\":6}");
  }

  @Test
  @Timeout(60)
  void storeThatFailsForEverybody_endsAStreamOfEvents_afterTwentyCustomers() {
    journal.lose(customer -> true);

    requireStoppedAfterTwenty(answers(learner(), events(customers("c", 100))));
  }

  @Test
  @Timeout(60)
  void storeThatFailsForEverybody_endsAStreamOfQuestions_whoseLinesComeOneByOne() {
    journal.lose(customer -> true);
    RestLimits oneByOne = RecordedExchange.limits(10, 1);

    requireStoppedAfterTwenty(
        answers(new LineRanker(ricordo, oneByOne), questions(customers("c", 100))));
  }

  @Test
  @Timeout(60)
  void customersWhoCannotBeRead_areCountedAnew_afterOneWhoCan() {
    journal.lose(customer -> customer.startsWith("lost"));
    List<String> customers = customers("lost", 38);
    customers.add(19, "anna");

    assertThat(last(answers(learner(), events(customers))))
        .isEqualTo("{\"learned\":1,\"withheld\":0,\"refused\":38}");
    assertThat(last(answers(ranker(), questions(customers))))
        .isEqualTo("{\"answered\":1,\"refused\":38}");
  }

  private LineLearner learner() {
    IdempotencyKey key = new IdempotencyKey("delivery");
    return new LineLearner(
        ricordo, new EventReader(Optional.of(key), NOON), RecordedExchange.LIMITS);
  }

  private LineRanker ranker() {
    return new LineRanker(ricordo, RecordedExchange.LIMITS);
  }

  private LineStream stream(RecordedExchange recorded, LineWork work) {
    return new LineStream(
        recorded.exchange(),
        Gate.of(vertx, RecordedExchange.LIMITS),
        new ClientRates(Optional.empty()),
        work);
  }

  /** All lines of the answer to a body. */
  private List<String> answers(LineWork work, String body) {
    RecordedExchange recorded = new RecordedExchange(vertx, body);
    LineStream stream = stream(recorded, work);
    vertx.runOnContext(run -> stream.start());
    return recorded.ended().join().lines().toList();
  }

  private static String last(List<String> answers) {
    return answers.get(answers.size() - 1);
  }

  private static void requireStoppedAfterTwenty(List<String> answers) {
    assertThat(answers).hasSize(21);
    assertThat(answers.subList(0, 20)).allMatch(line -> line.contains("\"outcome\":\"refused\""));
    assertThat(last(answers)).contains("\"refused\":20,\"stopped\":", "urn:ricordo:problem:store");
  }

  private static List<String> customers(String prefix, int count) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> prefix + i).toList());
  }

  private static String events(List<String> customers) {
    return lines(customers, "\"item\":\"i1\"");
  }

  private static String questions(List<String> customers) {
    return lines(customers, "\"slot\":\"home\",\"count\":1");
  }

  private static String lines(List<String> customers, String members) {
    StringBuilder lines = new StringBuilder();
    for (String customer : customers) {
      lines.append("{\"customer\":\"").append(customer).append("\",").append(members).append("}\n");
    }
    return lines.toString();
  }

  /** Answers each line, one at a time. */
  private static final class Echo implements LineWork {

    @Override
    public int atOnce() {
      return 1;
    }

    @Override
    public List<String> counted() {
      return List.of("answered", "refused");
    }

    @Override
    public Outcome take(List<Lines.Line> lines) {
      List<ObjectNode> answers =
          lines.stream()
              .map(line -> JsonNodeFactory.instance.objectNode().put("line", line.number()))
              .toList();
      return new Outcome(answers, List.of(lines.size(), 0), Optional.empty());
    }
  }
}
