package dev.ricordo.governance.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.hold.Evidence;
import dev.ricordo.evidence.hold.Hold;
import dev.ricordo.evidence.hold.HoldFolder;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.Leaving;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Legal holds beside requests. */
final class HeldRequestsTest extends RequestsFixture {

  @Test
  void erasureUnderAHold_isDoneInPart_andDoneOnceItIsReleased() {
    try (HoldFolder holds = HoldFolder.open(folder.resolve("holds " + tenant))) {
      Hold hold = holds.place(tenant, ANNA, List.of(), "lawsuit 7", "Eva Berg", "Jon Holm", NOON);
      Requests holding = over(new KeepingJournal(store.journal(), holds.of(tenant)), NOON);
      UUID some = identified(erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).build()));
      UUID all = identified(asking(Right.ERASURE));
      holding.execute(some, AS_WRITTEN);
      Filed done = holding.execute(all, AS_WRITTEN);
      assertThat(done.request().outcome()).contains("partly");
      assertThat(outside.certified).extracting(Forgotten::held).containsExactly(true, true);
      assertThat(items(ANNA)).isEmpty();
      assertThat(holds.read(tenant, hold.id(), READING, read -> {}))
          .flatExtracting(HoldFolder.Copy::events)
          .extracting(line -> line.item())
          .containsExactlyInAnyOrder("i1", "i2");
      assertThat(holds.requests(hold.id())).containsExactlyInAnyOrder(some, all);

      holding.released(all);
      assertThat(holding.require(all).request().outcome()).contains("done");
      assertThat(holding.require(some).request().outcome()).contains("partly");
      assertThat(holding.released(UUID.randomUUID())).isFalse();
    }
  }

  @Test
  void holdReleasedBetweenTwoTries_theRequestIsDone() {
    try (HoldFolder holds = HoldFolder.open(folder.resolve("holds " + tenant))) {
      Hold hold = holds.place(tenant, ANNA, List.of(), "lawsuit 7", "Eva Berg", "Jon Holm", NOON);
      Requests holding =
          over(
              new KeepingJournal(new BrokenStores.Failing(store.journal()), holds.of(tenant)),
              NOON);
      UUID id = identified(asking(Right.ERASURE));
      assertThatThrownBy(() -> holding.execute(id, AS_WRITTEN)).hasMessage("disk is full");
      holds.release(tenant, hold.id(), "Eva Berg", NOON, released -> {});

      assertThat(holding.execute(id, AS_WRITTEN).request().outcome()).contains("done");
      assertThat(outside.certified).extracting(Forgotten::held).containsExactly(false);
    }
  }

  /** Does something once an erasure of everything has begun, before it is shown what goes. */
  private static Journal asItBegins(Journal journal, Runnable meanwhile) {
    return new ForwardingJournal(journal) {
      @Override
      public long erase(CustomerId customer, Instant at, Consumer<Leaving> before) {
        meanwhile.run();
        return delegate.erase(customer, at, before);
      }
    };
  }

  @Test
  void holdPlacedAsTheErasureBegins_keepsACopy_andThatIsSaid() {
    try (HoldFolder holds = HoldFolder.open(folder.resolve("holds " + tenant))) {
      store.journal().merge(BERT, ANNA, NOON);
      Runnable place =
          () -> holds.place(tenant, BERT, List.of(), "lawsuit 7", "Eva Berg", "Jon Holm", NOON);
      Journal placing = asItBegins(store.journal(), place);
      UUID id = identified(asking(Right.ERASURE));

      Filed done =
          over(new KeepingJournal(placing, holds.of(tenant)), NOON).execute(id, Optional.of(ANNA));
      assertThat(done.request().outcome()).contains("partly");
      assertThat(outside.certified).extracting(Forgotten::held).containsExactly(true);
      assertThat(holds.requests(holds.all().get(0).id())).containsExactly(id);
    }
  }

  @Test
  void holdReleasedAsTheErasureBegins_keepsNothing_andNothingIsSaidOfIt() {
    try (HoldFolder holds = HoldFolder.open(folder.resolve("holds " + tenant))) {
      Hold hold = holds.place(tenant, ANNA, List.of(), "lawsuit 7", "Eva Berg", "Jon Holm", NOON);
      Runnable release = () -> holds.release(tenant, hold.id(), "Eva Berg", NOON, released -> {});
      Journal releasing = asItBegins(store.journal(), release);
      UUID id = identified(asking(Right.ERASURE));

      Filed done =
          over(new KeepingJournal(releasing, holds.of(tenant)), NOON)
              .execute(id, Optional.of(ANNA));
      assertThat(done.request().outcome()).contains("done");
      assertThat(outside.certified).extracting(Forgotten::held).containsExactly(false);
    }
  }

  @Test
  void holdPlacedBetweenTwoTries_theRequestIsDoneInPart() {
    try (HoldFolder holds = HoldFolder.open(folder.resolve("holds " + tenant))) {
      Requests holding =
          over(
              new KeepingJournal(new BrokenStores.Failing(store.journal()), holds.of(tenant)),
              NOON);
      UUID all = identified(asking(Right.ERASURE));
      UUID wrong = identified(correcting("anna2", "i9"));
      assertThatThrownBy(() -> holding.execute(wrong, AS_WRITTEN)).hasMessage("disk is full");
      Hold hold = holds.place(tenant, ANNA, List.of(), "lawsuit 7", "Eva Berg", "Jon Holm", NOON);

      assertThat(holding.execute(wrong, AS_WRITTEN).request().outcome()).contains("partly");
      assertThat(holding.execute(all, AS_WRITTEN).request().outcome()).contains("partly");
      assertThat(outside.certified).extracting(Forgotten::held).containsExactly(true);
      assertThat(holds.requests(hold.id())).containsExactlyInAnyOrder(wrong, all);
    }
  }

  @Test
  void killedAfterErasing_whatAMergedVisitorsHoldKeeps_isNotForgotten() {
    try (HoldFolder holds = HoldFolder.open(folder.resolve("holds " + tenant))) {
      holds.place(tenant, BERT, List.of(), "lawsuit 7", "Eva Berg", "Jon Holm", NOON);
      store.journal().merge(BERT, ANNA, NOON);
      Requests holding =
          over(
              new KeepingJournal(new BrokenStores.Killed(store.journal(), 1), holds.of(tenant)),
              NOON);
      UUID id = identified(asking(Right.ERASURE));
      assertThatThrownBy(() -> holding.execute(id, AS_WRITTEN)).hasMessage("killed");

      assertThat(holding.execute(id, Optional.of(ANNA)).request().outcome()).contains("partly");
    }
  }

  @Test
  void rectificationUnderAHold_keepsTheWrongEvent() {
    try (HoldFolder holds = HoldFolder.open(folder.resolve("holds " + tenant))) {
      Hold hold = holds.place(tenant, ANNA, List.of(), "lawsuit 7", "Eva Berg", "Jon Holm", NOON);
      UUID id = identified(correcting("anna2", "i9"));
      over(new KeepingJournal(store.journal(), holds.of(tenant)), NOON).execute(id, AS_WRITTEN);

      assertThat(items(ANNA)).containsExactly("i1", "i9");
      assertThat(holds.read(tenant, hold.id(), READING, read -> {}))
          .flatExtracting(HoldFolder.Copy::events)
          .extracting(line -> line.item())
          .containsExactly("i2");
    }
  }

  @Test
  void holdsThatCannotBeAsked_stopTheRequestAtItsCheck() {
    UUID id = identified(asking(Right.ERASURE));
    Evidence away =
        new Evidence() {
          @Override
          public boolean holds(Set<CustomerId> customers) {
            throw new RicordoException("holds: the folder is away");
          }

          @Override
          public boolean keep(Leaving leaving) {
            return false;
          }

          @Override
          public void note(Set<CustomerId> customers, UUID request) {}
        };
    Requests holding = over(new KeepingJournal(store.journal(), away), NOON);

    assertThatThrownBy(() -> holding.preview(id, AS_WRITTEN)).hasMessageStartingWith("holds: ");
    assertThat(requests().require(id).request().stage()).isEqualTo(Stage.RESTRICTED);
  }
}
