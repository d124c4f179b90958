package dev.ricordo.postgres;

import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.migrations.Migrations;
import dev.ricordo.vault.FileKeyVault;
import io.agroal.api.AgroalDataSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A process that appends until it is killed and prints the ids of each acknowledged call. */
final class Appender {

  /** Events per call. */
  static final int BATCH = 3;

  private static final int CUSTOMERS = 5;
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private Appender() {}

  public static void main(String[] arguments) {
    try (EmbeddedDatabase server = EmbeddedDatabase.start(Path.of(arguments[0]), 0);
        AgroalDataSource pool = Pools.of(server);
        FileKeyVault vault = FileKeyVault.open(Path.of(arguments[1]))) {
      Migrations.migrate(pool);
      try (PostgresStore store = PostgresStore.open(pool, vault)) {
        for (int call = 0; ; call++) {
          List<Event> events = events(call);
          store.journal().append(events);
          System.out.println(
              events.stream().map(event -> event.id().value()).collect(Collectors.joining(" ")));
        }
      }
    }
  }

  private static List<Event> events(int call) {
    return IntStream.range(call * BATCH, (call + 1) * BATCH)
        .mapToObj(
            i ->
                Event.viewed(
                        CustomerId.of("c" + i % CUSTOMERS), ItemId.of("lamp"), START.plusSeconds(i))
                    .withId(EventId.of("e" + i)))
        .toList();
  }
}
