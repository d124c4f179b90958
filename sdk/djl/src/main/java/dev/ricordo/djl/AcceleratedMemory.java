package dev.ricordo.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads many histories at once into contexts. Agrees with {@code dev.ricordo.memory} within 1e-4,
 * and its results are never the certified ones.
 *
 * <p>Holds arrays outside of the heap: whoever makes it closes it. Not thread-safe.
 */
public final class AcceleratedMemory implements AutoCloseable {

  private static final int BATCH = 256;
  private static final int BLOCK = 64;

  private final Shape shape;
  private final NDManager manager;
  private final Map<Tensor, NDArray> weights = new EnumMap<>(Tensor.class);
  private final EventTables tables;
  private final HopeNetwork network;

  /**
   * For weights without features of items.
   *
   * @throws dev.ricordo.RicordoException if the device cannot be had
   * @throws IllegalArgumentException if they have some: what items mean then takes a base
   */
  public AcceleratedMemory(Weights weights, Device device) {
    this(weights, weights.get(Tensor.ITEM), Torch.manager(device));
    if (shape.features().ofItems()) {
      close();
      throw new IllegalArgumentException("weights: have features of items, " + shape.features());
    }
  }

  /**
   * Reads these items, by their rows there.
   *
   * @throws dev.ricordo.RicordoException if the device cannot be had
   */
  public AcceleratedMemory(ItemEmbeddings items, Device device) {
    this(items.base().weights(), items.table(), Torch.manager(device));
  }

  /**
   * @param items E {@code [n, d]}
   * @param manager its own from now on: closed with it, or if it cannot be made
   */
  AcceleratedMemory(Weights weights, float[] items, NDManager manager) {
    this.manager = manager;
    try {
      shape = weights.shape();
      for (Tensor tensor : weights.tensors()) {
        this.weights.put(tensor, HopeArchitecture.array(manager, weights, tensor));
      }
      int d = shape.width();
      NDArray meanings = Torch.array(manager, items, items.length / d, d);
      Map<String, NDArray> byName = new HashMap<>();
      this.weights.forEach((tensor, array) -> byName.put(tensor.key(), array));
      tables = new EventTables(manager, meanings, byName);
      network = new HopeNetwork(shape, this.weights);
    } catch (RuntimeException | Error e) {
      manager.close();
      throw e;
    }
  }

  /** What it runs on: {@code cpu} or {@code gpu}. */
  public String device() {
    return Torch.name(manager);
  }

  /** Bytes kept for one customer between two events. */
  public long stateBytes() {
    return new CrowdCodec(shape).bytes() - 4L * shape.width();
  }

  /**
   * The context after each history.
   *
   * @return h {@code [d]} for each history, in their order
   */
  public List<float[]> contexts(List<History> histories) {
    float[][] contexts = new float[histories.size()][];
    List<Integer> order = new ArrayList<>(IntStream.range(0, histories.size()).boxed().toList());
    order.sort(Comparator.comparingInt(i -> histories.get(i).length()));
    for (int from = 0; from < order.size(); from += BATCH) {
      read(histories, order.subList(from, Math.min(from + BATCH, order.size())), contexts);
    }
    return List.of(contexts);
  }

  /**
   * Reads some histories, block after block of their events, and keeps the contexts they end on.
   */
  private void read(List<History> histories, List<Integer> chosen, float[][] contexts) {
    int longest = histories.get(chosen.get(chosen.size() - 1)).length();
    try (Progress progress = new Progress()) {
      for (int from = 0; from <= longest; from += BLOCK) {
        int length = Math.min(BLOCK, longest + 1 - from);
        NDArray read = progress.read(block(histories, chosen, from, length));
        for (int sequence = 0; sequence < chosen.size(); sequence++) {
          int last = histories.get(chosen.get(sequence)).length() - from;
          if (last >= 0 && last < length) {
            contexts[chosen.get(sequence)] =
                read.get(new NDIndex().addIndices(last, sequence)).toFloatArray();
          }
        }
      }
    }
  }

  /**
   * Memories that read on from where they are. Of what was read nothing is kept but the last state
   * and the contexts of the last events. Close it.
   */
  private final class Progress implements AutoCloseable {

    private NDManager owner = manager.newSubManager();
    private HopeNetwork.State state = HopeNetwork.State.INITIAL;

    /** The contexts {@code [L, B, d]}, to be used before the next call. */
    NDArray read(EventBatch events) {
      try (NDManager local = manager.newSubManager()) {
        SequenceNetwork.Reading<HopeNetwork.State> reading =
            network.read(tables.embed(local, events), state);
        NDManager next = manager.newSubManager();
        reading.contexts().attach(next);
        state = reading.state().attach(next);
        owner.close();
        owner = next;
        return reading.contexts();
      }
    }

    @Override
    public void close() {
      owner.close();
    }
  }

  /** Positions {@code from ... from + length - 1}; position 0 is the start event. */
  private static EventBatch block(
      List<History> histories, List<Integer> chosen, int from, int length) {
    EventBatch events = new EventBatch(length, chosen.size());
    for (int sequence = 0; sequence < chosen.size(); sequence++) {
      History history = histories.get(chosen.get(sequence));
      for (int time = 0; time < length && from + time <= history.length(); time++) {
        if (from + time == 0) {
          events.setStart(time, sequence);
        } else {
          events.set(time, sequence, history, from + time - 1);
        }
      }
    }
    return events;
  }

  /** Memories of some customers that read one event each at a time. */
  public Batch batch(int customers) {
    return new Batch(customers);
  }

  /** A fixed number of customers' memories, advanced together. Not thread-safe; close it. */
  public final class Batch implements AutoCloseable {

    private final int customers;
    private final Progress progress = new Progress();
    private NDArray contexts;

    private Batch(int customers) {
      this.customers = customers;
      EventBatch start = new EventBatch(1, customers);
      for (int customer = 0; customer < customers; customer++) {
        start.setStart(0, customer);
      }
      contexts = progress.read(start);
    }

    /**
     * Every customer has one event.
     *
     * @param events one history per customer
     * @param event which event of each to read
     */
    public void observe(List<History> events, int event) {
      EventBatch next = new EventBatch(1, customers);
      for (int customer = 0; customer < customers; customer++) {
        next.set(0, customer, events.get(customer), event);
      }
      contexts = progress.read(next);
    }

    /** h of every customer, {@code [B d]} in one array. */
    public float[] contexts() {
      return contexts.toFloatArray();
    }

    @Override
    public void close() {
      progress.close();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
