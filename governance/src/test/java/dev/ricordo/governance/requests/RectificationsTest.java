package dev.ricordo.governance.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.base.RandomBases;
import dev.ricordo.consent.Purpose;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.EventKind;
import dev.ricordo.evidence.hold.Evidence;
import dev.ricordo.evidence.hold.KeepingJournal;
import dev.ricordo.governance.AnswersBeside;
import dev.ricordo.lab.Progress;
import dev.ricordo.spi.ForwardingJournal;
import dev.ricordo.spi.Journal;
import dev.ricordo.spi.JournalEntry;
import dev.ricordo.spi.Leaving;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Wrong events that are put right. */
final class RectificationsTest extends RequestsFixture {

  @Test
  void rectification_putsTheRightEventInPlaceOfTheWrongOne() {
    UUID id = identified(correcting("anna2", "i9"));
    requests().execute(id, AS_WRITTEN);

    assertThat(items(ANNA)).containsExactly("i1", "i9");
    Event right = store.journal().read(ANNA, 1).get(1).event();
    assertThat(right.kind()).isEqualTo(EventKind.VIEW);
    assertThat(right.at()).isEqualTo(view(ANNA, 2).at());
    assertThat(right.id()).isEqualTo(view(ANNA, 2).id());
  }

  @Test
  void rectificationOfThoseWhoAllowNothing_putsRightWhatIsKept_andAddsNothing() {
    store
        .journal()
        .stand(
            ANNA, said -> said.withConsent(Purpose.PERSONALISE, false).withRestricted(true), NOON);
    List<Long> positions = positions(ANNA);
    UUID id = identified(correcting("anna1", "i9"));
    requests().execute(id, AS_WRITTEN);

    assertThat(items(ANNA)).containsExactly("i9", "i2");
    assertThat(positions(ANNA)).isEqualTo(positions);
    assertThat(said(ANNA).withdrawn()).containsExactly(Purpose.PERSONALISE);
    assertThat(said(ANNA).restricted()).isTrue();
  }

  @Test
  void rectificationOfAnEventThatTheCustomerHasNot_isRefused_beforeAnythingIsDone() {
    for (String event : List.of("unheard-of", "bert3")) {
      UUID id = identified(correcting(event, "i9"));

      assertThatThrownBy(() -> requests().execute(id, AS_WRITTEN))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("correction.event: the customer has no such event");
      assertThat(requests().require(id).request().stage()).isEqualTo(Stage.RESTRICTED);
      requests().refuse(id, AS_WRITTEN, "no such event", "Eva Berg", "Jon Holm");
    }
    assertThat(items(ANNA)).containsExactly("i1", "i2");
    assertThat(items(BERT)).containsExactly("i3");
    assertThat(said(ANNA).unused()).isFalse();
  }

  private List<Long> positions(CustomerId customer) {
    return store.journal().read(customer, 1).stream().map(JournalEntry::position).toList();
  }

  @Test
  void storeThatPutsNothingRight_isFound() {
    UUID id = identified(correcting("anna2", "i9"));
    Journal idle =
        new ForwardingJournal(store.journal()) {
          @Override
          public boolean replace(Event right, Instant at, Consumer<Leaving> before) {
            return true;
          }
        };

    assertThatThrownBy(() -> over(idle, NOON).execute(id, AS_WRITTEN))
        .isInstanceOf(RicordoException.class)
        .hasMessageStartingWith("verify: events that were to go are there: 1");
    assertThat(said(ANNA).unused()).isTrue();
  }

  @Test
  void previewOfACorrection_showsTheAnswersOfAWorldThatWasAlwaysRight() {
    Base base = RandomBases.create(3, 12);
    KeepingJournal journal = new KeepingJournal(store.journal(), Evidence.none());
    Execution execution = new Execution(journal, Optional.of(base), outside);
    Requests previewing =
        new Requests(
            store.docket(), journal, execution, decided::add, Clock.fixed(NOON, ZoneOffset.UTC));
    UUID id = identified(correcting("anna2", "i9"));
    previewing.preview(id, AS_WRITTEN);
    AnswersBeside preview = previewing.answers(id, AS_WRITTEN, Progress.silent()).orElseThrow();
    assertThat(items(ANNA)).containsExactly("i1", "i2");
    assertThat(preview.now()).isNotEqualTo(preview.then()).hasSize(10);

    previewing.execute(id, AS_WRITTEN);
    UUID none = identified(correcting("anna2", "i9"));
    assertThat(previewing.answers(none, AS_WRITTEN, Progress.silent()).orElseThrow())
        .isEqualTo(new AnswersBeside(preview.then(), preview.then()));
    assertThat(previewing.preview(none, AS_WRITTEN).request().plan())
        .extracting(Request.Plan::events, Request.Plan::cells)
        .containsExactly(0L, 0L);
  }
}
