package dev.ricordo.lab.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AucTest {

  @Test
  void membersAboveAll_areToldApartAlways() {
    Auc auc = Auc.of(new double[] {2, 3, 4}, new double[] {0, 1, 1});

    assertThat(auc.value()).isEqualTo(1);
    assertThat(auc.halfWidth()).isZero();
    assertThat(auc.isGuessing()).isFalse();
  }

  @Test
  void ties_countHalf() {
    assertThat(Auc.of(new double[] {1, 1}, new double[] {1, 1}).value()).isEqualTo(0.5);
    assertThat(Auc.of(new double[] {0, 1}, new double[] {1, 0}).value()).isEqualTo(0.5);
    assertThat(Auc.of(new double[] {1, 2}, new double[] {1, 0}).value()).isEqualTo(0.875);
  }

  /** Pairs counted one by one, and the spread of guessing as its formula has it. */
  @Test
  void valueAndWidth_areThoseOfTheDefinition() {
    Random random = new Random(1);
    double[] members = random.doubles(700).map(value -> Math.round(value * 50)).toArray();
    double[] others = random.doubles(500).map(value -> Math.round(value * 50)).toArray();
    double pairs = 0;
    for (double member : members) {
      for (double other : others) {
        pairs += member > other ? 1 : member == other ? 0.5 : 0;
      }
    }
    Auc auc = Auc.of(members, others);

    assertThat(auc.value()).isCloseTo(pairs / (700 * 500), within(1e-12));
    double guessing = 1.96 * Math.sqrt((700 + 500 + 1) / (12.0 * 700 * 500));
    assertThat(auc.halfWidth()).isCloseTo(guessing, within(0.05 * guessing));
    assertThat(auc.isGuessing()).isTrue();
  }

  @Test
  void tooFewScores_areRefused() {
    assertThatThrownBy(() -> Auc.of(new double[] {1}, new double[] {1, 2}))
        .hasMessageContaining("must be two of each, are 1 and 2");
  }
}
