package dev.ricordo.postgres;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.DataKey;
import dev.ricordo.vault.Seal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An event of a shop into bytes and back, and the same bytes sealed and opened. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventFormatBenchmark {

  private final CustomerId customer = CustomerId.of("customer-4711");
  private final Seal seal = Seal.of(DataKey.random());
  private final byte[] place = new byte[33];

  private Event event;
  private byte[] written;
  private byte[] sealed;

  @Setup
  public void write() {
    event =
        new Event(
            EventId.of("0b0e8f0c-52c8-4b43-8d6c-0a6d7f6b9a10"),
            customer,
            ItemId.of("item-1234"),
            EventKind.PURCHASE,
            Instant.ofEpochSecond(1_700_000_000),
            2,
            OptionalDouble.of(19.9),
            Optional.of("session-1"));
    written = EventFormat.write(event);
    sealed = seal.seal(written, place);
  }

  @Benchmark
  public byte[] encode() {
    return EventFormat.write(event);
  }

  @Benchmark
  public Event decode() {
    return EventFormat.read(customer, written);
  }

  @Benchmark
  public byte[] sealed() {
    return seal.seal(written, place);
  }

  @Benchmark
  public Optional<byte[]> opened() {
    return seal.open(sealed, place);
  }
}
