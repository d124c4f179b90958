package dev.ricordo.rank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.BackOff;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.Gate;
import dev.ricordo.base.Mix;
import dev.ricordo.catalogue.Item;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.memory.CertifiedMath;
import dev.ricordo.memory.RecentItems;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is passed over must never have been among the best, to the last bit. */
class BestOfManyTest {

  private static final long NOW = 1_700_000_000;
  private static final int CASES = 400;

  @Test
  void best_areThoseOfAllScores_bitForBit() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      int n = 1 + random.nextInt(700);
      Workspace workspace = new Workspace(n);
      Blend blend = new Blend(mix(random), cold(n, random));
      for (int asked = 0; asked < 3; asked++) {
        fill(workspace.own(), random);
        RecentItems recent = recent(n, random);
        CollectiveSums sums = sums(n, random);
        long[] ties = random.longs(n).toArray();
        int share = 1 + random.nextInt(4);
        TopK.Filter filter = item -> share == 1 || item % share == 0;
        int count = 1 + random.nextInt(random.nextBoolean() ? 12 : n);

        Blend.Draft all = blend.draft(workspace.own().clone(), recent, NOW);
        all.read(sums);
        Blend.Draft draft = blend.draft(workspace, recent, NOW);
        draft.read(sums);

        assertThat(draft.best(count, ties, filter))
            .as("seed %s", seed)
            .isEqualTo(expected(all.finish(), ties, count, filter));
      }
    }
  }

  private static List<Blend.Scored> expected(
      Blend.Scores scores, long[] ties, int count, TopK.Filter filter) {
    return Arrays.stream(TopK.select(scores.mixed(), ties, count, filter))
        .mapToObj(item -> new Blend.Scored(item, scores.mixed()[item], scores.parts(item)))
        .toList();
  }

  @Test
  void sumOfExponentials_isTheOneOfFourSums_bitForBit() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      float[] own = new float[1 + random.nextInt(3_000)];
      fill(own, random);
      float max = Float.NEGATIVE_INFINITY;
      for (float score : own) {
        max = Math.max(max, score);
      }
      double[] sums = new double[4];
      for (int i = 0; i < own.length; i++) {
        sums[i % 4] += CertifiedMath.exp(own[i] - max);
      }
      double sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
      assertThat(Softmax.of(own))
          .as("seed %s", seed)
          .isEqualTo(new Softmax(max, max + StrictMath.log(sum)));
    }
  }

  @Test
  void logarithms_lieBetweenTheirBounds() {
    Random random = new Random(5);
    double[] many = new double[1_000_000];
    Arrays.setAll(many, i -> StrictMath.exp(random.nextDouble() * 1_400 - 700));
    many[0] = 0;
    float[] bounds = new float[many.length];
    LogBound.upper(many, 1, bounds);
    for (int i = 0; i < many.length; i++) {
      double x = many[i];
      double logarithm = StrictMath.log1p(x);
      if (!(LogBound.lower(x) <= logarithm && logarithm <= LogBound.upper(x))
          || !(logarithm <= bounds[i] && bounds[i] < logarithm + 0.061)) {
        assertThat(x).as("outside of its bounds").isNaN();
      }
    }
    assertThat(LogBound.lower(0)).isZero();
    assertThat(LogBound.upper(0)).isBetween(0.0, 0.06);
  }

  private static Mix mix(Random random) {
    double reach = random.nextInt(3);
    return Mix.gated(Gate.of(random.doubles(Gate.size(), -reach - 0.01, reach).toArray()), 0);
  }

  private static boolean[] cold(int n, Random random) {
    int every = 1 + random.nextInt(20);
    boolean[] cold = new boolean[n];
    for (int i = 0; i < n; i++) {
      cold[i] = random.nextInt(20) % every == 0;
    }
    return cold;
  }

  /** Some cases have many equal scores, some very different ones. */
  private static void fill(float[] own, Random random) {
    double deviation = StrictMath.exp(random.nextInt(6) - 1);
    boolean rounded = random.nextInt(3) == 0;
    for (int i = 0; i < own.length; i++) {
      float score = (float) (deviation * random.nextGaussian());
      own[i] = rounded ? Math.round(score) : score;
    }
  }

  /** Some items are not, or no longer, in the catalogue. */
  private static RecentItems recent(int n, Random random) {
    RecentItems recent = new RecentItems();
    int events = random.nextInt(random.nextBoolean() ? 30 : 450);
    long second = NOW - events * 5_000L;
    for (int i = 0; i < events; i++) {
      second += random.nextInt(5_000);
      recent.push(random.nextInt(n + 3), second);
    }
    return recent;
  }

  private static CollectiveSums sums(int n, Random random) {
    boolean backOff = random.nextBoolean();
    CollectiveRules rules =
        CollectiveRules.DEFAULT.withBackOff(
            backOff ? new BackOff(random.nextDouble(), 1 + random.nextInt(4)) : BackOff.NONE);
    CollectiveSums sums = new CollectiveSums(rules, Categories.of(items(n)));
    int customers = random.nextInt(40);
    for (int customer = 0; customer < customers; customer++) {
      Contribution contribution = sums.emptyContribution();
      for (int i = 0; i < 20; i++) {
        contribution.observe(random.nextInt(n + 3), EventKind.VIEW, i, sums);
      }
    }
    return sums;
  }

  private static List<Item> items(int n) {
    return IntStream.range(0, n)
        .mapToObj(i -> new Item(ItemId.of("i" + i), "", "c" + i % 7, "", OptionalDouble.empty()))
        .toList();
  }
}
