package dev.ricordo.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ricordo.base.BackOff;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.KindWeights;
import dev.ricordo.base.Readout;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.memory.RecentItems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sums beside a naive model that folds every retained journal anew, with maps. */
class CollectiveSumsTest {

  private static final int ITEMS = 20;
  private static final long DAY = 86_400;
  private static final EventKind[] KINDS = EventKind.values();
  private static final Categories CATEGORIES =
      Categories.of(
          IntStream.range(0, ITEMS)
              .mapToObj(
                  i ->
                      new Item(
                          ItemId.of("i" + i),
                          "",
                          i == 7 ? "" : "all|c" + i % 4,
                          "",
                          OptionalDouble.empty()))
              .toList());

  private record Happened(int item, EventKind kind, long second) {}

  private record Cell(String of, long epoch, int from, int to) {}

  private record Value(long amount, int customers) {}

  static List<CollectiveRules> rules() {
    CollectiveRules open = CollectiveRules.DEFAULT.withCap(CollectiveRules.UNCAPPED);
    KindWeights kinds = new KindWeights(1, 1, 3, 0, 5);
    return List.of(
        open,
        open.withCap(1),
        CollectiveRules.DEFAULT.withK(3),
        open.withCap(4).withKinds(kinds).withK(2).withBackOff(new BackOff(0.5, 3)),
        open.withCap(2).withKinds(kinds).withEpochs(2, 3).withK(2),
        open.withEpochs(1, 1).withItemWindow(2).withBackOff(new BackOff(2, 2)),
        open.withEpochs(1, 0).withItemWindow(3));
  }

  private static Happened event(Random random, long second) {
    int item = (int) (ITEMS * random.nextDouble() * random.nextDouble());
    return new Happened(item, KINDS[random.nextInt(KINDS.length)], second);
  }

  private static Contribution fold(CollectiveSums sums, List<Happened> journal) {
    Contribution contribution = sums.emptyContribution();
    journal.forEach(e -> contribution.observe(e.item, e.kind, e.second, Changes.IGNORED));
    return contribution;
  }

  private static Map<Cell, Value> cells(CollectiveSums sums) {
    Map<Cell, Value> cells = new HashMap<>();
    sums.transitions()
        .forEach((e, from, to, n, c) -> cells.put(new Cell("i", e, from, to), new Value(n, c)));
    sums.categorySteps()
        .forEach((e, from, to, n, c) -> cells.put(new Cell("c", e, from, to), new Value(n, c)));
    return cells;
  }

  private static void assertSame(CollectiveSums a, CollectiveSums b, Object seed) {
    assertThat(cells(a)).as("seed %s", seed).isEqualTo(cells(b));
    assertThat(a.cells()).isEqualTo(b.cells());
    for (int item = 0; item < ITEMS; item++) {
      assertThat(a.transitions().total(item)).isEqualTo(b.transitions().total(item));
      assertThat(a.transitions().totalTo(item)).isEqualTo(b.transitions().totalTo(item));
      assertThat(a.items().count(item)).isEqualTo(b.items().count(item));
    }
  }

  /** Everything by its definition: journals, events, steps, min(cap, total), sum, window. */
  private static final class Naive {

    final Map<Cell, Value> cells = new HashMap<>();
    final Map<Integer, Integer> items = new HashMap<>();

    Naive(CollectiveRules rules, Iterable<List<Happened>> journals, long now) {
      long oldest = oldest(rules, rules.window(), now);
      long oldestItem = oldest(rules, rules.itemWindow(), now);
      for (List<Happened> journal : journals) {
        Map<Cell, Long> own = new HashMap<>();
        Map<List<Long>, Integer> had = new HashMap<>();
        List<Integer> before = new ArrayList<>();
        for (Happened event : journal) {
          if (event.kind != EventKind.CANCEL) {
            count(rules, before, event, own, had);
            before.add(0, event.item);
          }
        }
        own.keySet().removeIf(cell -> cell.epoch < oldest);
        own.forEach(
            (cell, total) -> cells.merge(cell, new Value(cap(rules, total), 1), Naive::sum));
        had.keySet().removeIf(place -> place.get(0) < oldestItem);
        had.keySet().forEach(place -> items.merge(place.get(1).intValue(), 1, Integer::sum));
      }
    }

    private static long oldest(CollectiveRules rules, int window, long now) {
      boolean all = rules.epochDays() == 0 || window == 0;
      return all ? Long.MIN_VALUE : rules.epoch(now) - window + 1;
    }

    private static void count(
        CollectiveRules rules,
        List<Integer> before,
        Happened event,
        Map<Cell, Long> own,
        Map<List<Long>, Integer> had) {
      int weight = rules.kinds().of(event.kind);
      long epoch = rules.window() == 0 ? 0 : rules.epoch(event.second);
      if (weight > 0) {
        long itemEpoch = rules.itemWindow() == 0 ? 0 : rules.epoch(event.second);
        had.put(List.of(itemEpoch, (long) event.item), 1);
      }
      for (int k = 1; k <= Math.min(10, before.size()); k++) {
        int from = before.get(k - 1);
        long amount = weight * Math.round(65536 * Math.pow(0.8, k - 1));
        if (from != event.item && amount > 0) {
          own.merge(new Cell("i", epoch, from, event.item), amount, Long::sum);
          if (rules.backOff().weight() > 0 && from != 7 && event.item != 7) {
            int target = CATEGORIES.of(event.item);
            own.merge(new Cell("c", epoch, CATEGORIES.of(from), target), amount, Long::sum);
          }
        }
      }
    }

    private static long cap(CollectiveRules rules, long total) {
      return Math.min(rules.cap() * 65536L, total);
    }

    private static Value sum(Value a, Value b) {
      return new Value(a.amount + b.amount, a.customers + b.customers);
    }

    long seen(int from, int to, int k) {
      return cells.entrySet().stream()
          .filter(e -> e.getKey().of.equals("i"))
          .filter(e -> e.getKey().from == from && e.getKey().to == to)
          .filter(e -> e.getValue().customers >= k)
          .mapToLong(e -> e.getValue().amount)
          .sum();
    }
  }

  private static void assertEquals(CollectiveSums sums, Naive naive, int k, Object seed) {
    assertThat(cells(sums)).as("seed %s", seed).isEqualTo(naive.cells);
    for (int from = 0; from < ITEMS; from++) {
      assertThat(sums.items().count(from)).isEqualTo(naive.items.getOrDefault(from, 0));
      long row = 0;
      long column = 0;
      for (int to = 0; to < ITEMS; to++) {
        assertThat(sums.transitions().count(from, to)).isEqualTo(naive.seen(from, to, k));
        row += naive.seen(from, to, k);
        column += naive.seen(to, from, k);
      }
      assertThat(sums.transitions().total(from)).isEqualTo(row);
      assertThat(sums.transitions().totalTo(from)).isEqualTo(column);
    }
  }

  /** A customer of the sums. */
  private static final class Person {

    final CollectiveSums sums;
    final List<Happened> journal = new ArrayList<>();
    Contribution share;

    Person(CollectiveSums sums) {
      this.sums = sums;
      share = sums.emptyContribution();
    }

    void observe(Happened event) {
      journal.add(event);
      share.observe(event.item, event.kind, event.second, sums);
    }

    void replayWithout(List<Happened> gone) {
      journal.removeAll(gone);
      replay();
    }

    private void replay() {
      sums.subtract(share);
      share = fold(sums, journal);
      sums.add(share);
    }

    /** Becomes one with another, who is gone then. */
    void merge(Person other) {
      List<Happened> theirs = List.copyOf(other.journal);
      other.replayWithout(theirs);
      journal.addAll(theirs);
      journal.sort(Comparator.comparingLong(Happened::second));
      replay();
    }
  }

  /**
   * Customers act, forget single events, are forgotten whole, and are merged into one; an event
   * changes the sums by its difference only.
   */
  @ParameterizedTest
  @MethodSource("rules")
  void liveSums_equalTheSumOfFoldsWhateverHappens(CollectiveRules rules) {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      CollectiveSums sums = new CollectiveSums(rules, CATEGORIES);
      List<Person> people = Stream.generate(() -> new Person(sums)).limit(6).toList();
      long second = 0;
      for (int move = 0; move < 400; move++) {
        second += random.nextInt((int) DAY / 8);
        sums.open(second);
        move(random, people, second);
      }
      List<List<Happened>> journals = people.stream().map(person -> person.journal).toList();
      assertEquals(sums, new Naive(rules, journals, second), rules.k(), seed);
    }
  }

  private static void move(Random random, List<Person> people, long second) {
    Person person = people.get(random.nextInt(people.size()));
    double chance = random.nextDouble();
    if (chance < 0.9 || person.journal.isEmpty()) {
      long late = random.nextInt(5) == 0 ? random.nextInt((int) (4 * DAY)) : 0;
      person.observe(event(random, Math.max(0, second - late)));
    } else if (chance < 0.94) {
      person.replayWithout(List.of(person.journal.get(random.nextInt(person.journal.size()))));
    } else if (chance < 0.97) {
      person.replayWithout(List.copyOf(person.journal));
    } else {
      Person other = people.get(random.nextInt(people.size()));
      if (other != person) {
        person.merge(other);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void everyoneForgotten_leavesNothing(CollectiveRules rules) {
    Random random = new Random(3);
    CollectiveSums sums = new CollectiveSums(rules, CATEGORIES);
    List<Contribution> shares = new ArrayList<>();
    for (int customer = 0; customer < 10; customer++) {
      Contribution share = sums.emptyContribution();
      for (int i = 0; i < 50; i++) {
        Happened event = event(random, i * DAY / 10);
        share.observe(event.item, event.kind, event.second, sums);
      }
      shares.add(share);
    }
    sums.open(6 * DAY);
    shares.forEach(sums::subtract);
    assertSame(sums, new CollectiveSums(rules, CATEGORIES), 3);
  }

  /** A crowd is added at once, or taken out, while others act between any two steps of it. */
  @ParameterizedTest
  @MethodSource("rules")
  void sumsGotReadyWhileOthersChangeThem_areWhatAddingWouldHaveMade(CollectiveRules rules) {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      CollectiveSums sums = new CollectiveSums(rules, CATEGORIES);
      List<Person> people = Stream.generate(() -> new Person(sums)).limit(4).toList();
      List<List<Happened>> crowd = new ArrayList<>();
      for (int one = 0; one < 5; one++) {
        crowd.add(IntStream.range(0, 30).mapToObj(i -> event(random, i * DAY / 6)).toList());
      }
      boolean added = random.nextBoolean();
      CollectiveSums more = new CollectiveSums(rules, CATEGORIES);
      for (List<Happened> journal : crowd) {
        fold(sums, journal).forEach(added ? more : more.reversed());
        if (!added) {
          sums.add(fold(sums, journal));
        }
      }
      long[] second = {0};
      Runnable others =
          () -> {
            for (int move = random.nextInt(40); move >= 0; move--) {
              second[0] += random.nextInt((int) DAY / 8);
              sums.open(second[0]);
              move(random, people, second[0]);
            }
          };
      others.run();
      SumsAhead ahead = sums.ahead(more);
      while (ahead.copySome()) {
        others.run();
        ahead.addSome();
        others.run();
      }
      others.run();
      ahead.putInPlace();
      others.run();

      List<List<Happened>> journals = new ArrayList<>(added ? crowd : List.of());
      people.forEach(person -> journals.add(person.journal));
      assertEquals(sums, new Naive(rules, journals, second[0]), rules.k(), seed);
      float[] popularity = new float[ITEMS];
      sums.transitions().popularity(popularity);
      for (int item = 0; item < ITEMS; item++) {
        double reached = (double) sums.transitions().totalTo(item) / Transitions.ONE;
        assertThat(popularity[item]).isEqualTo((float) StrictMath.log1p(reached));
      }
    }
  }

  @Test
  void sumsThatWereGotReady_changeNothingIfTheyAreDropped() {
    CollectiveSums sums = new CollectiveSums(CollectiveRules.DEFAULT, Categories.none());
    List<Happened> step =
        List.of(new Happened(1, EventKind.VIEW, 0), new Happened(2, EventKind.VIEW, 1));
    sums.add(fold(sums, step));
    CollectiveSums more = new CollectiveSums(CollectiveRules.DEFAULT, Categories.none());
    more.add(fold(more, step));
    SumsAhead ahead = sums.ahead(more);
    assertThat(ahead.copySome()).isTrue();
    ahead.addSome();
    ahead.drop();

    assertThat(sums.transitions().count(1, 2)).isEqualTo(Transitions.ONE);
    assertThat(sums.items().count(2)).isEqualTo(1);
  }

  @Test
  void pivotalCustomer_makesACellVisibleAndItIsGoneAfterErasure() {
    CollectiveSums sums = new CollectiveSums(CollectiveRules.DEFAULT.withK(3), Categories.none());
    List<Happened> step =
        List.of(new Happened(1, EventKind.VIEW, 0), new Happened(2, EventKind.VIEW, 1));
    sums.add(fold(sums, step));
    sums.add(fold(sums, step));
    assertThat(sums.transitions().count(1, 2)).isZero();
    assertThat(sums.transitions().total(1)).isZero();
    Contribution pivotal = fold(sums, step);
    sums.add(pivotal);
    assertThat(sums.transitions().count(1, 2)).isEqualTo(3 * Transitions.ONE);
    assertThat(sums.transitions().totalTo(2)).isEqualTo(3 * Transitions.ONE);
    sums.subtract(pivotal);
    assertThat(sums.transitions().count(1, 2)).isZero();
    assertThat(sums.transitions().total(1)).isZero();
    assertThat(sums.transitions().totalTo(2)).isZero();
  }

  @Test
  void oneCustomer_countsOncePerCellHoweverOften() {
    CollectiveSums sums =
        new CollectiveSums(CollectiveRules.DEFAULT.withCap(2).withK(2), Categories.none());
    Contribution share = sums.emptyContribution();
    for (int i = 0; i < 200; i++) {
      share.observe(i % 2, EventKind.VIEW, i, sums);
    }
    assertThat(sums.transitions().count(0, 1)).isZero();
    assertThat(sums.items().count(1)).isEqualTo(1);
    sums.transitions()
        .forEach(
            (epoch, from, to, amount, customers) -> {
              assertThat(amount).isEqualTo(2 * Transitions.ONE);
              assertThat(customers).isEqualTo(1);
            });
  }

  @Test
  void cancellation_addsNothingAndBreaksNoStep() {
    CollectiveSums sums = new CollectiveSums(CollectiveRules.DEFAULT, Categories.none());
    Contribution share = sums.emptyContribution();
    share.observe(1, EventKind.VIEW, 0, sums);
    share.observe(3, EventKind.CANCEL, 1, sums);
    share.observe(2, EventKind.VIEW, 2, sums);
    assertThat(sums.transitions().count(1, 2)).isEqualTo(Transitions.ONE);
    assertThat(sums.cells()).isEqualTo(1);
    assertThat(sums.items().count(3)).isZero();
  }

  @Test
  void epochThatLeftTheWindow_isAsIfItHadNeverBeen() {
    CollectiveRules rules = CollectiveRules.DEFAULT.withEpochs(7, 2).withItemWindow(2);
    Random random = new Random(8);
    CollectiveSums sums = new CollectiveSums(rules, Categories.none());
    List<Happened> old = IntStream.range(0, 40).mapToObj(i -> event(random, i)).toList();
    List<Happened> recent =
        IntStream.range(0, 40).mapToObj(i -> event(random, 8 * DAY + i)).toList();
    sums.add(fold(sums, old));
    sums.add(fold(sums, recent));
    Contribution late = fold(sums, old);
    sums.open(14 * DAY);
    sums.add(late);
    CollectiveSums never = new CollectiveSums(rules, Categories.none());
    never.add(fold(never, recent));
    assertSame(sums, never, 8);
    sums.open(8 * DAY);
    assertSame(sums, never, "an earlier time opens nothing");
  }

  @Test
  void backOff_spreadsCategoryStepsOverColdItemsOnly() {
    BackOff rule = new BackOff(0.7, 2);
    CollectiveRules rules = CollectiveRules.DEFAULT.withBackOff(rule);
    Random random = new Random(5);
    CollectiveSums sums = new CollectiveSums(rules, CATEGORIES);
    CollectiveSums plain = new CollectiveSums(CollectiveRules.DEFAULT, CATEGORIES);
    for (int customer = 0; customer < 5; customer++) {
      List<Happened> journal = IntStream.range(0, 8).mapToObj(i -> event(random, i)).toList();
      sums.add(fold(sums, journal));
      plain.add(fold(plain, journal));
    }
    RecentItems recent = new RecentItems();
    IntStream.of(3, 7, 1, 2, 0).forEach(item -> recent.push(item, 0));
    Readout readout = new Readout(0.5, false);
    double[] with = new double[ITEMS];
    double[] without = new double[ITEMS];
    sums.score(recent, readout, with);
    plain.score(recent, readout, without);
    int[] known = {0, 2, 1, 3};
    boolean anyCold = false;
    for (int item = 0; item < ITEMS; item++) {
      double expected = without[item];
      if (sums.items().count(item) < 2 && item != 7) {
        anyCold = true;
        for (int k = 0; k < known.length; k++) {
          int from = CATEGORIES.of(known[k]);
          double row = sums.categorySteps().total(from) + 65536.0;
          double steps = sums.categorySteps().count(from, CATEGORIES.of(item));
          int size = CATEGORIES.items(CATEGORIES.of(item));
          expected += 0.7 * Math.pow(0.5, k) * steps / row / size;
        }
      }
      assertThat(with[item]).isCloseTo(expected, within(1e-12));
    }
    assertThat(anyCold).isTrue();
    assertThat(with).isNotEqualTo(without);
  }

  @Test
  void categories_areTheSmallestWithMoreThanOneItem() {
    List<String> named = List.of("a|b", "b|a", "a", "c|a", "", "b");
    Categories categories =
        Categories.of(
            IntStream.range(0, named.size())
                .mapToObj(
                    i -> new Item(ItemId.of("i" + i), "", named.get(i), "", OptionalDouble.empty()))
                .toList());
    assertThat(categories.of(0)).isEqualTo(categories.of(1)).isEqualTo(categories.of(5));
    assertThat(categories.of(2)).isEqualTo(categories.of(3)).isNotEqualTo(categories.of(0));
    assertThat(categories.of(4)).isEqualTo(Categories.NONE);
    assertThat(categories.of(99)).isEqualTo(Categories.NONE);
    assertThat(categories.items(categories.of(0))).isEqualTo(3);
  }

  @Test
  void itemCounts_behaveAsMapsByEpoch() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      ItemCounts counts = new ItemCounts();
      Map<List<Long>, Integer> model = new HashMap<>();
      long oldest = 0;
      for (int i = 0; i < 300; i++) {
        long epoch = oldest + random.nextInt(4) - 1;
        int item = random.nextInt(1 << random.nextInt(9));
        int customers = random.nextInt(3) - 1;
        counts.add(epoch, item, customers);
        if (epoch >= oldest) {
          model.merge(List.of(epoch, (long) item), customers, Integer::sum);
        }
        if (random.nextInt(30) == 0) {
          oldest++;
          long first = oldest;
          counts.forgetBefore(first);
          model.keySet().removeIf(place -> place.get(0) < first);
        }
      }
      for (long item = 0; item < 300; item++) {
        int sum = 0;
        for (long epoch = oldest; epoch < oldest + 4; epoch++) {
          int expected = model.getOrDefault(List.of(epoch, item), 0);
          assertThat(counts.count((int) item, epoch)).as("seed %s", seed).isEqualTo(expected);
          sum += expected;
        }
        assertThat(counts.count((int) item)).as("seed %s", seed).isEqualTo(sum);
      }
    }
  }

  @Test
  void rows_behaveAsMapsOfSums() {
    Random random = new Random(9);
    CellRow row = new CellRow();
    Map<Integer, Value> model = new HashMap<>();
    long seen = 0;
    for (int i = 0; i < 200_000; i++) {
      int column = random.nextInt(500);
      long amount = random.nextInt(5) - 2L;
      int customers = random.nextInt(3) - 1;
      seen += row.add(column, amount, customers, 2);
      model.merge(column, new Value(amount, customers), Naive::sum);
      model.remove(column, new Value(0, 0));
    }
    Map<Integer, Value> cells = new HashMap<>();
    row.forEach((column, amount, customers) -> cells.put(column, new Value(amount, customers)));
    assertThat(cells).isEqualTo(model);
    assertThat(row.size()).isEqualTo(model.size());
    assertThat(seen)
        .isEqualTo(
            model.values().stream().filter(v -> v.customers >= 2).mapToLong(Value::amount).sum());
  }
}
