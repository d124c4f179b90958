package dev.ricordo.governance.requests;

import static dev.ricordo.governance.requests.Stage.CLOSED;
import static dev.ricordo.governance.requests.Stage.EXECUTED;
import static dev.ricordo.governance.requests.Stage.EXECUTING;
import static dev.ricordo.governance.requests.Stage.RECEIVED;
import static dev.ricordo.governance.requests.Stage.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StageTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private static Request received(Instant at) {
    return Request.received(Right.ERASURE, Set.of(), false, null, List.of(), at);
  }

  @Test
  void everyStage_isReached_andLeadsToTheEnd() {
    Set<Stage> reached = EnumSet.of(RECEIVED);
    List<Stage> ahead = new ArrayList<>(reached);
    while (!ahead.isEmpty()) {
      ahead.remove(0).next().stream().filter(reached::add).forEach(ahead::add);
    }

    assertThat(reached).containsExactlyInAnyOrder(Stage.values());
    for (Stage stage : Stage.values()) {
      assertThat(stage.next().isEmpty()).isEqualTo(stage == CLOSED);
    }
  }

  @Test
  void whatIsBeingDone_isRefusedNoMore_unlessItIsNotFoundToBeSo() {
    assertThat(EnumSet.range(EXECUTING, CLOSED))
        .filteredOn(stage -> stage.next().contains(REFUSED))
        .containsExactly(EXECUTED);
  }

  @Test
  void anotherWay_isRefused() {
    assertThatThrownBy(() -> received(NOON).to(EXECUTING, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("request: is received, from which no way leads to executing");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T12:00:00Z, 2026-02-28T12:00:00Z, 2026-04-30T12:00:00Z",
    "2028-01-31T12:00:00Z, 2028-02-29T12:00:00Z, 2028-04-30T12:00:00Z",
    "2026-03-15T00:00:00Z, 2026-04-15T00:00:00Z, 2026-06-15T00:00:00Z",
    "2026-11-30T23:59:59Z, 2026-12-30T23:59:59Z, 2027-02-28T23:59:59Z"
  })
  void deadline_isACalendarMonth_andThreeIfExtended(Instant at, Instant due, Instant extended) {
    Deadline deadline = Deadline.of(at);

    assertThat(deadline.due()).isEqualTo(due);
    assertThat(deadline.extended("many requests", "Eva Berg", "0a", at).due()).isEqualTo(extended);
  }

  @Test
  void daysLeft_areWholeDays_belowZeroWhenOverdue() {
    Deadline deadline = Deadline.of(NOON);

    assertThat(deadline.daysLeft(NOON)).isEqualTo(28);
    assertThat(deadline.daysLeft(NOON.plusSeconds(1))).isEqualTo(27);
    assertThat(deadline.daysLeft(deadline.due())).isZero();
    assertThat(deadline.daysLeft(deadline.due().plusSeconds(1))).isEqualTo(-1);
  }

  @Test
  void extension_isGivenOnce_inTime_forAReason() {
    Deadline deadline = Deadline.of(NOON);

    requireRefused(
        () -> deadline.extended(" ", "Eva Berg", "0a", NOON),
        "reason: must have 1 to 500 characters");
    requireRefused(
        () -> deadline.extended("late", "Eva Berg", "0a", deadline.due().plusSeconds(1)),
        "within the month");
    requireRefused(
        () ->
            deadline
                .extended("once", "Eva Berg", "0a", NOON)
                .extended("twice", "Eva Berg", "0a", NOON),
        "was done before");
  }

  private static void requireRefused(Runnable act, String message) {
    assertThatThrownBy(act::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
