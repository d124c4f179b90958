package dev.ricordo.collective;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Changes added up, cell by cell; what adds up to nothing is gone. Told in the order of cells'
 * places, which says nothing: sums do not ask for an order. Not thread-safe.
 */
public final class NetChanges implements Changes {

  private final SortedMap<Long, Tables> epochs = new TreeMap<>();

  private static final class Tables {
    final Pairs steps = new Pairs();
    final Pairs categorySteps = new Pairs();
    final LongCells items = new LongCells();
  }

  /** Amounts and customers by pair. */
  private static final class Pairs {
    final LongCells amounts = new LongCells();
    final LongCells customers = new LongCells();

    void add(int from, int to, long amount, int moreCustomers) {
      long key = (long) from << 32 | to;
      amounts.add(key, amount);
      customers.add(key, moreCustomers);
    }

    void forEach(PairVisitor visitor) {
      amounts.forEach(
          (key, amount) ->
              visitor.pair(from(key), to(key), amount, Math.toIntExact(customers.get(key))));
      customers.forEach(
          (key, count) -> {
            if (amounts.get(key) == 0) {
              visitor.pair(from(key), to(key), 0, Math.toIntExact(count));
            }
          });
    }

    private static int from(long key) {
      return (int) (key >>> 32);
    }

    private static int to(long key) {
      return (int) key;
    }
  }

  @FunctionalInterface
  private interface PairVisitor {
    void pair(int from, int to, long amount, int customers);
  }

  NetChanges copy() {
    NetChanges copy = new NetChanges();
    forEach(copy);
    return copy;
  }

  private Tables tables(long epoch) {
    return epochs.computeIfAbsent(epoch, e -> new Tables());
  }

  @Override
  public void step(long epoch, int from, int to, long amount, int customers) {
    tables(epoch).steps.add(from, to, amount, customers);
  }

  @Override
  public void categoryStep(long epoch, int from, int to, long amount, int customers) {
    tables(epoch).categorySteps.add(from, to, amount, customers);
  }

  @Override
  public void item(long epoch, int item, int customers) {
    tables(epoch).items.add(item, customers);
  }

  /** Tells each cell's change once. */
  public void forEach(Changes changes) {
    epochs.forEach(
        (epoch, tables) -> {
          tables.steps.forEach(
              (from, to, amount, customers) -> changes.step(epoch, from, to, amount, customers));
          tables.categorySteps.forEach(
              (from, to, amount, customers) ->
                  changes.categoryStep(epoch, from, to, amount, customers));
          tables.items.forEach(
              (item, customers) -> changes.item(epoch, (int) item, Math.toIntExact(customers)));
        });
  }

  /** How many numbers are kept, about. */
  int size() {
    return epochs.values().stream()
        .mapToInt(
            tables ->
                tables.steps.amounts.size()
                    + tables.categorySteps.amounts.size()
                    + tables.items.size())
        .sum();
  }

  /** How many cells of the steps between items change. */
  public int steps() {
    int[] count = new int[1];
    epochs.values().forEach(tables -> tables.steps.forEach((f, t, amount, c) -> count[0]++));
    return count[0];
  }
}
