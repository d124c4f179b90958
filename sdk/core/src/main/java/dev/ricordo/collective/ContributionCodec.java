package dev.ricordo.collective;

import dev.ricordo.base.CollectiveRules;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.event.ItemId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes a contribution as numbers and reads it back, so that the fold goes on where it stopped.
 * The bytes are the body of the format {@code docs/formats/share.md}.
 *
 * <p>Totals are written uncapped and without those between categories, which follow from the
 * others: categories may be others when they are read. Items are listed by their ids and cells by
 * their places there, so equal folds have equal bytes, whatever numbers items have.
 */
public final class ContributionCodec {

  private static final int MORE = 0x80;
  private static final int BITS = 7;

  private ContributionCodec() {}

  /**
   * @throws IllegalArgumentException if a part of it is hidden
   */
  public static void write(Contribution share, ItemIndex index, DataOutput out) throws IOException {
    if (!share.isWhole()) {
      throw new IllegalArgumentException("share: a part of it is hidden");
    }
    Places places = new Places(share, index);
    writeNumber(places.items.size(), out);
    for (int item : places.items) {
      out.writeUTF(index.item(item).value());
    }
    LastItems last = share.last();
    writeNumber(last.size(), out);
    for (int lag = last.size(); lag >= 1; lag--) {
      writeNumber(places.of(last.get(lag)), out);
    }
    writeNumber(share.steps().size(), out);
    for (Map.Entry<Long, LongCells> epoch : share.steps().entrySet()) {
      out.writeLong(epoch.getKey());
      writeCells(epoch.getValue(), true, places, out);
    }
    writeNumber(share.itemEvents().size(), out);
    for (Map.Entry<Long, LongCells> epoch : share.itemEvents().entrySet()) {
      out.writeLong(epoch.getKey());
      writeCells(epoch.getValue(), false, places, out);
    }
  }

  private static void writeCells(LongCells cells, boolean pairs, Places places, DataOutput out)
      throws IOException {
    writeNumber(cells.size(), out);
    for (long place : places.inOrder(cells, pairs)) {
      int from = Contribution.from(place);
      int to = Contribution.to(place);
      if (pairs) {
        writeNumber(from, out);
      }
      writeNumber(to, out);
      int item = places.items.get(to);
      writeNumber(cells.get(pairs ? Contribution.key(places.items.get(from), item) : item), out);
    }
  }

  /**
   * The contribution under these rules and categories.
   *
   * @throws IOException if the input ends early or is no contribution
   * @throws IllegalArgumentException if an item has no id
   */
  public static Contribution read(
      CollectiveRules rules, Categories categories, ItemIndex index, DataInput in)
      throws IOException {
    Contribution share = new Contribution(rules, categories);
    try {
      read(share, index, in);
    } catch (ArithmeticException e) {
      throw new StreamCorruptedException("totals beyond the range of long");
    }
    return share;
  }

  private static void read(Contribution share, ItemIndex index, DataInput in) throws IOException {
    List<Integer> items = new ArrayList<>();
    for (long left = readNumber(in); left > 0; left--) {
      items.add(index.number(ItemId.of(in.readUTF())));
    }
    for (long left = readNumber(in); left > 0; left--) {
      share.last().push(readItem(items, in));
    }
    for (long epochs = readNumber(in); epochs > 0; epochs--) {
      long epoch = in.readLong();
      for (long left = readNumber(in); left > 0; left--) {
        share.restoreSteps(epoch, readItem(items, in), readItem(items, in), readTotal(in));
      }
    }
    for (long epochs = readNumber(in); epochs > 0; epochs--) {
      long epoch = in.readLong();
      for (long left = readNumber(in); left > 0; left--) {
        share.restoreEvents(epoch, readItem(items, in), readTotal(in));
      }
    }
  }

  private static int readItem(List<Integer> items, DataInput in) throws IOException {
    long place = readNumber(in);
    if (place >= items.size()) {
      throw new StreamCorruptedException("an item that is not listed");
    }
    return items.get((int) place);
  }

  private static long readTotal(DataInput in) throws IOException {
    long total = readNumber(in);
    if (total == 0) {
      throw new StreamCorruptedException("a cell of nothing");
    }
    return total;
  }

  /** Seven bits a byte, the lowest first; all but the last byte have their highest bit set. */
  private static void writeNumber(long number, DataOutput out) throws IOException {
    long left = number;
    while (left >= MORE) {
      out.writeByte((int) (left | MORE));
      left >>>= BITS;
    }
    out.writeByte((int) left);
  }

  private static long readNumber(DataInput in) throws IOException {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE - 1; shift += BITS) {
      int next = in.readUnsignedByte();
      number |= (long) (next & (MORE - 1)) << shift;
      if (next < MORE) {
        return number;
      }
    }
    throw new StreamCorruptedException("a number of more than nine bytes");
  }

  /** The items of a contribution in the order in which they are listed: that of their ids. */
  private static final class Places {

    final List<Integer> items = new ArrayList<>();
    private final LongCells found = new LongCells();

    Places(Contribution share, ItemIndex index) {
      for (int lag = share.last().size(); lag >= 1; lag--) {
        add(share.last().get(lag));
      }
      for (LongCells cells : share.steps().values()) {
        cells.forEach(
            (key, total) -> {
              add(Contribution.from(key));
              add(Contribution.to(key));
            });
      }
      for (LongCells cells : share.itemEvents().values()) {
        cells.forEach((item, events) -> add((int) item));
      }
      items.sort(Comparator.comparing(item -> index.item(item).value()));
      for (int place = 0; place < items.size(); place++) {
        found.add(items.get(place), place);
      }
    }

    /** Lists an item once; 1 stands for a place that is not known yet. */
    private void add(int item) {
      if (found.get(item) == 0) {
        items.add(item);
        found.add(item, 1);
      }
    }

    int of(int item) {
      return (int) found.get(item) - 1;
    }

    /** The cells as pairs of places, or as places, ascending. */
    long[] inOrder(LongCells cells, boolean pairs) {
      long[] order = new long[cells.size()];
      int[] count = new int[1];
      cells.forEach(
          (key, total) -> {
            int to = of(Contribution.to(key));
            order[count[0]++] = pairs ? Contribution.key(of(Contribution.from(key)), to) : to;
          });
      Arrays.sort(order);
      return order;
    }
  }
}
