package dev.ricordo.governance.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventId;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.OfficerAct;
import dev.ricordo.governance.Forgotten;
import dev.ricordo.governance.JournalDigest;
import dev.ricordo.postgres.PostgresStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process dies, a store fails or another act comes first while a request is carried out. */
final class InterruptedRequestsTest extends RequestsFixture {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void killedAfterTheWork_goesOnAsIfNothingHadHappened(int call) {
    for (Opening opening :
        List.of(
            correcting("anna2", "i9"),
            asking(Right.ERASURE),
            erasureOf(BERT, Scope.builder().item(ItemId.of("i3")).build()),
            asking(Right.RESTRICTION),
            asking(Right.OBJECTION))) {
      Requests killed = over(new BrokenStores.Killed(store.journal(), call), NOON);
      UUID id = requests().open(opening).id();
      Optional<CustomerId> named = Optional.of(opening.customer());
      despiteOneKill(() -> killed.identify(id, named, "signed in", "Officer One"));
      Filed found = requests().require(id);
      if (found.request().stage() == Stage.RECEIVED) {
        requests().identify(id, named, "signed in", "Officer One");
      }
      despiteOneKill(() -> killed.execute(id, named));
      Filed done = requests().execute(id, named);
      assertThat(done.request().stage()).isEqualTo(Stage.NOTIFIED);
    }
    assertThat(items(ANNA)).isEmpty();
    assertThat(items(BERT)).isEmpty();
    assertThat(said(BERT)).isEqualTo(Standing.UNSAID);
    assertThat(said(ANNA).unused()).isTrue();
    assertThat(said(ANNA).objectsToMarketing()).isTrue();
    assertThat(outside.certified).extracting(Forgotten::events).containsExactly(2L, 1L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void storeThatTakesAnEventTooMany_isFound_andNothingIsCertified(boolean dies) {
    store.journal().append(List.of(view(ANNA, 4), view(ANNA, 5)));
    for (Opening opening :
        List.of(
            erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).build()),
            correcting("anna4", "i9"))) {
      UUID id = identified(opening);
      Requests broken =
          over(
              new BrokenStores.Inexact(
                  store.journal(),
                  BrokenStores.Inexact.also(opening.scope().isPresent() ? "anna2" : "anna5"),
                  dies),
              NOON);
      despiteOneKill(() -> executeDying(broken, id, dies));

      assertThatThrownBy(() -> broken.execute(id, AS_WRITTEN))
          .isInstanceOf(RicordoException.class)
          .hasMessageStartingWith("verify: the events that were to stay are not what they were");
      assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN))
          .as("another process, another time")
          .hasMessageStartingWith("verify: ");
      assertThat(requests().require(id).request().stage()).isEqualTo(Stage.EXECUTED);
    }
    assertThat(outside.certified).isEmpty();
  }

  private static void executeDying(Requests requests, UUID id, boolean dies) {
    if (dies) {
      requests.execute(id, AS_WRITTEN);
    }
  }

  @Test
  void storeThatLeavesAnEvent_isFound_andNothingIsCertified() {
    Scope views = Scope.builder().kind(EventKind.VIEW).build();
    for (Opening opening : List.of(erasureOf(ANNA, views), asking(Right.ERASURE))) {
      UUID id = identified(opening);
      Requests broken =
          over(
              new BrokenStores.Inexact(
                  store.journal(), BrokenStores.Inexact.allBut("anna2"), false),
              NOON);

      assertThatThrownBy(() -> broken.execute(id, AS_WRITTEN))
          .isInstanceOf(RicordoException.class)
          .hasMessage(
              "verify: events that were to go are there: 1; they came meanwhile, or the store"
                  + " failed. Execute again: they are forgotten first");
    }
    assertThat(outside.certified).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void eventThatTheStoreLeft_isForgottenByTheNextTry_whichCertifies(boolean some) {
    Scope views = Scope.builder().kind(EventKind.VIEW).build();
    UUID id = identified(some ? erasureOf(ANNA, views) : asking(Right.ERASURE));
    Requests broken =
        over(
            new BrokenStores.Inexact(store.journal(), BrokenStores.Inexact.allBut("anna2"), false),
            NOON);
    assertThatThrownBy(() -> broken.execute(id, AS_WRITTEN)).hasMessageStartingWith("verify: ");

    Filed done = over(store.journal(), NOON.plusSeconds(60)).execute(id, AS_WRITTEN);
    assertThat(done.request().stage()).isEqualTo(Stage.NOTIFIED);
    assertThat(items(ANNA)).isEmpty();
    assertThat(said(ANNA).unused()).isFalse();
    assertThat(outside.certified).extracting(Forgotten::events).containsExactly(2L);
    assertThat(outside.certified.get(0).before()).as("no try saw all of it").isEmpty();
  }

  @Test
  void erasureThatAnotherActOvertook_goesOn_andIsCertifiedOfNothing() {
    UUID id = identified(asking(Right.ERASURE));
    Requests failing = over(new BrokenStores.Failing(store.journal()), NOON);
    assertThatThrownBy(() -> failing.execute(id, AS_WRITTEN)).hasMessage("disk is full");
    store.journal().erase(ANNA, NOON.plusSeconds(30));

    Filed done = over(store.journal(), NOON.plusSeconds(60)).execute(id, Optional.of(ANNA));
    assertThat(done.request().stage()).isEqualTo(Stage.NOTIFIED);
    assertThat(outside.certified).extracting(Forgotten::events).containsExactly(0L);
    assertThat(outside.certified).extracting(Forgotten::cells).containsExactly(0L);
  }

  @Test
  void whatIsNeverFoundToBeSo_isGivenUpByTwoPeople_andNothingStaysRestricted() {
    UUID id = identified(erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).build()));
    Requests broken =
        over(
            new BrokenStores.Inexact(store.journal(), BrokenStores.Inexact.also("anna2"), false),
            NOON);
    assertThatThrownBy(() -> broken.execute(id, AS_WRITTEN))
        .hasMessageEndingWith("open another request for the same, and refuse this one");
    assertThat(said(ANNA).unused()).isTrue();

    requests().refuse(id, Optional.of(ANNA), "retention ran", "Eva Berg", "Jon Holm");
    assertThat(said(ANNA).unused()).isFalse();
    assertThat(requests().require(id).request().outcome()).contains("unverified");
    assertThat(decided).extracting(OfficerAct::kind).contains(OfficerAct.Kind.REQUEST_REFUSED);
    assertThat(outside.certified).isEmpty();
  }

  @Test
  void storeThatTakesAnEventTooMany_leavesOne_andDies_isFoundByTheFirstPlan() {
    store.journal().append(List.of(view(ANNA, 4)));
    UUID id =
        identified(
            erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).item(ItemId.of("i2")).build()));
    Requests broken =
        over(
            new BrokenStores.Inexact(
                store.journal(),
                asked ->
                    BrokenStores.Inexact.also("anna4")
                        .apply(BrokenStores.Inexact.allBut("anna2").apply(asked)),
                true),
            NOON);
    assertThatThrownBy(() -> broken.execute(id, AS_WRITTEN)).hasMessage("killed");

    assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN))
        .hasMessageStartingWith("verify: the events that were to stay are not what they were");
    assertThat(outside.certified).isEmpty();
  }

  @Test
  void eventsThatGoBetweenTwoTries_areNotMissed_asLongAsNothingIsDone() {
    store.journal().append(List.of(view(ANNA, 4)));
    Requests failing = over(new BrokenStores.Failing(store.journal()), NOON);
    UUID id = identified(erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).build()));
    assertThatThrownBy(() -> failing.execute(id, AS_WRITTEN)).hasMessage("disk is full");
    store.journal().erase(ANNA, Set.of(EventId.of("anna4")), NOON);

    assertThat(failing.execute(id, AS_WRITTEN).request().stage()).isEqualTo(Stage.NOTIFIED);
    assertThat(items(ANNA)).containsExactly("i2");
    assertThat(outside.certified).extracting(Forgotten::passed).containsExactly(true);
  }

  @Test
  void whatIsWrittenDownOfEventsThatStay_isOpenedByTheRequestsOwnKeyAlone() {
    UUID id = identified(erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).build()));
    Filed done = requests().execute(id, AS_WRITTEN);
    String salt = done.details().orElseThrow().salt();

    assertThat(Objects.requireNonNull(done.request().plan()).kept())
        .isEqualTo(JournalDigest.of(salt, store.journal().read(ANNA, 1)))
        .isNotEqualTo(JournalDigest.of("", store.journal().read(ANNA, 1)));
    assertThat(salt).hasSize(64);
    assertThat(done.entry().state()).doesNotContain(salt);
  }

  @Test
  void killedBetweenAnyTwoStages_goesOnFromTheStage() {
    UUID id = requests().open(asking(Right.ERASURE)).id();
    requests().identify(id, AS_WRITTEN, "signed in", "Officer One");
    while (requests().require(id).request().stage() != Stage.CERTIFIED) {
      requests().step(requests().require(id), Optional.of(ANNA));
      store.close();
      store = PostgresStore.open(pool, vault, tenant);
    }

    assertThat(items(ANNA)).isEmpty();
    assertThat(requests().execute(id, Optional.of(ANNA)).request().stage())
        .isEqualTo(Stage.NOTIFIED);
  }

  @Test
  void killedWhileCertifying_certifiesAgain_theSame() {
    UUID id = identified(asking(Right.ERASURE));
    outside.failsAfterwards = true;
    assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN)).hasMessage("killed");
    requests().execute(id, Optional.of(ANNA));

    assertThat(outside.certified).hasSize(2);
    assertThat(outside.certified.get(1).at()).isEqualTo(outside.certified.get(0).at());
    assertThat(outside.certified.get(1).events()).isEqualTo(2);
  }

  @Test
  void erasureTriedAgain_leavesTheNewLifeAlone() {
    UUID id = identified(asking(Right.ERASURE));
    assertThatThrownBy(
            () -> over(new BrokenStores.Killed(store.journal(), 1), NOON).execute(id, AS_WRITTEN))
        .hasMessage("killed");
    Event later = Event.viewed(ANNA, ItemId.of("i7"), NOON.plusSeconds(60));
    store.journal().append(List.of(later));

    over(store.journal(), NOON.plusSeconds(120)).execute(id, Optional.of(ANNA));
    assertThat(items(ANNA)).containsExactly("i7");
  }

  @Test
  void whoeverCarriesItOut_isNamed_afterACrashTheNextOneToo() {
    UUID id = identified(asking(Right.ERASURE));
    outside.failsAfterwards = true;
    assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN, Optional.of("Eva Berg")))
        .hasMessage("killed");
    Filed done = requests().execute(id, Optional.of(ANNA), Optional.of(" Jon Holm "));

    assertThat(done.request().executors()).containsExactly("Eva Berg", "Jon Holm");
    assertThat(requests().execute(id, Optional.of(ANNA), Optional.of("Third")).request())
        .isEqualTo(done.request());
  }
}
