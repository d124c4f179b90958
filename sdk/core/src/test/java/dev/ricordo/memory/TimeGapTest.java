package dev.ricordo.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeGapTest {

  @Test
  void buckets_doubleTwiceFromOneToTheNext() {
    assertThat(TimeGap.bucket(1)).isEqualTo(1);
    assertThat(TimeGap.bucket(3)).isEqualTo(1);
    assertThat(TimeGap.bucket(4)).isEqualTo(2);
    assertThat(TimeGap.bucket(15)).isEqualTo(2);
    assertThat(TimeGap.bucket(16)).isEqualTo(3);
  }

  @Test
  void timeThatStandsStillOrStepsBack_isTheShortestGap() {
    assertThat(TimeGap.bucket(0)).isEqualTo(1);
    assertThat(TimeGap.bucket(Long.MIN_VALUE)).isEqualTo(1);
  }

  @Test
  void longestTime_isTheLastBucket() {
    assertThat(TimeGap.bucket(Long.MAX_VALUE)).isEqualTo(15);
  }
}
