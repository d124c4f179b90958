package dev.ricordo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.base.Base;
import dev.ricordo.base.RandomBases;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Leaving;
import dev.ricordo.spi.Sweeper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class SweepingTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final CustomerId GUEST = CustomerId.of("guest");
  private static final Base BASE = RandomBases.create(3, 30);
  private static final Scope ITEM_1 = Scope.builder().item(ItemId.of("i1")).build();

  private final List<Set<CustomerId>> swept = new ArrayList<>();

  private static Sweeper sweeper(String name, Consumer<Set<CustomerId>> work) {
    return new Sweeper() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void sweep(Set<CustomerId> everyone) {
        work.accept(everyone);
      }
    };
  }

  private static Ricordo observing(Sweeper... sweepers) {
    Ricordo.Builder builder = Ricordo.builder().base(BASE);
    List.of(sweepers).forEach(builder::sweeper);
    Ricordo ricordo = builder.build();
    ricordo.observe(Event.viewed(ANNA, ItemId.of("i1"), NOON));
    ricordo.observe(Event.viewed(ANNA, ItemId.of("i2"), NOON.plusSeconds(1)));
    ricordo.observe(Event.viewed(GUEST, ItemId.of("i3"), NOON.plusSeconds(2)));
    return ricordo;
  }

  @Test
  void erasure_sweepsTheHostsStores_ofEveryoneWhoWasOne() {
    try (Ricordo ricordo = observing(sweeper("page cache", swept::add))) {
      ricordo.merge(GUEST, ANNA);
      Erasure some = ricordo.forget(ANNA, ITEM_1);
      Erasure nothing = ricordo.forget(ANNA, ITEM_1);
      Erasure all = ricordo.forget(GUEST);

      assertThat(swept).containsExactly(Set.of(ANNA, GUEST), Set.of(ANNA, GUEST));
      assertThat(some.sweeps()).containsExactly(new Erasure.Sweep("page cache", true));
      assertThat(nothing.sweeps()).isEmpty();
      assertThat(all.notSwept()).isEmpty();
    }
  }

  @Test
  void sweeping_comesWhenNothingIsAnsweredFromTheEventsAnyMore() {
    Ricordo[] known = new Ricordo[1];
    List<Integer> events = new ArrayList<>();
    Sweeper looking =
        sweeper("page cache", who -> events.add(known[0].inspect(ANNA).events().size()));
    try (Ricordo ricordo = observing(looking)) {
      known[0] = ricordo;
      ricordo.forget(ANNA, ITEM_1);
      ricordo.forget(ANNA);

      assertThat(events).containsExactly(1, 0);
    }
  }

  @Test
  void storeThatCannotBeSwept_isNamed_theOthersAreSwept_andTheErasureStays() {
    Sweeper failing =
        sweeper(
            "mail queue",
            who -> {
              throw new RicordoException("mail queue: is away");
            });
    try (Ricordo ricordo = observing(failing, sweeper("page cache", swept::add))) {
      Erasure erasure = ricordo.forget(ANNA);

      assertThat(erasure.events()).isEqualTo(2);
      assertThat(erasure.notSwept()).containsExactly("mail queue");
      assertThat(erasure.sweeps())
          .containsExactly(
              new Erasure.Sweep("mail queue", false), new Erasure.Sweep("page cache", true));
      assertThat(ricordo.inspect(ANNA).events()).isEmpty();
      assertThat(swept).hasSize(1);
    }
  }

  @Test
  void erasureWhoseOutcomeIsUnknown_isSweptByTheNextOne_ofEveryoneWhoWasOne() {
    AtomicBoolean lost = new AtomicBoolean();
    Journal losing =
        new ForwardingJournal(Journal.inMemory()) {
          @Override
          public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
            super.erase(customer, at, before);
            return unlessLost();
          }

          @Override
          public long erase(
              CustomerId customer, Set<EventId> events, Instant at, Consumer<Leaving> before) {
            super.erase(customer, events, at, before);
            return unlessLost();
          }

          private long unlessLost() {
            if (lost.getAndSet(false)) {
              throw new OutcomeUnknownException("journal: erase failed");
            }
            return 0;
          }
        };
    try (Ricordo ricordo =
        Ricordo.builder()
            .base(BASE)
            .journal(losing)
            .sweeper(sweeper("page cache", swept::add))
            .build()) {
      ricordo.observe(Event.viewed(ANNA, ItemId.of("i1"), NOON));
      ricordo.merge(GUEST, ANNA);

      lost.set(true);
      assertThatThrownBy(() -> ricordo.forget(ANNA, ITEM_1))
          .isInstanceOf(OutcomeUnknownException.class);
      assertThat(ricordo.forget(ANNA, ITEM_1).sweeps()).hasSize(1);
      assertThat(ricordo.forget(ANNA, ITEM_1).sweeps()).isEmpty();
      assertThat(swept).containsExactly(Set.of(ANNA, GUEST));

      lost.set(true);
      assertThatThrownBy(() -> ricordo.forget(ANNA)).isInstanceOf(OutcomeUnknownException.class);
      ricordo.forget(ANNA);
      assertThat(swept).containsExactly(Set.of(ANNA, GUEST), Set.of(ANNA, GUEST));
    }
  }

  @Test
  void twoStoresOfOneName_areRefused() {
    Ricordo.Builder builder = Ricordo.builder().sweeper(sweeper("page cache", swept::add));

    assertThatThrownBy(() -> builder.sweeper(sweeper("page cache", swept::add)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sweeper: there is one named \"page cache\" already");
  }
}
