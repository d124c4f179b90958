package dev.ricordo.lab.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BarTest {

  @Test
  void atLeast_includesItsBound() {
    Bar bar = bar(1.06, null, null, false);
    assertThat(bar.rule()).isEqualTo("≥ 1.06");
    assertThat(bar.reachedBy(1.06, 0.9)).isTrue();
    assertThat(bar.reachedBy(1.0599, 0.9)).isFalse();
  }

  @Test
  void above_doesNotIncludeItsBound() {
    Bar bar = bar(null, 1.0, null, false);
    assertThat(bar.rule()).isEqualTo("> 1");
    assertThat(bar.reachedBy(1, 0.9)).isFalse();
    assertThat(bar.reachedBy(1.0001, 0.9)).isTrue();
  }

  @Test
  void atMost_includesItsBound() {
    Bar bar = bar(null, null, 5120.0, false);
    assertThat(bar.rule()).isEqualTo("≤ 5120");
    assertThat(bar.reachedBy(5120, Double.NaN)).isTrue();
    assertThat(bar.reachedBy(5121, Double.NaN)).isFalse();
  }

  @Test
  void clear_needsTheWholeIntervalAbove1() {
    Bar bar = bar(1.02, null, null, true);
    assertThat(bar.rule()).isEqualTo("≥ 1.02, interval above 1");
    assertThat(bar.reachedBy(1.05, 0.99)).isFalse();
    assertThat(bar.reachedBy(1.05, 1.01)).isTrue();
    assertThat(bar.reachedBy(1.05, Double.NaN)).isFalse();
  }

  @Test
  void noBound_bindsNothing() {
    Bar bar = bar(null, null, null, false);
    assertThat(bar.rule()).isEmpty();
    assertThat(bar.binding()).isFalse();
  }

  private static Bar bar(
      @Nullable Double atLeast, @Nullable Double above, @Nullable Double atMost, boolean clear) {
    return new Bar("ndcg@10", "hope", "counts", atLeast, above, atMost, clear, null);
  }
}
