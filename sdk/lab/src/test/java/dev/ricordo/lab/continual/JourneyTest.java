package dev.ricordo.lab.continual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JourneyTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 40, 160})
  void absence_isAsLongAsAsked(int events) {
    Journey journey = journey(events).visit(0).wanderWithout(0, events).visit(0, 4);
    List<Journey.Step> steps = journey.steps();
    Journey.Step back = steps.get(steps.size() - 4);
    assertThat(back.away()).isEqualTo(events);
    assertThat(back.place()).isZero();
    assertThat(steps.stream().filter(step -> step.interest() == 0 && step.away() == Journey.NEVER))
        .hasSizeBetween(8, 14);
  }

  @Test
  void wandering_neverStaysWhereItIs() {
    List<Journey.Step> steps = journey(3).wander(2_000).steps();
    assertThat(steps).hasSize(2_000);
    for (int i = 1; i < steps.size(); i++) {
      boolean begins = steps.get(i).place() == 0;
      assertThat(begins).isEqualTo(steps.get(i).interest() != steps.get(i - 1).interest());
    }
  }

  @Test
  void favourites_areMostOfWhatIsChosen() {
    List<Journey.Step> steps = journey(5).wander(4_000).steps();
    double share = steps.stream().filter(Journey.Step::favourite).count() / 4_000.0;
    assertThat(share).isBetween(0.83, 0.87);
    assertThat(steps.stream().filter(Journey.Step::favourite).map(Journey.Step::item).distinct())
        .hasSize(3 * Shopper.FAVOURITES);
  }

  @Test
  void copy_goesItsOwnWay() {
    Journey journey = journey(9).visit(0).visit(1);
    List<Journey.Step> before = journey.steps();
    Journey copy = journey.copy(new SplittableRandom(1)).visit(2);
    assertThat(journey.steps()).isEqualTo(before);
    assertThat(copy.steps().subList(0, before.size())).isEqualTo(before);
  }

  private static Journey journey(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Journey(Shopper.among(World.DEFAULT, 3, random), random);
  }
}
