package dev.ricordo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.audit.AuditorReport;
import dev.ricordo.base.Base;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Readout;
import dev.ricordo.base.Shape;
import dev.ricordo.catalogue.Catalogue;
import dev.ricordo.catalogue.Item;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Snapshots;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What was forgotten was never seen: every byte of every memory, every shared sum that shows in an
 * answer and every answer equal those of a world in which it never happened, whenever it was
 * forgotten and whatever was learned before, between and after.
 */
class NeverSeenTest {

  private static final int ITEMS = 10;
  private static final List<CustomerId> CUSTOMERS =
      IntStream.range(0, 3).mapToObj(c -> CustomerId.of("c" + c)).toList();
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Slot HOME = Slot.of("home");

  private final Base base =
      RandomBases.create(
          7,
          ITEMS,
          new Shape(8, 2, 8, true).with(new Continuum(4, List.of(3, 9))),
          new Mix(Mix.Family.LOG, 2, 1, 0.5, new Readout(0.65, true)));

  private final Catalogue catalogue =
      Catalogue.of(
          IntStream.range(0, ITEMS)
              .mapToObj(
                  i ->
                      new Item(
                          ItemId.of("i" + i),
                          "item " + i,
                          "category " + i % 3,
                          "brand " + i % 2,
                          OptionalDouble.empty()))
              .toList());

  /** Keeps what is written to it, whatever the time. */
  private static final class Kept implements Snapshots {

    final Map<CustomerId, String> bytes = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));

    @Override
    public Optional<Snapshot> find(CustomerId customer) {
      return Optional.empty();
    }

    @Override
    public void put(CustomerId customer, Snapshot snapshot) {
      bytes.put(customer, HexFormat.of().formatHex(snapshot.bytes()));
    }
  }

  /** An instance, and what its hot memories were when it was closed. */
  private final class World implements AutoCloseable {

    final Kept memories = new Kept();
    final Ricordo ricordo =
        Ricordo.builder()
            .base(base)
            .catalogue(catalogue)
            .journal(Journal.inMemory())
            .snapshots(memories)
            .clock(Clock.fixed(NOW, ZoneOffset.UTC))
            .build();

    /** All that a stranger and everybody is answered, to the last bit of a score. */
    List<Object> answers() {
      List<Object> answers = new ArrayList<>();
      CUSTOMERS.forEach(c -> answers.add(ricordo.recommend(c, HOME, ITEMS).answers()));
      answers.add(ricordo.recommend(CustomerId.of("stranger"), HOME, ITEMS).answers());
      answers.add(ricordo.statistics().collectiveCells());
      return answers;
    }

    @Override
    public void close() {
      ricordo.close();
    }
  }

  private static Event event(int number, Random random) {
    EventKind[] kinds = EventKind.values();
    Event event =
        Event.of(
                kinds[random.nextInt(kinds.length)],
                CUSTOMERS.get(random.nextInt(CUSTOMERS.size())),
                ItemId.of("i" + random.nextInt(ITEMS)),
                NOW.minusSeconds(1_000_000 - number * 3_600L + random.nextInt(7_200)))
            .withId(EventId.of("e" + number));
    return random.nextBoolean() ? event.withChannel("app") : event.withCampaign("spring");
  }

  /** One condition or two, now and then none: everything of the customer. */
  private static Optional<Scope> scope(List<Event> seen, Random random) {
    if (random.nextInt(5) == 0) {
      return Optional.empty();
    }
    Scope.Builder scope = Scope.builder();
    for (int i = random.nextInt(2); i >= 0; i--) {
      Event one = seen.get(random.nextInt(seen.size()));
      switch (random.nextInt(8)) {
        case 0 -> scope.event(one.id()).event(seen.get(random.nextInt(seen.size())).id());
        case 1 -> scope.item(one.item());
        case 2 -> scope.category("category " + random.nextInt(3));
        case 3 -> scope.brand("brand " + random.nextInt(2));
        case 4 -> scope.kind(one.kind());
        case 5 -> scope.channel("app");
        case 6 -> scope.campaign("spring");
        default -> scope.from(one.at());
      }
    }
    return Optional.of(scope.build());
  }

  /** Forgets at a random moment, in the one world; the other never had what is forgotten. */
  private void check(long seed) {
    Random random = new Random(seed);
    List<Event> events =
        IntStream.range(0, 4 + random.nextInt(30)).mapToObj(i -> event(i, random)).toList();
    int moment = 1 + random.nextInt(events.size());
    List<Event> before = events.subList(0, moment);
    List<Event> after = events.subList(moment, events.size());
    CustomerId customer = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
    Optional<Scope> scope = scope(before, random);
    Predicate<Event> forgotten =
        event ->
            event.customer().equals(customer)
                && scope.map(s -> s.covers(event, catalogue)).orElse(true);
    List<Event> kept = before.stream().filter(forgotten.negate()).toList();
    // A customer who is forgotten whole comes back as a stranger: late events are refused.
    List<Event> accepted =
        after.stream().filter(e -> scope.isPresent() || !e.customer().equals(customer)).toList();
    try (World one = new World();
        World other = new World()) {
      before.forEach(one.ricordo::observe);
      if (random.nextBoolean()) {
        one.answers();
      }
      Erasure erasure =
          scope
              .map(s -> one.ricordo.forget(customer, s))
              .orElseGet(() -> one.ricordo.forget(customer));
      assertThat(erasure.events()).isEqualTo(before.size() - kept.size());
      after.forEach(one.ricordo::observe);
      kept.forEach(other.ricordo::observe);
      accepted.forEach(other.ricordo::observe);

      assertThat(one.answers()).as("answers, seed %d", seed).isEqualTo(other.answers());
      one.close();
      other.close();
      assertThat(one.memories.bytes).as("bytes, seed %d", seed).isEqualTo(other.memories.bytes);
    }
  }

  @Test
  void tenThousandRandomCases_differInNoByte() {
    for (long seed = 0; seed < 10_000; seed++) {
      check(seed);
    }
    AuditorReport.found(
        "Is what was forgotten as if never seen?", "10,000 random cases, 0 differing bytes");
  }

  @Test
  void aThousandErasuresAmongAdditions_leaveNoDrift() {
    Random random = new Random(1);
    List<Event> kept = new ArrayList<>();
    try (World one = new World();
        World other = new World()) {
      for (int erasures = 0, number = 0; erasures < 1_000; number++) {
        Event event = event(number % 200, random).withId(EventId.of("n" + number));
        kept.add(event);
        one.ricordo.observe(event);
        if (random.nextInt(3) == 0) {
          Event gone = kept.get(random.nextInt(kept.size()));
          one.ricordo.forget(gone.customer(), Scope.builder().event(gone.id()).build());
          kept.remove(gone);
          erasures++;
        }
      }
      kept.forEach(other.ricordo::observe);
      assertThat(one.answers()).isEqualTo(other.answers());
      one.close();
      other.close();
      assertThat(one.memories.bytes).isEqualTo(other.memories.bytes);
    }
    AuditorReport.found("Do many erasures drift?", "1,000 among additions, 0 differing bytes");
  }
}
