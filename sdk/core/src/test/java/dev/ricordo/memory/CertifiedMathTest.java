package dev.ricordo.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CertifiedMathTest {

  @Test
  void exp_isWithinTwoTenMillionthsOfTheTruth() {
    for (double x = -86.9; x < 87.9; x += 0.00137) {
      double expected = StrictMath.exp((float) x);
      assertThat(CertifiedMath.exp((float) x) / expected).isCloseTo(1, within(2e-7));
    }
  }

  @Test
  void exp_saturatesOutsideItsRange() {
    assertThat(CertifiedMath.exp(-1000)).isPositive().isLessThan(1e-37f);
    assertThat(CertifiedMath.exp(1000)).isFinite();
    assertThat(CertifiedMath.exp(0)).isEqualTo(1f);
  }

  @Test
  void gelu_agreesWithTheIntegralOfTheNormalDensity() {
    // Simpson's rule on [0, x] with steps of 1e-3: an independent way to the same function.
    for (double x = -5; x <= 5; x += 0.25) {
      double expected = x * (0.5 + Math.signum(x) * normalIntegral(Math.abs(x)));
      assertThat((double) CertifiedMath.gelu((float) x)).isCloseTo(expected, within(1e-6));
    }
  }

  private static double normalIntegral(double x) {
    int steps = 2 * (int) Math.ceil(x / 2e-3);
    if (steps == 0) {
      return 0;
    }
    double width = x / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
      double at = i * width;
      sum += weight * StrictMath.exp(-at * at / 2);
    }
    return sum * width / 3 / StrictMath.sqrt(2 * Math.PI);
  }
}
