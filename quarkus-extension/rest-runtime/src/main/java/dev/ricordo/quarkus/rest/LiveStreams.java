package dev.ricordo.quarkus.rest;

import dev.ricordo.event.CustomerId;
import dev.ricordo.quarkus.MemoryChanged;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The live answers that are open, by customer. Thread-safe. */
@Singleton
class LiveStreams {

  private final Map<CustomerId, Set<LiveStream>> open = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  void changed(@Observes MemoryChanged change) {
    open.getOrDefault(change.customer(), Set.of()).forEach(LiveStream::changed);
  }

  /** Adds a stream, unless so many are open already. */
  boolean add(CustomerId customer, LiveStream stream, int most) {
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      return false;
    }
    open.compute(
        customer,
        (name, streams) -> {
          Set<LiveStream> all = streams == null ? ConcurrentHashMap.newKeySet() : streams;
          all.add(stream);
          return all;
        });
    return true;
  }

  void remove(CustomerId customer, LiveStream stream) {
    open.computeIfPresent(
        customer,
        (name, streams) -> {
          if (streams.remove(stream)) {
            count.decrementAndGet();
          }
          return streams.isEmpty() ? null : streams;
        });
  }
}
