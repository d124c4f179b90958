package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.base.Circumstances;
import dev.ricordo.base.FeatureRows;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.SelfModifyingMemory;
import dev.ricordo.memory.TimeGap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The memories of a crowd on a device, which learn one event of many customers in one step.
 *
 * <p>Agrees with {@code dev.ricordo.memory} within 1e-4, and its results are never the certified
 * ones. On a CPU what a customer's memory becomes depends on the customer's own events and on the
 * size of the tile, to the last bit: neither on who else is in the tile nor on the place in it.
 *
 * <p>Holds arrays outside of the heap: whoever makes it closes it. Not thread-safe: {@code
 * dev.ricordo.djl.crowd.Crowd} is.
 */
/*
 * A step always computes a whole tile, because PyTorch may add up in another order for another number
 * of rows (up to 4e-7 apart). Places that no event fills compute on a copy of the first one's memory, and
 * what they make is not kept, so padding writes nothing.
 *
 * If the events are of all customers in the order of their rows, and fill the tile, then the new arrays
 * take the place of the old ones; else rows are gathered into a tile and written back. The bits are the
 * same: nothing but copies is between the two.
 *
 * Steps and times are kept here on the heap: what is a customer's turn, and which time gap an event has,
 * is decided in whole numbers. That is in plain loops: a GPU is idle meanwhile, and a nanosecond an event
 * is 16 microseconds of a step of 16,384.
 */
public final class CrowdMemory implements AutoCloseable {

  /** Sizes of tiles that were tested to agree whatever the neighbours; others may as well. */
  public static final List<Integer> TILES = List.of(1, 64, 256, 1_024, 16_384);

  private static final int MAX_TILE = 1 << 16;
  private static final int COPIED_AT_ONCE = 1_024;

  /** Time of the last event of a memory that has read none, as in {@link MemoryState}. */
  private static final long NEVER = Long.MIN_VALUE;

  private final Shape shape;
  private final int items;
  private final int customers;
  private final int tile;
  private final CrowdCodec codec;
  private final List<CrowdField> fields;
  private final NDManager manager;
  private final CrowdTable table;
  private final CrowdStep step;

  /** The rows of the table that each event of a tile is the sum of. */
  private final int[] rowsOfEvents;

  /** The same, outside of the heap. */
  private final ByteBuffer summands;

  private final MemoryState initial;
  private final long[] steps;
  private final long[] lastSeconds;
  private final long[] batchOf;
  private long batches;
  private NDManager owner;
  private NDList states;

  /**
   * For weights without features of items.
   *
   * @see #CrowdMemory(ItemEmbeddings, int, int, Device)
   * @throws IllegalArgumentException if they have some: what items mean then takes a base
   */
  public CrowdMemory(Weights weights, int customers, int tile, Device device) {
    this(
        weights,
        weights.get(Weights.Tensor.ITEM),
        new SelfModifyingMemory(weights),
        customers,
        tile,
        Torch.manager(device));
  }

  /**
   * Fresh memories, which have read the base's start event and nothing else.
   *
   * @param items what items mean; events name them by their rows there
   * @param customers how many there are: their rows are the numbers below
   * @param tile how many events are computed in one step; one of {@link #TILES} is a good choice
   * @throws RicordoException if the device cannot be had
   */
  public CrowdMemory(ItemEmbeddings items, int customers, int tile, Device device) {
    this(
        items.base().weights(),
        items.table(),
        new SelfModifyingMemory(items),
        customers,
        tile,
        Torch.manager(device));
  }

  /**
   * @param manager its own from now on: closed with it, or if it cannot be made
   */
  CrowdMemory(
      Weights weights,
      float[] meanings,
      SelfModifyingMemory certified,
      int customers,
      int tile,
      NDManager manager) {
    this.manager = manager;
    try {
      requireBetween("customers", customers, Integer.MAX_VALUE - 1);
      requireBetween("tile", tile, MAX_TILE);
      shape = weights.shape();
      items = meanings.length / shape.width();
      this.customers = customers;
      this.tile = tile;
      codec = new CrowdCodec(shape);
      fields = CrowdField.of(shape);
      steps = new long[customers];
      lastSeconds = new long[customers];
      batchOf = new long[customers];
      initial = certified.initial();
      table = new CrowdTable(manager, weights, meanings);
      step = new CrowdStep(manager, weights, table, tile);
      rowsOfEvents = new int[tile * table.columns()];
      summands =
          ByteBuffer.allocateDirect(Integer.BYTES * rowsOfEvents.length)
              .order(ByteOrder.nativeOrder());
      owner = manager.newSubManager();
      states = new NDList();
      for (CrowdField field : fields) {
        states.add(field.zeros(owner, customers));
      }
      reset(IntStream.range(0, customers).toArray());
    } catch (RuntimeException | Error e) {
      manager.close();
      throw e;
    }
  }

  private static void requireBetween(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          name + ": must be between 1 and " + most + ", is " + value);
    }
  }

  /** What it runs on: {@code cpu} or {@code gpu}. */
  public String device() {
    return Torch.name(manager);
  }

  /** How many customers there are. */
  public int customers() {
    return customers;
  }

  /** How many events are computed in one step. */
  public int tile() {
    return tile;
  }

  /** What is kept on the device for one customer, in bytes. */
  public long stateBytes() {
    return codec.bytes();
  }

  /**
   * Learns one event of each of some customers.
   *
   * @throws IllegalArgumentException if there are more events than the tile has places, or two of
   *     one customer, or one names a row that is not there; nothing is learned then
   */
  public void learn(CrowdEvents events) {
    check(events);
    if (events.size() == 0) {
      return;
    }
    try (NDManager local = manager.newSubManager()) {
      NDArray summands = summands(local, events);
      List<CrowdStep.Turn> turns = turns(local, events);
      if (tile == customers && areOfAll(events)) {
        replace(step.read(summands, states, turns));
      } else {
        // The places of a tile that no event fills read the first one's memory.
        NDArray places = CrowdField.places(local, events.paddedRows(tile));
        step.readSome(places, events.size(), summands, states, turns);
      }
    }
    for (int event = 0; event < events.size(); event++) {
      int row = events.row(event);
      steps[row]++;
      lastSeconds[row] = Math.max(lastSeconds[row], events.second(event));
    }
  }

  /** Whether the events are of all customers in the order of their rows. */
  private boolean areOfAll(CrowdEvents events) {
    int inOrder = 0;
    while (inOrder < events.size() && events.row(inOrder) == inOrder) {
      inOrder++;
    }
    return inOrder == customers;
  }

  private void check(CrowdEvents events) {
    if (events.size() > tile) {
      throw new IllegalArgumentException(
          "events: must be at most " + tile + ", are " + events.size());
    }
    batches++;
    for (int event = 0; event < events.size(); event++) {
      int row = events.row(event);
      requireEvent(row, events.item(event), events.circumstances(event));
      if (batchOf[row] == batches) {
        throw new IllegalArgumentException("events: two of row " + row + ", one step learns one");
      }
      batchOf[row] = batches;
    }
  }

  /**
   * Checks that an event can be learned; any thread may do so at any time.
   *
   * @param known what else the event says, see {@link Circumstances}
   * @throws IllegalArgumentException naming a row that is not there
   */
  public void requireEvent(int row, int item, int known) {
    requireRow(row);
    requireRow("item", item, Base.UNTRAINED, items);
    FeatureRows features = shape.features();
    requireTable("channel", Circumstances.channel(known), features.channels());
    requireTable("campaign", Circumstances.campaign(known), features.campaigns());
  }

  /**
   * Checks that there is such a customer; any thread may do so at any time.
   *
   * @throws IllegalArgumentException if there is not
   */
  public void requireRow(int row) {
    requireRow("row", row, 0, customers);
  }

  private static void requireRow(String name, int row, int least, int rows) {
    if (row < least || row >= rows) {
      throw new IllegalArgumentException(name + ": " + row + " is none of " + rows + " rows");
    }
  }

  /** A table that is not there is not looked up. */
  private static void requireTable(String name, int row, int rows) {
    if (rows > 0) {
      requireRow(name, row, Circumstances.UNKNOWN, rows);
    }
  }

  private NDArray summands(NDManager local, CrowdEvents events) {
    for (int event = 0; event < events.size(); event++) {
      long last = lastSeconds[events.row(event)];
      int gap = last == NEVER ? TimeGap.NONE : TimeGap.bucket(events.second(event) - last);
      table.set(
          rowsOfEvents,
          event,
          events.item(event),
          events.kind(event),
          gap,
          events.circumstances(event));
    }
    table.clear(rowsOfEvents, events.size());
    summands.asIntBuffer().put(rowsOfEvents);
    return local.create(
        summands, new ai.djl.ndarray.types.Shape(rowsOfEvents.length), DataType.INT32);
  }

  /** Whose levels change after these events. */
  private List<CrowdStep.Turn> turns(NDManager local, CrowdEvents events) {
    return shape.continuum().cadences().stream()
        .map(cadence -> turn(local, events, cadence))
        .toList();
  }

  private CrowdStep.Turn turn(NDManager local, CrowdEvents events, int cadence) {
    boolean[] mask = new boolean[tile];
    int count = 0;
    for (int event = 0; event < events.size(); event++) {
      mask[event] = (steps[events.row(event)] + 2) % cadence == 0;
      count += mask[event] ? 1 : 0;
    }
    if (count == 0) {
      return new CrowdStep.Turn.None();
    }
    if (count == events.size()) {
      return new CrowdStep.Turn.All();
    }
    return new CrowdStep.Turn.Some(local.create(mask, new ai.djl.ndarray.types.Shape(tile, 1, 1)));
  }

  private NDList gather(NDManager local, int[] rows) {
    NDList gathered = new NDList();
    NDArray places = CrowdField.places(local, rows);
    for (int field = 0; field < fields.size(); field++) {
      gathered.add(fields.get(field).gather(local, states.get(field), places));
    }
    return gathered;
  }

  /** Puts arrays in the place of the states; those before and all that led to these are closed. */
  private void replace(NDList after) {
    NDManager next = manager.newSubManager();
    after.attach(next);
    states = after;
    owner.close();
    owner = next;
  }

  /**
   * Contexts of some customers.
   *
   * @return h {@code [n, d]} in one array
   */
  public float[] contexts(int... rows) {
    requireRows(rows);
    if (rows.length == 0) {
      return new float[0];
    }
    try (NDManager local = manager.newSubManager()) {
      return contexts(local, rows).toFloatArray();
    }
  }

  /** h {@code [n, d]}, which belongs to this manager. */
  NDArray contexts(NDManager local, int[] rows) {
    CrowdField field = fields.get(CrowdField.CONTEXT);
    return field
        .gather(local, states.get(CrowdField.CONTEXT), CrowdField.places(local, rows))
        .reshape(rows.length, shape.width());
  }

  private void requireRows(int[] rows) {
    for (int row : rows) {
      requireRow(row);
    }
  }

  /** How many events a customer's memory has read. */
  public long steps(int row) {
    requireRow(row);
    return steps[row];
  }

  /** Makes memories fresh again. */
  public void reset(int... rows) {
    put(rows, Collections.nCopies(rows.length, initial));
  }

  /**
   * Puts memories in the place of those of some customers.
   *
   * @param rows of the customers, no two alike
   * @param memories of the base's shape; copied, bit for bit
   */
  public void put(int[] rows, List<MemoryState> memories) {
    requireRows(rows);
    if (memories.size() != rows.length) {
      throw new IllegalArgumentException(
          "memories: must be " + rows.length + ", are " + memories.size());
    }
    for (int from = 0; from < rows.length; from += COPIED_AT_ONCE) {
      int to = Math.min(from + COPIED_AT_ONCE, rows.length);
      putSome(Arrays.copyOfRange(rows, from, to), memories.subList(from, to));
    }
  }

  private void putSome(int[] rows, List<MemoryState> memories) {
    float[][] arrays = codec.arrays(rows.length);
    for (int i = 0; i < rows.length; i++) {
      ByteBuffer bytes = codec.bytes(memories.get(i));
      steps[rows[i]] = bytes.getLong();
      lastSeconds[rows[i]] = bytes.getLong();
      codec.take(bytes, arrays, i);
    }
    try (NDManager local = manager.newSubManager()) {
      NDList values = new NDList();
      for (int field = 0; field < arrays.length; field++) {
        CrowdField form = fields.get(field);
        values.add(Torch.array(local, arrays[field], rows.length, form.a(), form.b()));
      }
      step.put(states, CrowdField.places(local, rows), values);
    }
  }

  /** Copies of the memories of some customers, bit for bit. */
  public List<MemoryState> get(int... rows) {
    requireRows(rows);
    List<MemoryState> memories = new ArrayList<>();
    for (int from = 0; from < rows.length; from += COPIED_AT_ONCE) {
      int to = Math.min(from + COPIED_AT_ONCE, rows.length);
      getSome(Arrays.copyOfRange(rows, from, to), memories);
    }
    return memories;
  }

  private void getSome(int[] rows, List<MemoryState> memories) {
    float[][] arrays = new float[fields.size()][];
    try (NDManager local = manager.newSubManager()) {
      NDList gathered = gather(local, rows);
      Arrays.setAll(arrays, field -> gathered.get(field).toFloatArray());
    }
    for (int i = 0; i < rows.length; i++) {
      memories.add(codec.state(arrays, i, steps[rows[i]], lastSeconds[rows[i]]));
    }
  }

  /** How many arrays are kept, for a test to see that they do not become more. */
  int arrays() {
    return manager.getManagedArrays().size() + owner.getManagedArrays().size();
  }

  @Override
  public void close() {
    manager.close();
  }
}
