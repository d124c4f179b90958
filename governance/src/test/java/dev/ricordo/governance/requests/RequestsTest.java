package dev.ricordo.governance.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ricordo.RicordoException;
import dev.ricordo.Scope;
import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.ItemId;
import dev.ricordo.evidence.OfficerAct;
import dev.ricordo.evidence.hold.Evidence;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.lab.Progress;
import dev.ricordo.postgres.PostgresStore;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The life of a request, and who may do what with it. */
final class RequestsTest extends RequestsFixture {

  @Test
  void erasure_goesThroughItsLife_andNamesNobodyInTheEnd() {
    Filed opened = requests().open(asking(Right.ERASURE));
    assertThat(opened.details().orElseThrow().customer()).isEqualTo("anna");
    assertThat(items(ANNA)).hasSize(2);

    Filed identified = requests().identify(opened.id(), AS_WRITTEN, "signed in", "Officer One");
    assertThat(identified.request().stage()).isEqualTo(Stage.RESTRICTED);
    assertThat(said(ANNA).unused()).isTrue();

    Filed previewed = requests().preview(opened.id(), AS_WRITTEN);
    assertThat(previewed.request().plan()).extracting(Request.Plan::events).isEqualTo(2L);
    assertThat(items(ANNA)).hasSize(2);

    requests().execute(opened.id(), Optional.of(ANNA));
    assertThat(items(ANNA)).isEmpty();
    assertThat(items(BERT)).hasSize(1);
    assertThat(said(ANNA)).isEqualTo(Standing.UNSAID);
    assertThat(outside.certified).hasSize(1);
    assertThat(outside.certified.get(0).events()).isEqualTo(2);

    Filed closed = requests().close(opened.id());
    assertThat(closed.details()).isEmpty();
    assertThat(closed.entry().state()).doesNotContain("anna");
    assertThat(closed.request().history())
        .extracting(Request.Step::stage)
        .containsExactly(
            Stage.RECEIVED,
            Stage.IDENTIFIED,
            Stage.RESTRICTED,
            Stage.CHECKED,
            Stage.PREVIEWED,
            Stage.EXECUTING,
            Stage.EXECUTED,
            Stage.VERIFIED,
            Stage.CERTIFIED,
            Stage.NOTIFIED,
            Stage.CLOSED);
  }

  @Test
  void someEventsErased_theRestIsServedAgain() {
    UUID id = identified(erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).build()));
    requests().execute(id, AS_WRITTEN);

    assertThat(items(ANNA)).containsExactly("i2");
    assertThat(said(ANNA).unused()).isFalse();
    assertThat(outside.certified.get(0).kept()).hasSize(1);
    assertThat(requests().require(id).details()).isPresent();
  }

  @Test
  void erased_theRequestNamesNobody_andWhoGoesOnSaysWhoItWas() {
    UUID id = identified(asking(Right.ERASURE));
    UUID other = requests().open(asking(Right.ACCESS)).id();
    outside.failsAfterwards = true;
    assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN)).hasMessage("killed");

    assertThat(requests().require(id).details()).isEmpty();
    assertThat(requests().require(other).details()).isEmpty();
    assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("customer: is missing; the request names nobody any more");
    assertThatThrownBy(() -> requests().execute(id, Optional.of(BERT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("customer: is not the one of this request");
    assertThat(items(BERT)).hasSize(1);
  }

  @Test
  void unverified_nothingIsDone() {
    UUID id = requests().open(asking(Right.ERASURE)).id();

    assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("request: nobody has verified yet who asks");
    assertThat(items(ANNA)).hasSize(2);
    assertThat(said(ANNA).unused()).isFalse();
  }

  @Test
  void duplicate_isMarked_andInheritsNoVerification() {
    assertThat(executedUnverified(this::identify)).isFalse();
    assertThat(requests().open(asking(Right.ACCESS)).request().duplicateOf()).isNull();
  }

  /** Who would verify duplicates along with the first is found by the check above. */
  @Test
  void mutantThatVerifiesDuplicatesToo_isFound() {
    assertThat(
            executedUnverified(
                id -> {
                  identify(id);
                  requests().all().stream()
                      .filter(filed -> id.equals(filed.request().duplicateOf()))
                      .forEach(filed -> identify(filed.id()));
                }))
        .isTrue();
  }

  private void identify(UUID id) {
    requests().identify(id, AS_WRITTEN, "signed in", "Officer One");
  }

  /** Whether a duplicate is executed though only the first one's sender was identified. */
  private boolean executedUnverified(Consumer<UUID> identifying) {
    UUID first = requests().open(asking(Right.ERASURE)).id();
    Filed second = requests().open(asking(Right.ERASURE));
    assertThat(second.request().duplicateOf()).isEqualTo(first);
    identifying.accept(first);
    try {
      requests().execute(second.id(), AS_WRITTEN);
      return true;
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessage("request: nobody has verified yet who asks");
      return false;
    }
  }

  @Test
  void sameReference_isTheSameRequest_ofAnotherCustomerOrRight_isRefused() {
    UUID first = requests().open(referring(ANNA, Right.ERASURE, "ticket 7")).id();

    assertThat(requests().open(referring(ANNA, Right.ERASURE, "ticket 7")).id()).isEqualTo(first);
    assertThat(requests().all()).hasSize(1);
    assertThatThrownBy(() -> requests().open(referring(BERT, Right.ERASURE, "ticket 7")))
        .hasMessage("reference: \"ticket 7\" is that of another customer's request");
    assertThatThrownBy(() -> requests().open(referring(ANNA, Right.ACCESS, "ticket 7")))
        .hasMessage("reference: \"ticket 7\" is that of a request for erasure");
  }

  @Test
  void refusal_needsTwoPeopleAndAReason_andLiftsTheRestriction() {
    UUID id = identified(asking(Right.ERASURE));
    assertThatThrownBy(() -> requests().refuse(id, AS_WRITTEN, "abuse", "Eva  Berg", "eva berg "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("and: must be another person than by, both are \"Eva  Berg\"");
    assertThatThrownBy(() -> requests().refuse(id, AS_WRITTEN, " ", "Eva Berg", "Jon Holm"))
        .hasMessageStartingWith("reason: must have");
    assertThatThrownBy(
            () -> requests().refuse(id, Optional.of(BERT), "abuse", "Eva Berg", "Jon Holm"))
        .hasMessage("customer: is not the one of this request");
    assertThat(decided).as("what the ledger was told").isEmpty();

    Filed refused = requests().refuse(id, AS_WRITTEN, "abuse", "Eva Berg", "Jon Holm");
    assertThat(refused.request().stage()).isEqualTo(Stage.REFUSED);
    assertThat(said(ANNA).unused()).isFalse();
    assertThat(items(ANNA)).hasSize(2);
    assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN)).hasMessage("request: was refused");
    assertThat(requests().close(id).request().stage()).isEqualTo(Stage.CLOSED);
    assertThat(decided)
        .extracting(OfficerAct::kind, OfficerAct::id)
        .containsExactly(tuple(OfficerAct.Kind.REQUEST_REFUSED, id));
  }

  @Test
  void twoRequestsAtOnce_theRestrictionIsLiftedWithTheLast() {
    UUID erasure = identified(erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).build()));
    UUID rectification = identified(correcting("anna2", "i5"));
    requests().execute(erasure, AS_WRITTEN);
    assertThat(said(ANNA).unused()).isTrue();

    requests().execute(rectification, AS_WRITTEN);
    assertThat(said(ANNA).unused()).isFalse();
  }

  @Test
  void restrictionAskedForMeanwhile_staysWhenTheOtherRequestIsDone() {
    UUID erasure = identified(erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).build()));
    Requests later = over(store.journal(), NOON.plusSeconds(60));
    UUID restriction = later.open(asking(Right.RESTRICTION)).id();
    later.identify(restriction, AS_WRITTEN, "signed in", "Officer One");
    later.execute(restriction, AS_WRITTEN);

    later.execute(erasure, AS_WRITTEN);
    assertThat(said(ANNA).restricted()).isTrue();
  }

  @Test
  void restrictionAskedForMeanwhile_staysWhenSeveralOtherRequestsAreDone() {
    UUID first = identified(correcting("anna2", "i5"));
    Requests later = over(store.journal(), NOON.plusSeconds(60));
    UUID restriction = later.open(asking(Right.RESTRICTION)).id();
    later.identify(restriction, AS_WRITTEN, "signed in", "Officer One");
    later.execute(restriction, AS_WRITTEN);
    Requests last = over(store.journal(), NOON.plusSeconds(120));
    UUID second = last.open(erasureOf(ANNA, Scope.builder().item(ItemId.of("i1")).build())).id();
    last.identify(second, AS_WRITTEN, "signed in", "Officer One");

    last.execute(first, AS_WRITTEN);
    last.execute(second, AS_WRITTEN);
    assertThat(said(ANNA).restricted()).isTrue();
  }

  @Test
  void restrictedByTheCustomerMeanwhile_staysSo() {
    UUID id = identified(correcting("anna2", "i5"));
    store.journal().stand(ANNA, said -> said.withRestricted(true), NOON);
    requests().execute(id, AS_WRITTEN);

    assertThat(said(ANNA)).isEqualTo(Standing.UNSAID.withRestricted(true));
  }

  @Test
  void liftedByTheCustomerMeanwhile_isUnusedUntilTheRequestIsDone() {
    store.journal().stand(ANNA, said -> said.withRestricted(true), NOON);
    UUID id = identified(correcting("anna2", "i5"));
    store.journal().stand(ANNA, said -> said.withRestricted(false), NOON);
    assertThat(said(ANNA).unused()).isTrue();

    requests().execute(id, AS_WRITTEN);
    assertThat(said(ANNA)).isEqualTo(Standing.UNSAID);
  }

  @Test
  void restrictedBefore_staysSo() {
    store.journal().stand(ANNA, said -> said.withRestricted(true), NOON);
    UUID id = identified(correcting("anna2", "i5"));
    requests().execute(id, AS_WRITTEN);

    assertThat(said(ANNA).restricted()).isTrue();
  }

  @Test
  void withdrawal_addsToWhatWasSaid() {
    store.journal().stand(ANNA, said -> said.withConsent(Purpose.TRAIN, false), NOON);
    Opening opening =
        new Opening(
            ANNA,
            Right.WITHDRAWAL,
            Set.of(Purpose.COLLECTIVE),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    requests().execute(identified(opening), AS_WRITTEN);

    assertThat(said(ANNA).withdrawn()).containsExactlyInAnyOrder(Purpose.TRAIN, Purpose.COLLECTIVE);
    assertThat(items(ANNA)).hasSize(2);
  }

  @Test
  void access_exports_andRestrictsNothing() {
    UUID id = identified(asking(Right.ACCESS));
    assertThat(said(ANNA).unused()).isFalse();
    requests().execute(id, AS_WRITTEN);

    assertThat(outside.exported).containsExactly(ANNA);
    assertThat(outside.certified).isEmpty();
  }

  @Test
  void unknownCustomer_isHandledLikeAnyOther_andLeavesNothing() {
    CustomerId nobody = CustomerId.of("nobody");
    UUID id = identified(referring(nobody, Right.ERASURE, "ticket 8"));
    Filed done = requests().execute(id, AS_WRITTEN);

    assertThat(done.request().stage()).isEqualTo(Stage.NOTIFIED);
    assertThat(outside.certified.get(0).events()).isZero();
    assertThat(store.journal().standings(List.of(nobody))).isEmpty();
  }

  @Test
  void forgottenCustomer_isForgottenAgain_withoutAnError() {
    store.journal().erase(ANNA, NOON);
    requests().execute(identified(asking(Right.ERASURE)), AS_WRITTEN);

    assertThat(outside.certified.get(0).events()).isZero();
    assertThat(said(ANNA)).isEqualTo(Standing.UNSAID);
  }

  @Test
  void recipients_areToldOneByOne_beforeItIsClosed() {
    Opening opening =
        new Opening(
            ANNA,
            Right.ERASURE,
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of("mail house", "carrier"));
    UUID id = identified(opening);
    requests().execute(id, AS_WRITTEN);
    assertThatThrownBy(() -> requests().close(id))
        .hasMessage("request: is certified, from which no way leads to closed");
    assertThatThrownBy(() -> requests().notified(id, "bank"))
        .hasMessage("recipient: \"bank\" is none of this request's");

    requests().notified(id, "carrier");
    assertThat(requests().notified(id, "mail house").request().stage()).isEqualTo(Stage.NOTIFIED);
    assertThat(requests().close(id).request().recipients())
        .allMatch(recipient -> recipient.told() != null);
  }

  @Test
  void whoChangesWhatTheyHaveNotSeen_isRefused() {
    Filed read = requests().open(asking(Right.ACCESS));
    requests().extend(read.id(), "many requests", "Eva Berg");

    assertThatThrownBy(
            () -> store.docket().change(read.entry(), RequestFormat.write(read.request())))
        .isInstanceOf(RicordoException.class)
        .hasMessageContaining("was changed by somebody else meanwhile");
  }

  @Test
  void requestOfAnotherTenant_isUnknown_andTouchesNobody() {
    UUID id = identified(asking(Right.ERASURE));
    Request before = requests().require(id).request();
    try (PostgresStore elsewhere = PostgresStore.open(pool, vault, "not " + tenant)) {
      elsewhere.journal().append(List.of(view(ANNA, 1)));
      Requests others = of(elsewhere);
      Optional<CustomerId> anna = Optional.of(ANNA);
      for (ThrowingCallable act :
          List.<ThrowingCallable>of(
              () -> others.require(id),
              () -> others.identify(id, anna, "signed in", "Officer One"),
              () -> others.extend(id, "many requests", "Eva Berg"),
              () -> others.refuse(id, anna, "abuse", "Eva Berg", "Jon Holm"),
              () -> others.preview(id, anna),
              () -> others.answers(id, anna, Progress.silent()),
              () -> others.execute(id, anna),
              () -> others.notice(id, "carrier"),
              () -> others.notified(id, "carrier"),
              () -> others.close(id))) {
        assertThatThrownBy(act)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("request: " + id + " is unknown");
      }
      assertThat(others.released(id)).isFalse();
      assertThat(others.all()).isEmpty();
      assertThat(elsewhere.journal().read(ANNA, 1)).hasSize(1);
      assertThat(elsewhere.journal().standing(ANNA)).isEqualTo(Standing.UNSAID);

      requests().execute(id, AS_WRITTEN);
      assertThat(elsewhere.journal().read(ANNA, 1)).as("of the same name").hasSize(1);
    }
    assertThat(before.stage()).isEqualTo(Stage.RESTRICTED);
    assertThat(decided).isEmpty();
  }

  private Requests of(PostgresStore elsewhere) {
    KeepingJournal journal = new KeepingJournal(elsewhere.journal(), Evidence.none());
    return new Requests(
        elsewhere.docket(),
        journal,
        new Execution(journal, Optional.empty(), outside),
        decided::add,
        Clock.fixed(NOON, ZoneOffset.UTC));
  }

  @Test
  void sameReferenceInAnotherTenant_isAnotherRequest() {
    UUID id = requests().open(referring(ANNA, Right.ACCESS, "ticket 1")).id();
    try (PostgresStore elsewhere = PostgresStore.open(pool, vault, "not " + tenant)) {
      Filed other = of(elsewhere).open(referring(BERT, Right.ERASURE, "ticket 1"));

      assertThat(other.id()).isNotEqualTo(id);
      assertThat(other.request().duplicateOf()).isNull();
    }
  }

  @Test
  void requestOfAnotherCustomer_isNotHandledUnderTheName() {
    UUID id = identified(asking(Right.ERASURE));

    assertThatThrownBy(() -> requests().execute(id, Optional.of(BERT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("customer: is not the one of this request");
    assertThat(items(ANNA)).hasSize(2);
    assertThat(items(BERT)).hasSize(1);
  }
}
