package dev.ricordo.lab.models;

import dev.ricordo.base.Base;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.Mix;
import dev.ricordo.event.ItemId;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.SelfModifyingMemory;
import dev.ricordo.rank.CatalogueScorer;
import java.util.List;
import java.util.stream.IntStream;

/** The own memory as served: the certified kernel, one memory per customer. */
public final class HopeNet implements Net {

  private final EventLog log;
  private final int[] rows;
  private final int trained;
  private final int[] circumstances;
  private final SelfModifyingMemory kernel;
  private final MemoryState initial;
  private final MemoryState[] memories;
  private final CatalogueScorer scorer;

  /**
   * @param base its mix is left aside
   */
  public HopeNet(EventLog log, Base base) {
    this.log = log;
    List<ItemId> items = IntStream.range(0, log.items()).mapToObj(i -> log.itemOf(i).id()).toList();
    ItemEmbeddings embeddings = ItemEmbeddings.of(base.withMix(Mix.own(0)), log.catalogue());
    rows = items.stream().mapToInt(embeddings::row).toArray();
    trained = base.items().size();
    circumstances = log.circumstances(base.features());
    kernel = new SelfModifyingMemory(embeddings);
    initial = kernel.initial();
    memories = new MemoryState[log.customers()];
    scorer = new CatalogueScorer(embeddings, items);
  }

  @Override
  public void read(int event) {
    int customer = log.customer(event);
    MemoryState memory = memories[customer];
    if (memory == null) {
      memory = initial.copy();
      memories[customer] = memory;
    }
    kernel.step(
        memory, rows[log.item(event)], log.kind(event), log.second(event), circumstances[event]);
  }

  /** Lets a customer's memory be what it was before any event. */
  public void forget(int customer) {
    memories[customer] = initial.copy();
  }

  @Override
  public void own(int customer, float[] scores) {
    MemoryState memory = memories[customer];
    scorer.score((memory == null ? initial : memory).context(), scores);
  }

  @Override
  public boolean knows(int item) {
    return rows[item] != Base.UNTRAINED && rows[item] < trained;
  }

  @Override
  public long stateBytes() {
    return initial.stateBytes();
  }
}
