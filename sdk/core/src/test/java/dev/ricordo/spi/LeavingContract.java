package dev.ricordo.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * What every journal must show of what an erasure is about to remove. A store's test extends this
 * class and says how to open an empty journal.
 */
public abstract class LeavingContract extends JournalFixture {

  private record Shown(Set<CustomerId> everyone, List<String> events, int stillThere) {}

  private final List<Shown> shown = new ArrayList<>();

  private void show(Leaving leaving) {
    shown.add(
        new Shown(
            leaving.everyone(),
            leaving.entries().stream().map(entry -> entry.event().id().value()).toList(),
            journal.read(ANNA, 1).size()));
  }

  private void observeFour() {
    journal.append(
        List.of(
            event(ANNA, "a1", 0),
            event(FIRST_VISIT, "v1", 1),
            event(BERT, "b1", 2),
            event(ANNA, "a2", 3)));
    journal.merge(FIRST_VISIT, ANNA, NOON);
  }

  @Test
  void customerWhoLeaves_isShownWithEveryEvent_beforeAnyIsGone() {
    observeFour();
    assertThat(journal.erase(FIRST_VISIT, NOON.plusSeconds(10), this::show)).isEqualTo(3);

    assertThat(shown)
        .containsExactly(new Shown(Set.of(ANNA, FIRST_VISIT), List.of("a1", "v1", "a2"), 3));
    assertThat(journal.read(ANNA, 1)).isEmpty();
  }

  @Test
  void eventsThatLeave_areShown_theOthersAreNot() {
    observeFour();
    Set<EventId> some = Set.of(EventId.of("v1"), EventId.of("a2"), EventId.of("b1"));
    assertThat(journal.erase(ANNA, some, NOON.plusSeconds(10), this::show)).isEqualTo(2);
    assertThat(journal.erase(ANNA, some, NOON.plusSeconds(11), this::show)).isZero();

    assertThat(shown)
        .first()
        .isEqualTo(new Shown(Set.of(ANNA, FIRST_VISIT), List.of("v1", "a2"), 3));
    assertThat(shown).allSatisfy(one -> assertThat(one.events()).isNotEmpty());
  }

  @Test
  void eventPutRight_isShownAsItWas() {
    observeFour();
    Event right = event(FIRST_VISIT, "v1", 8);
    assertThatThrownBy(() -> journal.replace(right, NOON, LeavingContract::refuse))
        .hasMessage("not now");
    assertThat(
            journal.replace(
                right,
                NOON,
                leaving ->
                    assertThat(leaving.entries())
                        .extracting(JournalEntry::event)
                        .containsExactly(event(FIRST_VISIT, "v1", 1))))
        .isTrue();

    assertThat(journal.read(ANNA, 1)).extracting(JournalEntry::event).contains(right);
  }

  @Test
  void customerNobodyKnows_isShownWithoutEvents() {
    journal.erase(BERT, NOON, this::show);

    assertThat(shown).containsExactly(new Shown(Set.of(BERT), List.of(), 0));
  }

  @Test
  void whoeverIsShownItThrows_nothingIsErased_andTheNextErasureIsDone() {
    observeFour();
    assertThatThrownBy(() -> journal.erase(ANNA, NOON.plusSeconds(10), LeavingContract::refuse))
        .isInstanceOf(RicordoException.class)
        .hasMessage("not now");
    Set<EventId> first = Set.of(EventId.of("a1"));
    assertThatThrownBy(() -> journal.erase(ANNA, first, NOON, LeavingContract::refuse))
        .isInstanceOf(RicordoException.class);

    assertThat(journal.read(ANNA, 1)).hasSize(3);
    assertThat(journal.append(List.of(event(ANNA, "a3", 4))))
        .singleElement()
        .isInstanceOf(Appended.Accepted.class);
    assertThat(journal.erase(ANNA, NOON.plusSeconds(10))).isEqualTo(4);
  }

  private static void awaitBegun(CountDownLatch begun) {
    try {
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuse(Leaving leaving) {
    throw new RicordoException("not now");
  }

  @Test
  void whatIsAppendedWhileItIsShown_waits_andComesTooLate() {
    observeFour();
    List<CompletableFuture<List<Appended>>> appends = new ArrayList<>();
    journal.erase(
        ANNA,
        NOON.plusSeconds(10),
        leaving -> {
          CountDownLatch begun = new CountDownLatch(1);
          CompletableFuture<List<Appended>> append =
              CompletableFuture.supplyAsync(
                  () -> {
                    begun.countDown();
                    return journal.append(List.of(event(ANNA, "a3", 4)));
                  });
          appends.add(append);
          awaitBegun(begun);
          assertThatThrownBy(() -> append.get(200, TimeUnit.MILLISECONDS))
              .isInstanceOf(TimeoutException.class);
          show(leaving);
        });

    assertThat(shown).singleElement().extracting(Shown::stillThere).isEqualTo(3);
    assertThat(appends.get(0).join()).containsExactly(new Appended.Forgotten());
    assertThat(journal.read(ANNA, 1)).isEmpty();
  }
}
