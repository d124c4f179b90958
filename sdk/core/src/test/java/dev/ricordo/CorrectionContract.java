package dev.ricordo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.Base;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Readout;
import dev.ricordo.base.Shape;
import dev.ricordo.consent.Purpose;
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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What was put right was always right: every byte of every memory, every shared sum and every
 * answer equal those of a world in which the event came right from the start. A store's test
 * extends this class and says how to open an empty journal.
 */
public abstract class CorrectionContract {

  private static final int ITEMS = 10;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Slot HOME = Slot.of("home");
  private static final List<CustomerId> CUSTOMERS =
      IntStream.range(0, 3).mapToObj(c -> CustomerId.of("c" + c)).toList();

  private final Base base =
      RandomBases.create(
          7,
          ITEMS,
          new Shape(8, 2, 8, true).with(new Continuum(4, List.of(3, 9))),
          new Mix(Mix.Family.LOG, 2, 1, 0.5, new Readout(0.65, true)));

  /** Opens an empty journal. */
  protected abstract Journal open();

  /** How many random lives are compared: fewer where a journal is slow. */
  protected abstract int lives();

  /** What hot memories were when they were let go. */
  private static final class Kept implements Snapshots {

    final Map<CustomerId, String> bytes = new HashMap<>();

    @Override
    public Optional<Snapshot> find(CustomerId customer) {
      return Optional.empty();
    }

    @Override
    public void put(CustomerId customer, Snapshot snapshot) {
      bytes.put(customer, HexFormat.of().formatHex(snapshot.bytes()));
    }
  }

  private Ricordo over(Journal journal, Snapshots snapshots) {
    return Ricordo.builder()
        .base(base)
        .journal(journal)
        .snapshots(snapshots)
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .build();
  }

  /** All that is answered and counted, then everybody's memory, to the last bit. */
  private List<Object> end(Ricordo ricordo, Kept memories) {
    List<Object> end = new ArrayList<>();
    for (CustomerId customer : CUSTOMERS) {
      ricordo.consent(customer, Purpose.PERSONALISE, true);
      end.add(ricordo.recommend(customer, HOME, ITEMS).answers());
      end.add(ricordo.inspect(customer).collective());
    }
    end.add(ricordo.recommend(CustomerId.of("stranger"), HOME, ITEMS).answers());
    end.add(ricordo.statistics().collectiveCells());
    ricordo.close();
    end.add(memories.bytes);
    return end;
  }

  private static Event event(int number, Random random) {
    EventKind[] kinds = EventKind.values();
    return Event.of(
            kinds[random.nextInt(kinds.length)],
            CUSTOMERS.get(random.nextInt(CUSTOMERS.size())),
            ItemId.of("i" + random.nextInt(ITEMS)),
            NOW.minusSeconds(1_000_000 - number * 3_600L + random.nextInt(7_200)))
        .withId(EventId.of("e" + number));
  }

  /** The same event with another item, kind or time. */
  private static Event other(Event wrong, Random random) {
    EventKind[] kinds = EventKind.values();
    int what = random.nextInt(3);
    return new Event(
        wrong.id(),
        wrong.customer(),
        what == 0 ? ItemId.of("i" + random.nextInt(ITEMS)) : wrong.item(),
        what == 1 ? kinds[random.nextInt(kinds.length)] : wrong.kind(),
        what == 2 ? wrong.at().minusSeconds(random.nextInt(100_000)) : wrong.at(),
        wrong.quantity(),
        wrong.price(),
        wrong.session(),
        wrong.dwell(),
        wrong.channel(),
        wrong.campaign());
  }

  /** A step of a life, the same in both worlds. */
  private static void step(Ricordo ricordo, Event event, long seed) {
    Random random = new Random(seed);
    CustomerId customer = event.customer();
    switch (random.nextInt(12)) {
      case 0 -> ricordo.consent(customer, Purpose.COLLECTIVE, random.nextBoolean());
      case 1 -> ricordo.consent(customer, Purpose.PERSONALISE, random.nextInt(3) > 0);
      case 2 -> ricordo.recommend(customer, HOME, 3);
      case 3 -> {
        if (customer.equals(CUSTOMERS.get(2))) {
          ricordo.merge(customer, CUSTOMERS.get(0));
        }
      }
      default -> {}
    }
    ricordo.observe(event);
  }

  private static void live(Ricordo ricordo, List<Event> events, int from, int to) {
    for (int i = from; i < to; i++) {
      step(ricordo, events.get(i), i * 31L + events.size());
    }
  }

  private void check(long seed) {
    Random random = new Random(seed);
    List<Event> wrong =
        IntStream.range(0, 4 + random.nextInt(30)).mapToObj(i -> event(i, random)).toList();
    int moment = 1 + random.nextInt(wrong.size());
    int place = random.nextInt(moment);
    List<Event> right = new ArrayList<>(wrong);
    right.set(place, other(wrong.get(place), random));
    Kept memories = new Kept();
    Kept others = new Kept();
    try (Journal journal = open();
        Ricordo always = over(Journal.inMemory(), others)) {
      try (Ricordo before = over(journal, new Kept())) {
        live(before, wrong, 0, moment);
      }
      journal.replace(right.get(place), NOW);
      Ricordo after = over(journal, memories);
      live(after, wrong, moment, wrong.size());
      live(always, right, 0, right.size());

      assertThat(end(after, memories)).as("seed %d", seed).isEqualTo(end(always, others));
    }
  }

  @Test
  void whatWasPutRight_wasAlwaysRight_toTheLastBit() {
    for (long seed = 0; seed < lives(); seed++) {
      check(seed);
    }
  }
}
