package dev.ricordo.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RanksTest {

  @Test
  void bytes_giveTheSameRanks() {
    Ranks ranks = random(101, 1);
    Ranks read = Ranks.parse(ranks.toBytes()).orElseThrow();
    assertThat(read).isEqualTo(ranks);
    assertThat(read.asked()).isEqualTo(ranks.asked()).hasSize(64);
  }

  @Test
  void everyDamagedByte_isNoticed() {
    byte[] bytes = random(9, 2).toBytes();
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 0x10;
      assertThat(Ranks.parse(damaged)).as("byte %d", i).isEmpty();
      assertThat(Ranks.parse(Arrays.copyOf(bytes, i))).as("cut at %d", i).isEmpty();
    }
  }

  @Test
  void quarters_areOfEqualLengthInOrder() {
    Ranks ranks = random(10, 3);
    assertThat(java.util.stream.IntStream.range(0, 10).map(ranks::quarter))
        .containsExactly(0, 0, 0, 1, 1, 2, 2, 2, 3, 3);
  }

  @Test
  void otherQuestions_haveAnotherDigest() {
    Ranks.Builder first = new Ranks.Builder(1);
    first.add(1, 4, false, false);
    Ranks.Builder second = new Ranks.Builder(1);
    second.add(2, 4, false, false);
    assertThat(first.build().asked()).isNotEqualTo(second.build().asked());
  }

  @Test
  void missingCases_areRefused() {
    assertThatThrownBy(() -> new Ranks.Builder(2).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("cases: 0 of 2 were added");
  }

  private static Ranks random(int cases, long seed) {
    Random random = new Random(seed);
    Ranks.Builder builder = new Ranks.Builder(cases);
    for (int i = 0; i < cases; i++) {
      double rank = random.nextInt(5) == 0 ? Double.POSITIVE_INFINITY : 1 + random.nextInt(99) / 2d;
      builder.add(random.nextInt(1000), rank, random.nextBoolean(), random.nextBoolean());
    }
    return builder.build();
  }
}
