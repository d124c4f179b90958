package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Readout;
import dev.ricordo.base.Shape;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Snapshots;
import dev.ricordo.vault.FileKeyVault;
import io.agroal.api.AgroalDataSource;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A process that learns, merges and unmerges on several threads until it is killed, and prints the
 * ids of the events of each acknowledged call.
 */
final class Learner {

  static final int ITEMS = 40;
  static final List<CustomerId> CUSTOMERS =
      IntStream.range(0, 24).mapToObj(c -> CustomerId.of("c" + c)).toList();

  /** The first are known, the others are visitors. */
  private static final int KNOWN = 12;

  private static final int THREADS = 4;
  private static final int LARGEST_CALL = 7;
  private static final int ROOM_FOR_FEW = 60_000;

  private Learner() {}

  /** What a process needs to learn: a store, and a base that is the same in each. */
  record World(AgroalDataSource pool, FileKeyVault keys, PostgresStore store, Base base)
      implements AutoCloseable {

    static World open(String url, String user, String password, Path vault, String tenant) {
      AgroalDataSource pool = Pools.of(url, user, password);
      Base base =
          RandomBases.create(
              5,
              ITEMS,
              Shape.DEFAULT.with(new Continuum(8, List.of(4, 32))),
              new Mix(Mix.Family.LOG, 2, 1, 0, new Readout(0.65, true)));
      FileKeyVault keys = FileKeyVault.open(vault);
      return new World(pool, keys, PostgresStore.open(pool, keys, tenant), base);
    }

    Ricordo ricordo(Snapshots snapshots) {
      return Ricordo.builder()
          .base(base)
          .journal(store.journal())
          .snapshots(snapshots)
          .hotBytes(ROOM_FOR_FEW)
          .build();
    }

    /**
     * Fails if an acknowledged event is missing, one is there twice, only some of a call's are, or
     * a memory is not what a fold of its journal from the beginning gives.
     */
    void requireWhole(Set<String> acknowledged, String when) {
      Map<CustomerId, String> stored = new ConcurrentHashMap<>();
      Map<CustomerId, String> fresh = new ConcurrentHashMap<>();
      try (Ricordo recovered = roomy(keeping(store.snapshots(), stored));
          Ricordo folded = roomy(keeping(Snapshots.none(), fresh))) {
        List<String> kept = new ArrayList<>();
        for (CustomerId customer : CUSTOMERS) {
          store.journal().read(customer, 1).stream()
              .map(JournalEntry::event)
              .filter(event -> event.customer().equals(customer))
              .forEach(event -> kept.add(event.id().value()));
          requireSame(recovered, folded, customer, when);
        }
        assertThat(kept).as(when).doesNotHaveDuplicates().containsAll(acknowledged);
        requireWholeCalls(kept, when);
      }
      assertThat(stored).as("%s, every byte of every memory", when).isNotEmpty().isEqualTo(fresh);
    }

    /** In which no memory is dropped: what is kept of it is written when it ends. */
    private Ricordo roomy(Snapshots snapshots) {
      return Ricordo.builder().base(base).journal(store.journal()).snapshots(snapshots).build();
    }

    /** Puts down the newest of every memory, with its position: as it was found, or is written. */
    private static Snapshots keeping(Snapshots stored, Map<CustomerId, String> memories) {
      return new Snapshots() {
        @Override
        public Optional<Snapshot> find(CustomerId customer) {
          Optional<Snapshot> found = stored.find(customer);
          found.ifPresent(snapshot -> put(customer, snapshot));
          return found;
        }

        @Override
        public void put(CustomerId customer, Snapshot snapshot) {
          String bytes = HexFormat.of().formatHex(snapshot.bytes());
          memories.put(customer, snapshot.cursor() + " " + bytes);
        }
      };
    }

    static void requireSame(Ricordo one, Ricordo other, CustomerId customer, String when) {
      Slot home = Slot.of("home");
      assertThat(one.recommend(customer, home, ITEMS))
          .as(when)
          .usingRecursiveComparison()
          .ignoringFields("at")
          .isEqualTo(other.recommend(customer, home, ITEMS));
      assertThat(one.inspect(customer)).as(when).isEqualTo(other.inspect(customer));
    }

    @Override
    public void close() {
      store.close();
      keys.close();
      pool.close();
    }
  }

  public static void main(String[] arguments) throws InterruptedException {
    World world =
        World.open(arguments[0], arguments[1], arguments[2], Path.of(arguments[3]), arguments[4]);
    String life = arguments[5];
    Ricordo ricordo = world.ricordo(world.store().snapshots());
    List<Thread> threads =
        IntStream.range(0, THREADS)
            .mapToObj(t -> new Thread(() -> learn(ricordo, life + "." + t)))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void learn(Ricordo ricordo, String name) {
    Random random = new Random(name.hashCode());
    for (int call = 0; ; call++) {
      if (random.nextInt(10) == 0) {
        mergeOrUnmerge(ricordo, random);
      }
      List<Event> events = events(name + "." + call, random);
      ricordo.observeAll(events);
      String ids =
          events.stream().map(event -> event.id().value()).collect(Collectors.joining(" "));
      System.out.println(ids);
    }
  }

  private static void mergeOrUnmerge(Ricordo ricordo, Random random) {
    CustomerId visitor = CUSTOMERS.get(KNOWN + random.nextInt(CUSTOMERS.size() - KNOWN));
    ricordo.unmerge(visitor);
    try {
      ricordo.merge(visitor, CUSTOMERS.get(random.nextInt(KNOWN)));
    } catch (IllegalArgumentException e) {
      // Another thread merged the visitor in between.
      assertThat(e).hasMessageStartingWith("visitor: ");
    }
  }

  /** The events of one call; an id says how many they are. */
  private static List<Event> events(String call, Random random) {
    int count = 1 + random.nextInt(LARGEST_CALL);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                Event.viewed(
                        CUSTOMERS.get(random.nextInt(CUSTOMERS.size())),
                        ItemId.of("i" + random.nextInt(ITEMS)),
                        now)
                    .withId(EventId.of(call + ":" + count + ":" + i)))
        .toList();
  }

  /** Fails if only some of a call's events were kept. */
  private static void requireWholeCalls(List<String> ids, String when) {
    Map<String, Long> kept =
        ids.stream()
            .map(id -> id.substring(0, id.lastIndexOf(':')))
            .collect(Collectors.groupingBy(call -> call, Collectors.counting()));
    kept.forEach(
        (call, events) ->
            assertThat(Long.toString(events))
                .as("%s, events of call %s", when, call)
                .isEqualTo(call.substring(call.lastIndexOf(':') + 1)));
  }
}
