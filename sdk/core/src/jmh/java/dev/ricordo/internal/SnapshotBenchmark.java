package dev.ricordo.internal;

import dev.ricordo.base.Base;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.RandomBases;
import dev.ricordo.catalogue.ItemIndex;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Snapshots.Snapshot;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A memory of the default shape into bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SnapshotBenchmark {

  private static final int ITEMS = 1_000;

  @Param({"50", "400"})
  private int events;

  private SnapshotFormat format;
  private CustomerMemory memory;
  private Snapshot snapshot;

  @Setup
  public void fold() {
    Base base = RandomBases.create(1, ITEMS);
    ItemEmbeddings embeddings = ItemEmbeddings.of(base);
    ItemIndex index = new ItemIndex(base.catalogue());
    Fold fold = new Fold(embeddings, index, true);
    memory = fold.initial();
    CustomerId customer = CustomerId.of("c");
    for (int i = 0; i < events; i++) {
      Instant at = Instant.ofEpochSecond(60L * i);
      Event event = Event.viewed(customer, base.items().get(i % ITEMS), at);
      fold.step(memory, new JournalEntry(i + 1L, event));
    }
    format = new SnapshotFormat(embeddings, index);
    snapshot = format.encode(memory);
  }

  @Benchmark
  public Snapshot encode() {
    return format.encode(memory);
  }

  @Benchmark
  public Optional<CustomerMemory> decode() {
    return format.decode(snapshot);
  }
}
