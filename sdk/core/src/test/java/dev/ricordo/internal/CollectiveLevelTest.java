package dev.ricordo.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.CollectiveRules;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.consolidation.ConsolidationRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CollectiveLevelTest {

  private static final long DAY = 86_400;
  private static final CollectiveRules WEEKS = CollectiveRules.DEFAULT.withEpochs(7, 2);

  private final SetClock clock = new SetClock();
  private final AtomicInteger told = new AtomicInteger();
  private final CollectiveLevel level =
      new CollectiveLevel(
          WEEKS,
          new CollectiveSums(WEEKS, Categories.none()),
          new Engine.Settings(
              clock, Duration.ZERO, true, true, 1 << 20, ConsolidationRules.DEFAULT));

  @BeforeEach
  void listen() {
    level.onClockSetBack(told::incrementAndGet);
  }

  private void open(long second) {
    clock.second = second;
    level.open(second);
  }

  @Test
  void clockThatGoesOn_orBackInsideOfTheEpoch_isToldToNobody() {
    open(100 * DAY);
    open(107 * DAY);
    open(107 * DAY - 1_000);
    open(120 * DAY);

    assertThat(told).hasValue(0);
  }

  @Test
  void clockThatGoesBackBeforeTheEpoch_isToldOnce_andAgainTheNextTime() {
    open(500 * DAY);
    open(100 * DAY);
    open(101 * DAY);
    assertThat(told).hasValue(1);
    open(500 * DAY);
    open(101 * DAY);

    assertThat(told).hasValue(2);
  }

  @Test
  void callerWhoReadTheClockInTheEpochBefore_isNoClockThatWentBack() {
    open(107 * DAY);
    level.open(100 * DAY);

    assertThat(told).hasValue(0);
  }

  @Test
  void sumsThatWereFoldedAheadOfTheClock_areToldOf() {
    CollectiveSums ahead = new CollectiveSums(WEEKS, Categories.none());
    ahead.open(500 * DAY);
    level.replace(ahead);
    open(100 * DAY);

    assertThat(told).hasValue(1);
  }

  /** Stands where it is set. */
  private static final class SetClock extends Clock {
    long second;

    @Override
    public Instant instant() {
      return Instant.ofEpochSecond(second);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
