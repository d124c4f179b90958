package dev.ricordo.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {

  private static final int CUSTOMERS = 400;
  private static final int CASES_EACH = 5;
  private static final int[] OWNERS =
      IntStream.range(0, CUSTOMERS * CASES_EACH).map(i -> i / CASES_EACH).toArray();

  @Test
  void identicalModels_differByNothing() {
    double[] gains = new Random(1).doubles(OWNERS.length).toArray();
    PairedBootstrap sample = PairedBootstrap.of(OWNERS, once(gains, gains.clone()));
    assertThat(sample.ratio(0, 1)).isEqualTo(1);
    assertThat(sample.ratioInterval(0, 1)).isEqualTo(new Interval(1, 1));
    assertThat(sample.differenceInterval(0, 1)).isEqualTo(new Interval(0, 0));
    assertThat(sample.p(0, 1)).isEqualTo(1);
  }

  @Test
  void plantedAdvantageOfFivePercent_isFound() {
    Random random = new Random(2);
    double[] lesser = random.doubles(OWNERS.length).toArray();
    double[] greater =
        Arrays.stream(lesser).map(gain -> 1.05 * gain + random.nextGaussian() * 0.02).toArray();
    PairedBootstrap sample = PairedBootstrap.of(OWNERS, once(greater, lesser));
    assertThat(sample.ratioInterval(0, 1).low()).isGreaterThan(1);
    assertThat(sample.ratioInterval(0, 1).contains(1.05)).isTrue();
    assertThat(sample.p(0, 1)).isLessThan(0.01);
    assertThat(sample.p(1, 0)).isEqualTo(sample.p(0, 1));
  }

  /** Unpaired, the customers' own spread would drown the difference. */
  @Test
  void differenceWithinEachCustomer_isFoundBelowTheSpreadBetweenThem() {
    Random random = new Random(3);
    double[] level = random.doubles(CUSTOMERS).map(value -> value * 10).toArray();
    double[] lesser = Arrays.stream(OWNERS).mapToDouble(owner -> level[owner]).toArray();
    double[] greater = Arrays.stream(lesser).map(value -> value + 0.01).toArray();
    PairedBootstrap sample = PairedBootstrap.of(OWNERS, once(greater, lesser));
    assertThat(sample.interval(0).contains(sample.mean(1))).isTrue();
    assertThat(sample.differenceInterval(0, 1).low()).isCloseTo(0.01, within(1e-9));
  }

  /** A customer's cases repeat each other, so only customers count, not cases. */
  @Test
  void interval_coversTheTruthAboutAsOftenAsItSays() {
    int worlds = 120;
    int customers = 60;
    int[] owners = IntStream.range(0, customers * CASES_EACH).map(i -> i / CASES_EACH).toArray();
    int covered = 0;
    for (int seed = 0; seed < worlds; seed++) {
      Random random = new Random(seed);
      double[] effect = random.doubles(customers).map(value -> value - 0.5 + 0.3).toArray();
      double[] a = Arrays.stream(owners).mapToDouble(owner -> 1 + effect[owner]).toArray();
      double[] b = new double[owners.length];
      Arrays.fill(b, 1);
      Interval interval = PairedBootstrap.of(owners, once(a, b)).differenceInterval(0, 1);
      covered += interval.contains(0.3) ? 1 : 0;
    }
    // Binomial: 95 % of 120 is 114, three standard deviations are 7.2; small samples cover less.
    assertThat(covered).isBetween(105, 120);
  }

  @Test
  void otherModelsBeside_changeNothing() {
    Random random = new Random(5);
    double[] a = random.doubles(OWNERS.length).toArray();
    double[] b = random.doubles(OWNERS.length).toArray();
    double[] c = random.doubles(OWNERS.length).toArray();
    PairedBootstrap two = PairedBootstrap.of(OWNERS, once(a, b));
    PairedBootstrap three = PairedBootstrap.of(OWNERS, once(c, a, b));
    assertThat(three.ratioInterval(1, 2)).isEqualTo(two.ratioInterval(0, 1));
    assertThat(three.p(1, 2)).isEqualTo(two.p(0, 1));
  }

  @Test
  void modelWithoutAnyHit_hasNoFiniteRatioAbove() {
    double[] none = new double[OWNERS.length];
    double[] some = new Random(6).doubles(OWNERS.length).toArray();
    PairedBootstrap sample = PairedBootstrap.of(OWNERS, once(some, none));
    assertThat(sample.ratio(0, 1)).isInfinite();
    assertThat(sample.ratioInterval(1, 0)).isEqualTo(new Interval(0, 0));
    assertThat(sample.p(0, 1)).isLessThan(0.01);
  }

  @Test
  void gainsOfOtherCases_areRefused() {
    assertThatThrownBy(() -> PairedBootstrap.of(new int[3], once(new double[2])))
        .hasMessage("gains: must be of 3 cases, are of 2");
    assertThatThrownBy(() -> PairedBootstrap.of(new int[0], List.of()))
        .hasMessage("customers: must be of at least one case");
  }

  /** Each trained under one seed. */
  private static List<double[][]> once(double[]... models) {
    return Arrays.stream(models).map(gains -> new double[][] {gains}).toList();
  }

  private static double[][] levels(double... bySeed) {
    return Arrays.stream(bySeed)
        .mapToObj(
            level -> {
              double[] gains = new double[OWNERS.length];
              Arrays.fill(gains, level);
              return gains;
            })
        .toArray(double[][]::new);
  }

  /** All customers agree, and still another seed could reverse it. */
  @Test
  void spreadOverSeeds_isInTheInterval() {
    PairedBootstrap sample =
        PairedBootstrap.of(OWNERS, List.of(levels(1.0, 1.3, 0.9), levels(1.0, 1.0, 1.0)));
    assertThat(sample.difference(0, 1)).isCloseTo(0.2 / 3, within(1e-9));
    assertThat(sample.differenceInterval(0, 1).low()).isCloseTo(-0.1, within(1e-9));
    assertThat(sample.differenceInterval(0, 1).high()).isCloseTo(0.3, within(1e-9));
    assertThat(sample.p(0, 1)).isGreaterThan(0.1);
  }

  @Test
  void modelsOfTheSameSeeds_arePairedByThem() {
    PairedBootstrap sample =
        PairedBootstrap.of(OWNERS, List.of(levels(1.01, 1.31, 0.91), levels(1.0, 1.3, 0.9)));
    assertThat(sample.differenceInterval(0, 1).low()).isCloseTo(0.01, within(1e-9));
    assertThat(sample.differenceInterval(0, 1).high()).isCloseTo(0.01, within(1e-9));
  }

  @Test
  void modelWithoutASeed_isRefused() {
    assertThatThrownBy(() -> PairedBootstrap.of(OWNERS, List.<double[][]>of(new double[0][])))
        .hasMessageContaining("at least one seed");
  }
}
