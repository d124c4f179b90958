package dev.ricordo.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ricordo.Ranking.Contributions;
import dev.ricordo.base.Mix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MixerTest {

  private static final float[] OWN = {1.5f, -0.5f, 0.25f, 3f};
  private static final double[] COLLECTIVE = {0.02, 0, 0.3, 0};
  private static final double[] REPEATS = {0, 0.5, 0.1, 0};

  @ParameterizedTest
  @EnumSource(
      value = Mix.Family.class,
      names = {"LOG", "LINEAR"})
  void parts_addUpToTheFormula(Mix.Family family) {
    Mixer mixer = new Mixer(new Mix(family, 2, 0.5, 0));
    double sum = 0;
    for (float own : OWN) {
      sum += Math.exp(own);
    }
    for (int i = 0; i < OWN.length; i++) {
      double p = Math.exp(OWN[i]) / sum;
      double expected =
          family == Mix.Family.LOG
              ? Math.log(p)
                  + 2 * Math.log(1 + COLLECTIVE[i] / 1e-3)
                  + 0.5 * Math.log(1 + 50 * REPEATS[i])
              : Math.log(p + 2 * COLLECTIVE[i] + 0.5 * REPEATS[i]);
      Contributions parts = mixer.parts(OWN[i], Mixer.logSumExp(OWN), COLLECTIVE[i], REPEATS[i]);
      assertThat(parts.own() + parts.collective() + parts.repeats())
          .isCloseTo(expected, within(1e-6));
    }
  }
}
