package dev.ricordo.collective;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.CollectiveRules;
import dev.ricordo.event.EventKind;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContributionTest {

  private static final int ITEMS = 12;
  private static final long DAY = 86_400;
  private static final CollectiveRules RULES =
      CollectiveRules.DEFAULT.withEpochs(1, 3).withItemWindow(2);

  /** Folds events on, some of which are told to nobody. */
  private static void fold(Contribution share, long seed, int events) {
    Random random = new Random(seed);
    for (int i = 0; i < events; i++) {
      int item = random.nextInt(ITEMS);
      EventKind kind = EventKind.values()[random.nextInt(EventKind.values().length)];
      long second = DAY * i / 20;
      if (random.nextInt(4) == 0) {
        share.hide(item, kind, second);
      } else {
        share.observe(item, kind, second, Changes.IGNORED);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void copy_goesOnByItself(long seed) {
    Contribution share = new Contribution(RULES);
    fold(share, seed, 60);
    Contribution kept = new Contribution(RULES);
    fold(kept, seed, 60);
    Contribution longer = new Contribution(RULES);
    fold(longer, seed, 60);
    fold(longer, seed + 100, 40);

    Contribution copy = share.copy();
    fold(copy, seed + 100, 40);

    requireEqual(share, kept);
    requireEqual(copy, longer);
    assertThat(copy.differences(share)).isPositive();
  }

  private static void requireEqual(Contribution one, Contribution other) {
    assertThat(one.differences(other)).isZero();
    assertThat(one.size()).isEqualTo(other.size());
    assertThat(one.items().sorted().toArray()).isEqualTo(other.items().sorted().toArray());
  }
}
