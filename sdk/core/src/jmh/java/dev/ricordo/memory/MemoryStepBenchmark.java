package dev.ricordo.memory;

import dev.ricordo.base.RandomBases;
import dev.ricordo.event.EventKind;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One event into one of a thousand memories of the default shape. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MemoryStepBenchmark {

  private static final int ITEMS = 10_000;
  private static final int CUSTOMERS = 1_000;
  private static final int DRAWN = 1 << 12;

  private final SelfModifyingMemory kernel =
      new SelfModifyingMemory(RandomBases.create(1, ITEMS).weights());
  private final MemoryState[] customers = new MemoryState[CUSTOMERS];
  private final int[] items = new Random(1).ints(DRAWN, 0, ITEMS).toArray();
  private int event;

  public MemoryStepBenchmark() {
    for (int i = 0; i < CUSTOMERS; i++) {
      customers[i] = kernel.initial();
    }
  }

  @Benchmark
  public double step() {
    int item = items[event & (DRAWN - 1)];
    MemoryState memory = customers[event % CUSTOMERS];
    return kernel.step(memory, item, EventKind.VIEW, 60L * event++);
  }
}
