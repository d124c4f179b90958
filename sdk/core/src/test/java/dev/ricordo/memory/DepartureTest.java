package dev.ricordo.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.Continuum;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far memories have moved, in numbers that can be followed by hand. */
class DepartureTest {

  private static final Shape SHAPE = Shape.DEFAULT.with(new Continuum(8, List.of(4, 16)));

  @Test
  void workingMemory_isMeasuredAgainstTheIdentity_ifNothingWasThereBefore() {
    MemoryState start = new MemoryState(SHAPE);
    MemoryState memory = start.copy();
    memory.fast[3][20] = 3f;
    memory.fast[5][7] = 4f;

    assertThat(start.departure(start)).isZero();
    // |D| = 5; |I| = 8, for there are 4 heads with 16 ones each.
    assertThat(memory.departure(start)).isEqualTo(5.0 / 8);
  }

  @Test
  void workingMemory_isMeasuredFromWhereItStarted() {
    MemoryState start = new MemoryState(SHAPE);
    for (int i = 0; i < 64; i++) {
      start.fast[i % 16][i] = 1f; // I + D0 = 2 I
    }
    MemoryState memory = start.copy();
    memory.fast[0][1] = 4f;

    assertThat(memory.departure(start)).isEqualTo(4.0 / 16);
  }

  @Test
  void slowerLevel_isMeasuredAgainstItsOwnSharedBlock_asItIsAdded() {
    Weights weights = RandomBases.create(1, 5, SHAPE, Mix.own(0)).weights();
    float[] blocks = weights.get(Tensor.LEVEL_OUT);
    Arrays.fill(blocks, 0f);
    blocks[7] = 100f; // of L1, which is not asked
    blocks[8 * 64 + 1] = 3f;
    blocks[2 * 8 * 64 - 1] = 4f;
    weights.get(Tensor.LEVEL_SCALE)[1] = -0.5f;
    MemoryState memory = new MemoryState(SHAPE);
    memory.levels[1].delta[2][3] = 2f;

    assertThat(memory.levelDeparture(1, weights)).isEqualTo(0.5 * 2 / 5);
    assertThat(memory.levelDeparture(0, weights)).isZero();
  }

  @Test
  void withoutLevel_nothingElseIsMissing() {
    MemoryState memory = new MemoryState(SHAPE);
    memory.fast[0][0] = 1f;
    memory.levels[0].delta[0][0] = 1f;
    memory.levels[1].delta[0][0] = 1f;
    memory.levels[1].gradient[0][0] = 1f;
    MemoryState cut = memory.withoutLevel(1);

    assertThat(cut.levelStrength(1)).isZero();
    assertThat(memory.levelStrength(1)).isEqualTo(1);
    cut.levels[1].delta[0][0] = 1f;
    assertThat(cut.sameBits(memory)).isTrue();
  }
}
