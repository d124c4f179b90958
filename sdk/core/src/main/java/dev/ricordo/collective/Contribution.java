package dev.ricordo.collective;

import dev.ricordo.base.CollectiveRules;
import dev.ricordo.event.EventKind;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * C(J), what one customer's whole journal adds to the shared sums: a fold of the journal into
 * integers.
 *
 * <pre>
 *   C(e, x, i) = min(2^16 cap, total of the steps from x to i in epoch e)
 * </pre>
 *
 * <p>The sum of {@link #forEach} equals the sum of all changes that {@link #observe} told, at any
 * time. What events of an epoch that does not count would have told is kept apart, {@link #hide}.
 * Nothing can be taken out of a fold: an event that goes is a fold of the journal without it. Not
 * thread-safe.
 */
/*
 * The totals below the cap are kept whole, for the cap is put on a cell after all events of the
 * journal were added up, never on the way. What is hidden has used up its part of the cap: an epoch
 * that is taken out takes with it exactly what it brought, and nothing of other epochs changes.
 */
public final class Contribution {

  private final CollectiveRules rules;
  private final Categories categories;
  private final long cap;
  private final LastItems last;
  private final SortedMap<Long, Steps> steps = new TreeMap<>();
  private final SortedMap<Long, LongCells> items = new TreeMap<>();
  private @Nullable NetChanges hidden;

  /** The steps of one epoch, uncapped. */
  private static final class Steps {
    final LongCells items;
    final LongCells categories;

    Steps() {
      this(new LongCells(), new LongCells());
    }

    private Steps(LongCells items, LongCells categories) {
      this.items = items;
      this.categories = categories;
    }

    Steps copy() {
      return new Steps(items.copy(), categories.copy());
    }
  }

  /** Receives the steps between two items, in fixed point, {@link Transitions#ONE} being one. */
  @FunctionalInterface
  public interface Visitor {
    void cell(int from, int to, long amount);
  }

  /** What an empty journal adds: nothing. */
  public Contribution(CollectiveRules rules, Categories categories) {
    this.rules = rules;
    this.categories = categories;
    last = new LastItems();
    cap = Math.multiplyExact(rules.cap(), Transitions.ONE);
  }

  /** An empty journal's, without categories. */
  public Contribution(CollectiveRules rules) {
    this(rules, Categories.none());
  }

  private Contribution(Contribution other) {
    rules = other.rules;
    categories = other.categories;
    cap = other.cap;
    last = other.last.copy();
    other.steps.forEach((epoch, totals) -> steps.put(epoch, totals.copy()));
    other.items.forEach((epoch, events) -> items.put(epoch, events.copy()));
    hidden = other.hidden == null ? null : other.hidden.copy();
  }

  /** A fold of the same journal that goes on by itself. */
  public Contribution copy() {
    return new Contribution(this);
  }

  /**
   * Folds in the customer's next event.
   *
   * @param second the event's time, since 1970
   * @param changes told by how much this changes what the customer adds
   */
  public void observe(int item, EventKind kind, long second, Changes changes) {
    if (!kind.counted()) {
      return;
    }
    int weight = rules.kinds().of(kind);
    if (weight > 0) {
      steps(item, weight, rules.stepEpoch(second), changes);
      item(item, rules.itemEpoch(second), changes);
    }
    last.push(item);
  }

  /** Folds in the customer's next event, of which the sums are told nothing. */
  public void hide(int item, EventKind kind, long second) {
    NetChanges apart = hidden == null ? new NetChanges() : hidden;
    hidden = apart;
    observe(item, kind, second, apart);
  }

  private void steps(int item, int weight, long epoch, Changes changes) {
    Steps totals = steps.computeIfAbsent(epoch, e -> new Steps());
    Transitions.of(
        last,
        item,
        weight,
        (from, to, amount) -> {
          step(totals, epoch, from, to, amount, changes);
          categoryStep(totals, epoch, from, to, amount, changes);
        });
  }

  private void item(int item, long epoch, Changes changes) {
    LongCells events = items.computeIfAbsent(epoch, e -> new LongCells());
    if (events.add(item, 1) == 1) {
      changes.item(epoch, item, 1);
    }
  }

  private void step(Steps totals, long epoch, int from, int to, long amount, Changes changes) {
    long total = totals.items.add(key(from, to), amount);
    long change = capped(total) - capped(total - amount);
    int customers = total == amount ? 1 : 0;
    if (change != 0) {
      changes.step(epoch, from, to, change, customers);
    }
  }

  private void categoryStep(
      Steps totals, long epoch, int from, int to, long amount, Changes changes) {
    int origin = categories.of(from);
    int target = categories.of(to);
    if (origin == Categories.NONE || target == Categories.NONE) {
      return;
    }
    long total = totals.categories.add(key(origin, target), amount);
    long change = capped(total) - capped(total - amount);
    int customers = total == amount ? 1 : 0;
    if (change != 0) {
      changes.categoryStep(epoch, origin, target, change, customers);
    }
  }

  private long capped(long total) {
    return Math.min(cap, total);
  }

  static long key(int from, int to) {
    return (long) from << 32 | to;
  }

  static int from(long key) {
    return (int) (key >>> 32);
  }

  static int to(long key) {
    return (int) key;
  }

  /** Whether nothing is hidden. */
  boolean isWhole() {
    return hidden == null;
  }

  LastItems last() {
    return last;
  }

  /** The totals of the steps between items, uncapped, by epoch; not to be changed. */
  Map<Long, LongCells> steps() {
    Map<Long, LongCells> byEpoch = new TreeMap<>();
    steps.forEach((epoch, totals) -> byEpoch.put(epoch, totals.items));
    return byEpoch;
  }

  /** The events of each item by epoch; not to be changed. */
  Map<Long, LongCells> itemEvents() {
    return items;
  }

  /** Adds a total of steps that were folded before, and what it is between their categories. */
  void restoreSteps(long epoch, int from, int to, long total) {
    Steps totals = steps.computeIfAbsent(epoch, e -> new Steps());
    step(totals, epoch, from, to, total, Changes.IGNORED);
    categoryStep(totals, epoch, from, to, total, Changes.IGNORED);
  }

  /** Adds an item's events that were folded before. */
  void restoreEvents(long epoch, int item, long events) {
    items.computeIfAbsent(epoch, e -> new LongCells()).add(item, events);
  }

  /** Tells all that the customer adds, a cell once, or twice if a part of it is hidden. */
  public void forEach(Changes changes) {
    forEachTotal(changes);
    if (hidden != null) {
      hidden.forEach(changes.reversed());
    }
  }

  private void forEachTotal(Changes changes) {
    steps.forEach(
        (epoch, totals) -> {
          totals.items.forEach(
              (key, total) -> changes.step(epoch, from(key), to(key), capped(total), 1));
          totals.categories.forEach(
              (key, total) -> changes.categoryStep(epoch, from(key), to(key), capped(total), 1));
        });
    items.forEach(
        (epoch, events) -> events.forEach((item, count) -> changes.item(epoch, (int) item, 1)));
  }

  /** The steps between items, epochs added up. */
  public void forEachStep(Visitor visitor) {
    LongCells sums = new LongCells();
    forEach(new StepCells(sums));
    sums.forEach((key, sum) -> visitor.cell(from(key), to(key), sum));
  }

  /** Adds up the steps between items, whatever their epoch. */
  private record StepCells(LongCells sums) implements Changes {
    @Override
    public void step(long epoch, int from, int to, long amount, int customers) {
      sums.add(key(from, to), amount);
    }

    @Override
    public void categoryStep(long epoch, int from, int to, long amount, int customers) {}

    @Override
    public void item(long epoch, int item, int customers) {}
  }

  /** The items that the customer is counted with, some perhaps more than once. */
  IntStream items() {
    IntStream.Builder numbers = IntStream.builder();
    items.values().forEach(events -> events.forEach((item, count) -> numbers.add((int) item)));
    return numbers.build();
  }

  /** In how many cells of the transition counts this share and another differ. */
  public int differences(Contribution other) {
    NetChanges difference = new NetChanges();
    forEach(difference);
    other.forEach(difference.reversed());
    return difference.steps();
  }

  /** How many cells of the transition counts the customer is in. */
  public int cells() {
    NetChanges told = new NetChanges();
    forEach(told);
    return told.steps();
  }

  /** How many numbers are kept, cells of every kind: a measure of size on the heap. */
  public int size() {
    int pairs =
        steps.values().stream()
            .mapToInt(totals -> totals.items.size() + totals.categories.size())
            .sum();
    int apart = hidden == null ? 0 : hidden.size();
    return pairs + apart + items.values().stream().mapToInt(LongCells::size).sum();
  }
}
