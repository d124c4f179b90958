package dev.ricordo.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.Readout;
import dev.ricordo.event.EventKind;
import dev.ricordo.memory.RecentItems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionCountsTest {

  private static final int ITEMS = 40;
  private static final CollectiveRules UNCAPPED =
      CollectiveRules.DEFAULT.withCap(CollectiveRules.UNCAPPED);
  private static final Readout SYMMETRIC = new Readout(0.5, true);

  private static List<Integer> journal(Random random) {
    List<Integer> items = new ArrayList<>();
    int length = random.nextInt(60);
    for (int i = 0; i < length; i++) {
      items.add(random.nextInt(ITEMS));
    }
    return items;
  }

  private static Contribution contribution(List<Integer> journal) {
    Contribution contribution = new Contribution(UNCAPPED);
    for (int item : journal) {
      contribution.observe(item, EventKind.VIEW, 0, Changes.IGNORED);
    }
    return contribution;
  }

  private static CollectiveSums sums(Contribution... contributions) {
    CollectiveSums sums = new CollectiveSums(UNCAPPED, Categories.none());
    for (Contribution contribution : contributions) {
      sums.add(contribution);
    }
    return sums;
  }

  private static TransitionCounts someCounts(Random random) {
    CollectiveSums sums = sums();
    for (int i = 0; i < 20; i++) {
      sums.add(contribution(journal(random)));
    }
    return sums.transitions();
  }

  @Test
  void oneStep_addsTheFadingIncrementsOfTheDefinition() {
    TransitionCounts counts = sums(contribution(List.of(1, 2, 3, 2))).transitions();
    assertThat(counts.count(1, 2)).isEqualTo(65536 + Math.round(65536 * 0.64));
    assertThat(counts.count(2, 3)).isEqualTo(65536);
    assertThat(counts.count(1, 3)).isEqualTo(Math.round(65536 * 0.8));
    assertThat(counts.count(3, 2)).isEqualTo(65536);
    assertThat(counts.count(2, 2)).isZero();
    assertThat(counts.total(1)).isEqualTo(counts.count(1, 2) + counts.count(1, 3));
  }

  @ParameterizedTest
  @CsvSource({"0.8, false", "0.5, true", "1, true"})
  void scores_followTheDefinition(double fade, boolean symmetric) {
    Random random = new Random(4);
    TransitionCounts counts = someCounts(random);
    RecentItems recent = new RecentItems();
    List<Integer> history = journal(random);
    history.forEach(item -> recent.push(item, 0));
    double[] scores = new double[ITEMS];
    counts.score(recent, new Readout(fade, symmetric), scores);
    for (int item = 0; item < ITEMS; item++) {
      double expected = 0;
      for (int k = 1; k <= Math.min(10, history.size()); k++) {
        int x = history.get(history.size() - k);
        double count = counts.count(x, item);
        double total = counts.total(x) + 65536.0;
        for (int other = 0; symmetric && other < ITEMS; other++) {
          total += counts.count(other, x);
        }
        count += symmetric ? counts.count(item, x) : 0;
        expected += Math.pow(fade, k - 1) * count / total;
      }
      assertThat(scores[item]).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void weightedScores_areStepsTimesTheCallersWeights() {
    Random random = new Random(5);
    TransitionCounts counts = someCounts(random);
    for (int length : new int[] {0, 3, 30}) {
      RecentItems recent = new RecentItems();
      List<Integer> history = random.ints(length, 0, ITEMS).boxed().toList();
      history.forEach(item -> recent.push(item, 0));
      double[] forward = random.doubles(10).toArray();
      double[] backward = random.doubles(10).toArray();
      backward[0] = 0;
      double[] scores = new double[ITEMS];
      counts.score(recent, forward, backward, scores);
      for (int item = 0; item < ITEMS; item++) {
        double expected = 0;
        for (int k = 1; k <= Math.min(10, length); k++) {
          int x = history.get(length - k);
          expected += forward[k - 1] * counts.count(x, item) / 65536;
          expected += backward[k - 1] * counts.count(item, x) / 65536;
        }
        assertThat(scores[item]).isCloseTo(expected, within(1e-9));
      }
    }
  }

  @Test
  void totals_sumRowsAndColumns() {
    Random random = new Random(6);
    TransitionCounts counts = someCounts(random);
    for (int item = 0; item < ITEMS; item++) {
      long row = 0;
      long column = 0;
      for (int other = 0; other < ITEMS; other++) {
        row += counts.count(item, other);
        column += counts.count(other, item);
      }
      assertThat(counts.total(item)).isEqualTo(row);
      assertThat(counts.totalTo(item)).isEqualTo(column);
    }
  }

  @Test
  void excerpt_answersLikeTheWhole_andIsItsOwn() {
    Random random = new Random(12);
    CollectiveSums sums = sums();
    for (int i = 0; i < 20; i++) {
      sums.add(contribution(journal(random)));
    }
    RecentItems recent = new RecentItems();
    journal(random).forEach(item -> recent.push(item, 0));
    double[] expected = new double[ITEMS];
    sums.score(recent, SYMMETRIC, expected);
    CollectiveSums excerpt = sums.excerpt(recent, Transitions.WINDOW, new Contribution(UNCAPPED));
    sums.add(contribution(journal(random)));
    double[] scores = new double[ITEMS];
    excerpt.score(recent, SYMMETRIC, scores);
    assertThat(scores).isEqualTo(expected);
  }

  @Test
  void cells_behaveAsAMapOfSums() {
    Random random = new Random(9);
    LongCells cells = new LongCells();
    Map<Long, Long> model = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      long key = random.nextInt(500);
      long amount = random.nextInt(7) - 3L;
      cells.add(key, amount);
      model.merge(key, amount, Long::sum);
      model.remove(key, 0L);
    }
    Map<Long, Long> seen = new HashMap<>();
    cells.forEach(seen::put);
    assertThat(seen).isEqualTo(model);
    assertThat(cells.size()).isEqualTo(model.size());
    model.forEach((key, value) -> assertThat(cells.get(key)).isEqualTo(value));
  }
}
