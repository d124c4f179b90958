package dev.ricordo.lab.train;

import dev.ricordo.base.Gate;
import dev.ricordo.collective.Contribution;
import dev.ricordo.collective.TransitionCounts;
import dev.ricordo.collective.Transitions;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.Mixed;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.rank.GateFeatures;
import dev.ricordo.rank.Habits;
import dev.ricordo.rank.Mixer;
import java.util.Arrays;

/**
 * One question that the gate is fitted on: everything the answer depends on, as it was then.
 *
 * <p>Items that neither counts nor history speak of are told apart by {@code own} and {@code
 * popularity} alone. The others are listed with their cells, sorted by item.
 */
final class GateCase {

  /** Marks in {@link #own} an item that was no candidate. */
  static final float NOT_ALLOWED = Float.NEGATIVE_INFINITY;

  final int target;

  /** Log-probabilities {@code [n]}, or {@link #NOT_ALLOWED}. */
  final float[] own;

  /** The log-probability of an item that the net knows nothing of. */
  final float coldOwn;

  /** log(1 + R') {@code [n]}. */
  final float[] popularity;

  final GateFeatures features;

  /** The items that counts or history speak of. */
  final int[] items;

  /** Cells of item j begin at {@code starts[j]} and end before {@code starts[j + 1]}. */
  final int[] starts;

  /** Slot of each cell: lag k forward is k - 1, backward 10 + k - 1. */
  final byte[] slots;

  /** {@code N / (R + 1)} of each cell, in steps. */
  final float[] shares;

  /** Logarithms of the habits of each item, empty for none. */
  final double[][] habits;

  /** The rank of the target under the mix with fixed weights. */
  final double fixedRank;

  GateCase(
      EventLog log, Mixed mixed, int event, boolean[] allowed, float[] popularity, double fixed) {
    int customer = log.customer(event);
    target = log.item(event);
    fixedRank = fixed;
    this.popularity = popularity;
    own = mixed.own(customer).clone();
    double normaliser = Mixer.logSumExp(own);
    coldOwn = (float) (mixed.coldBias() - normaliser);
    double likeliest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < own.length; i++) {
      own[i] -= (float) normaliser;
      likeliest = Math.max(likeliest, own[i]);
      own[i] = allowed[i] ? own[i] : NOT_ALLOWED;
    }
    RecentItems recent = mixed.recent(customer);
    Habits habitual = Habits.of(recent, log.second(event));
    features = GateFeatures.of(recent, habitual, mixed.counts(), log.second(event), likeliest);
    Cells cells = new Cells(allowed);
    cells.addAll(recent, mixed.counts(), features.lags().length);
    int[] historical = new int[allowed.length];
    for (int index = 0; index < habitual.size(); index++) {
      if (allowed[habitual.item(index)]) {
        historical[habitual.item(index)] = index + 1;
      }
    }
    items = cells.items(historical);
    starts = new int[items.length + 1];
    slots = new byte[cells.size];
    shares = new float[cells.size];
    habits = new double[items.length][];
    fill(cells, habitual, historical);
  }

  private void fill(Cells cells, Habits habitual, int[] historical) {
    int[] place = new int[own.length];
    for (int j = 0; j < items.length; j++) {
      place[items[j]] = j;
      starts[j + 1] = starts[j] + cells.perItem[items[j]];
      int index = historical[items[j]];
      habits[j] = index == 0 ? new double[0] : habitual.logarithms(index - 1);
    }
    int[] next = Arrays.copyOf(starts, items.length);
    for (int cell = 0; cell < cells.size; cell++) {
      int to = next[place[cells.item[cell]]]++;
      slots[to] = cells.slot[cell];
      shares[to] = cells.share[cell];
    }
  }

  /** How much memory it takes, in bytes, more or less. */
  long bytes() {
    long habitBytes = Arrays.stream(habits).mapToLong(h -> 16 + 8L * h.length).sum();
    return 4L * own.length + 8L * items.length + 5L * shares.length + habitBytes;
  }

  /** The cells of the last items' rows and columns, in no order yet. */
  private static final class Cells {

    private final boolean[] allowed;
    private final int[] perItem;
    private int[] item = new int[1024];
    private byte[] slot = new byte[1024];
    private float[] share = new float[1024];
    private int size;

    Cells(boolean[] allowed) {
      this.allowed = allowed;
      perItem = new int[allowed.length];
    }

    void addAll(RecentItems recent, TransitionCounts counts, int lags) {
      for (int lag = 1; lag <= lags; lag++) {
        int from = recent.get(lag);
        counts.forEachFrom(from, visitor(lag - 1, counts.total(from)));
        counts.forEachTo(from, visitor(Gate.LAGS + lag - 1, counts.totalTo(from)));
      }
    }

    private Contribution.Visitor visitor(int place, long total) {
      double scale = 1.0 / ((double) total + Transitions.ONE);
      return (row, column, amount) -> add(column, place, (float) (amount * scale));
    }

    private void add(int column, int place, float value) {
      if (!allowed[column]) {
        return;
      }
      if (size == item.length) {
        item = Arrays.copyOf(item, 2 * size);
        slot = Arrays.copyOf(slot, 2 * size);
        share = Arrays.copyOf(share, 2 * size);
      }
      item[size] = column;
      slot[size] = (byte) place;
      share[size++] = value;
      perItem[column]++;
    }

    /** The items with a cell or a place in the history, ascending. */
    int[] items(int[] historical) {
      int[] found = new int[perItem.length];
      int count = 0;
      for (int i = 0; i < perItem.length; i++) {
        if (perItem[i] > 0 || historical[i] > 0) {
          found[count++] = i;
        }
      }
      return Arrays.copyOf(found, count);
    }
  }
}
