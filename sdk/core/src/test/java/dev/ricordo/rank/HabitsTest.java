package dev.ricordo.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ricordo.memory.RecentItems;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HabitsTest {

  private static final long DAY = 24 * 60 * 60;

  @Test
  void presentVisit_isToldFromEarlierOnes() {
    RecentItems recent = recent(1, 0, 2, 10, 3, DAY, 4, DAY + 60);
    Habits habits = Habits.of(recent, DAY + 100);
    assertThat(habits.visit()).isEqualTo(2);
    assertThat(raw(habits, 4, 0)).isCloseTo(1 / 1.95, within(1e-9));
    assertThat(raw(habits, 3, 0)).isCloseTo(.95 / 1.95, within(1e-9));
    assertThat(raw(habits, 3, 1)).isZero();
    assertThat(raw(habits, 2, 1)).isCloseTo(1 / 1.98, within(1e-9));
    assertThat(raw(habits, 1, 1)).isCloseTo(.98 / 1.98, within(1e-9));
    assertThat(raw(habits, 4, 5)).isCloseTo(1, within(1e-9));
    assertThat(raw(habits, 2, 5)).isZero();
  }

  @Test
  void questionAfterAPause_beginsANewVisit() {
    assertThat(Habits.of(recent(1, 0), 30 * 60).visit()).isEqualTo(1);
    assertThat(Habits.of(recent(1, 0), 30 * 60 + 1).visit()).isZero();
  }

  @Test
  void clockThatStepsBack_endsNoVisit() {
    assertThat(Habits.of(recent(1, 100, 2, 50), 20).visit()).isEqualTo(2);
  }

  @Test
  void eachVisitInBetween_fadesAnItem() {
    RecentItems recent = recent(1, 0, 2, 10 * DAY, 1, 20 * DAY, 3, 30 * DAY);
    Habits habits = Habits.of(recent, 37 * DAY);
    assertThat(raw(habits, 3, 2)).isEqualTo(1, within(1e-9));
    assertThat(raw(habits, 1, 2)).isCloseTo(.6, within(1e-9));
    assertThat(raw(habits, 1, 3)).isCloseTo(.6 + .6 * .6 * .6, within(1e-9));
    assertThat(raw(habits, 2, 3)).isCloseTo(.36, within(1e-9));
    assertThat(raw(habits, 3, 6)).isCloseTo(.5, within(1e-9));
  }

  @Test
  void whatFollowedAnItemBefore_isFoundWhenItComesAgain() {
    RecentItems recent = recent(1, 0, 2, 1, 3, 2, 9, DAY, 1, 2 * DAY);
    Habits habits = Habits.of(recent, 2 * DAY);
    assertThat(raw(habits, 2, 4)).isCloseTo(1, within(1e-9));
    assertThat(raw(habits, 3, 4)).isCloseTo(.6, within(1e-9));
    assertThat(raw(habits, 1, 4)).as("the question's own item follows nothing").isZero();
  }

  @Test
  void longHistories_giveFiniteNumbersForEveryItemOnce() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      RecentItems recent = new RecentItems();
      long second = random.nextInt();
      for (int i = 0; i < random.nextInt(3_000); i++) {
        recent.push(random.nextInt(1 << random.nextInt(12)), second);
        second += random.nextInt(10) == 0 ? random.nextInt(1 << 25) : random.nextInt(60) - 10;
      }
      Habits habits = Habits.of(recent, second);
      java.util.Set<Integer> items = new java.util.HashSet<>();
      for (int index = 0; index < habits.size(); index++) {
        assertThat(items.add(habits.item(index))).as("seed " + seed).isTrue();
        for (double logarithm : habits.logarithms(index)) {
          assertThat(logarithm).as("seed " + seed).isFinite().isNotNegative();
        }
      }
      java.util.Set<Integer> expected = new java.util.HashSet<>();
      for (int lag = 1; lag <= recent.size(); lag++) {
        expected.add(recent.get(lag));
      }
      assertThat(items).as("seed " + seed).isEqualTo(expected);
    }
  }

  @Test
  void roomThatWasUsed_saysOfTheNextWhatNewRoomSays_andKeepsNothingWhenItForgets() {
    Random random = new Random(11);
    Habits room = new Habits();
    for (int i = 0; i < 200; i++) {
      RecentItems recent = new RecentItems();
      for (int event = random.nextInt(450); event > 0; event--) {
        recent.push(random.nextInt(40), 10 * DAY - 600L * event);
      }
      room.read(recent, 10 * DAY);
      Habits fresh = Habits.of(recent, 10 * DAY);
      assertThat(room.visit()).isEqualTo(fresh.visit());
      assertThat(room.size()).isEqualTo(fresh.size());
      for (int index = 0; index < fresh.size(); index++) {
        assertThat(room.item(index)).isEqualTo(fresh.item(index));
        assertThat(room.logarithms(index)).isEqualTo(fresh.logarithms(index));
        assertThat(room.find(fresh.item(index))).isEqualTo(index);
      }
    }
    room.forget();
    assertThat(room.size()).isZero();
    assertThat(room.find(7)).isNegative();
  }

  /** Item, second, item, second, ... in order of time. */
  private static RecentItems recent(long... itemsAndSeconds) {
    RecentItems recent = new RecentItems();
    for (int i = 0; i < itemsAndSeconds.length; i += 2) {
      recent.push((int) itemsAndSeconds[i], itemsAndSeconds[i + 1]);
    }
    return recent;
  }

  /** A habit before its logarithm. */
  private static double raw(Habits habits, int item, int habit) {
    double[] scales = {50, 50, 10, 10, 10, 10, 10};
    for (int index = 0; index < habits.size(); index++) {
      if (habits.item(index) == item) {
        return Math.expm1(habits.logarithms(index)[habit]) / scales[habit];
      }
    }
    throw new AssertionError("no habits of item " + item);
  }
}
