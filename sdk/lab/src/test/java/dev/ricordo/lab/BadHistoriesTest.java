package dev.ricordo.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logs that look like none of those that anyone had in mind: trained on and evaluated. */
class BadHistoriesTest {

  private static final int ITEMS = 12;
  private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir Path folder;

  @BeforeEach
  void writeItems() throws IOException {
    StringBuilder items = new StringBuilder("item,title,category,brand,price\n");
    for (int item = 0; item < ITEMS; item++) {
      items.append('i').append(item).append(",,toys,,\n");
    }
    Files.writeString(folder.resolve("items.csv"), items);
  }

  @Test
  void customersWithOneEvent_areTrainedOn() {
    write(40, i -> i, i -> i % ITEMS, i -> i);
    assertTrains(ITEMS);
    assertEvaluates(Protocol.PREQUENTIAL);
  }

  @Test
  void customersWithOneEvent_leaveNothingToLeaveOut() {
    write(40, i -> i, i -> i % ITEMS, i -> i);
    assertThatThrownBy(() -> evaluate(Protocol.LEAVE_ONE_OUT))
        .isInstanceOf(RicordoException.class)
        .hasMessage("events.csv: leaves no event to train on under leave-one-out");
  }

  @Test
  void oneCustomerWithThousandsOfEvents_isTrainedOn() {
    write(3_000, i -> 0, i -> (i * 7 + i / 50) % ITEMS, i -> i);
    assertTrains(ITEMS);
    assertEvaluates(Protocol.PREQUENTIAL);
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void sameItemAgainAndAgain_isTrainedOn(Protocol protocol) {
    write(200, i -> i % 10, i -> 3, i -> i);
    assertTrains(1);
    assertEvaluates(protocol);
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void itemsThatNoNetHasSeen_areRanked(Protocol protocol) {
    write(200, i -> i % 10, i -> i < 140 ? i % 4 : 4 + i % 8, i -> i);
    assertEvaluates(protocol);
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void eventsOfTheSameSecond_keepTheOrderOfTheFile(Protocol protocol) {
    write(200, i -> i % 10, i -> (i / 10) % ITEMS, i -> 0);
    assertTrains(ITEMS);
    assertEvaluates(protocol);
  }

  private void assertTrains(int trainedItems) {
    TrainingReport report =
        Training.run(
            new TrainingOptions(
                folder.resolve("events.csv"),
                folder.resolve("items.csv"),
                folder.resolve("base"),
                1,
                Device.CPU,
                OptionalInt.of(1)),
            Progress.silent());
    assertThat(report.curve()).allSatisfy(point -> assertThat(point.loss()).isFinite());
    assertThat(Base.read(folder.resolve("base")).items()).hasSize(trainedItems);
  }

  private void assertEvaluates(Protocol protocol) {
    assertThat(evaluate(protocol).results())
        .hasSize(3)
        .allSatisfy(result -> assertThat(result.ndcg10()).isBetween(0.0, 1.0))
        .allSatisfy(result -> assertThat(result.hr50()).isBetween(0.0, 1.0));
  }

  private EvaluationReport evaluate(Protocol protocol) {
    return Evaluation.run(
        new EvaluationOptions(
            folder.resolve("events.csv"),
            folder.resolve("items.csv"),
            protocol,
            List.of("popularity", "counts-repeats", "hope"),
            List.of(1L),
            Device.CPU,
            OptionalLong.empty(),
            false,
            OptionalInt.of(1),
            folder.resolve("cache")),
        Progress.silent());
  }

  /** Writes events whose customer, item and second follow from their number. */
  private void write(
      int count, IntUnaryOperator customer, IntUnaryOperator item, IntUnaryOperator second) {
    StringBuilder events = new StringBuilder("at,customer,item,kind,quantity,price,session\n");
    for (int i = 0; i < count; i++) {
      events.append(START.plusSeconds(second.applyAsInt(i))).append(",c");
      events.append(customer.applyAsInt(i)).append(",i").append(item.applyAsInt(i));
      events.append(",,,,\n");
    }
    try {
      Files.writeString(folder.resolve("events.csv"), events);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
