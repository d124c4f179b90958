package dev.ricordo.lab.models;

import dev.ricordo.base.Base;
import dev.ricordo.base.Manifest;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Readout;
import dev.ricordo.base.Weights;
import dev.ricordo.base.Weights.Tensor;
import dev.ricordo.collective.TransitionCounts;
import dev.ricordo.event.ItemId;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.memory.SelfModifyingMemory;
import dev.ricordo.rank.CatalogueScorer;
import dev.ricordo.rank.Mixer;
import dev.ricordo.rank.Repeats;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The product as served: the certified memory, the collective sums and the customer's repetitions,
 * mixed by the constants of a base.
 */
public final class Hope implements Recommender {

  private final EventLog log;
  private final int[] rows;
  private final boolean lists;
  private final SelfModifyingMemory kernel;
  private final MemoryState initial;
  private final MemoryState[] memories;
  private final RecentHistories histories;
  private final TransitionCounts counts = new TransitionCounts();
  private final CatalogueScorer scorer;
  private final Mixer mixer;
  private final Readout readout;
  private final Parts parts;

  /** The levels' scores, before they are mixed; arrays {@code [n]}, reused. */
  public static final class Parts {

    private final float[] own;
    private final double[] collective;
    private final double[] repeats;

    Parts(int items) {
      own = new float[items];
      collective = new double[items];
      repeats = new double[items];
    }

    /** h . E + b: the array itself. */
    public float[] own() {
      return own;
    }

    /** s: the array itself. */
    public double[] collective() {
      return collective;
    }

    /** r: the array itself. */
    public double[] repeats() {
      return repeats;
    }
  }

  public Hope(EventLog log, Base base) {
    this.log = log;
    List<ItemId> items = IntStream.range(0, log.items()).mapToObj(i -> log.itemOf(i).id()).toList();
    rows = items.stream().mapToInt(base::row).toArray();
    lists = base.mix().collective() > 0 || base.mix().repeats() > 0;
    kernel = new SelfModifyingMemory(base);
    initial = kernel.initial();
    memories = new MemoryState[log.customers()];
    histories = new RecentHistories(log);
    scorer = new CatalogueScorer(base, items);
    mixer = new Mixer(base.mix());
    readout = base.mix().readout();
    parts = new Parts(log.items());
  }

  /** As served. */
  static Model model() {
    return new HopeModel("hope", false) {
      @Override
      Base of(Base base) {
        return base;
      }
    };
  }

  /** Without collective, repeats or any item list. */
  static Model own() {
    return new HopeModel("hope-own", false) {
      @Override
      Base of(Base base) {
        return base.withMix(Mix.own(base.mix().coldBias()));
      }
    };
  }

  /** The control: a base trained with the memory off, the same live sums and repeats. */
  static Model frozen() {
    return new HopeModel("hope-frozen", true) {
      @Override
      Base of(Base base) {
        return base;
      }
    };
  }

  /** The weights of {@code hope} with memory writes off. */
  static Model withoutWrites() {
    return new HopeModel("hope-no-writes", false) {
      @Override
      Base of(Base base) {
        return withoutWrites(base);
      }
    };
  }

  private static Base withoutWrites(Base base) {
    Map<Tensor, float[]> arrays = new EnumMap<>(Tensor.class);
    for (Tensor tensor : Tensor.values()) {
      arrays.put(tensor, base.weights().get(tensor));
    }
    Weights weights = new Weights(base.shape().frozen(), base.weights().items(), arrays);
    Manifest from = base.manifest();
    Manifest manifest =
        new Manifest(
            from.release(),
            weights.shape(),
            from.mix(),
            from.dataDigest(),
            from.seed(),
            from.code(),
            from.configuration(),
            from.metrics());
    return new Base(manifest, weights, base.items());
  }

  /** Serves a base, changed in some way. */
  private abstract static class HopeModel implements Model {

    private final String name;
    private final boolean frozen;

    HopeModel(String name, boolean frozen) {
      this.name = name;
      this.frozen = frozen;
    }

    abstract Base of(Base base);

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean seeded() {
      return true;
    }

    @Override
    public Recommender fit(Lesson lesson) {
      return new Hope(lesson.log(), of(lesson.bases().base(frozen)));
    }
  }

  @Override
  public void learn(int event) {
    if (log.kind(event).counted() && lists) {
      counts.observe(histories.of(log.customer(event)), log.item(event));
    }
    remember(event);
  }

  @Override
  public void remember(int event) {
    int customer = log.customer(event);
    MemoryState memory = memories[customer];
    if (memory == null) {
      memory = initial.copy();
      memories[customer] = memory;
    }
    kernel.step(memory, rows[log.item(event)], log.kind(event), log.second(event));
    if (log.kind(event).counted()) {
      histories.push(event);
    }
  }

  /** What the levels say of a customer now; valid until the next call. */
  public Parts parts(int customer) {
    return parts(customer, readout);
  }

  /** As {@link #parts(int)}, with another collective score in the parts of the last call. */
  public Parts readAgain(int customer, Readout other) {
    Arrays.fill(parts.collective, 0);
    counts.score(histories.of(customer), other, parts.collective);
    return parts;
  }

  private Parts parts(int customer, Readout used) {
    MemoryState memory = memories[customer];
    scorer.score((memory == null ? initial : memory).context(), parts.own);
    Arrays.fill(parts.collective, 0);
    Arrays.fill(parts.repeats, 0);
    if (lists) {
      RecentItems recent = histories.of(customer);
      counts.score(recent, used, parts.collective);
      Repeats.score(recent, parts.repeats);
    }
    return parts;
  }

  @Override
  public void score(int customer, double[] scores) {
    Parts now = parts(customer);
    mixer.mix(now.own, now.collective, now.repeats, scores);
  }

  @Override
  public long stateBytes() {
    return initial.stateBytes() + (lists ? 4L * RecentItems.CAPACITY : 0);
  }
}
