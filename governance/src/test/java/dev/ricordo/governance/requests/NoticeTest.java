package dev.ricordo.governance.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.Scope;
import dev.ricordo.event.EventId;
import dev.ricordo.event.ItemId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class NoticeTest extends RequestsFixture {

  @Test
  void notice_saysWhatIsToBeDone_byReferenceAndDeadline_andNamesNoCustomer() {
    UUID all = identified(telling(erasureOf(BERT, Scope.builder().item(ItemId.of("i3")).build())));
    assertThatThrownBy(() -> requests().notice(all, "carrier"))
        .hasMessage("notify: the request is restricted, not certified");
    requests().execute(all, AS_WRITTEN);

    assertThat(requests().notice(all, "carrier"))
        .isEqualTo(
            """
            To: carrier
            Reference: %s
            Asked for on: 2026-03-01
            To be done by: 2026-04-01

            We gave you data of a person who has asked us for the erasure of some data.
            We have done so. Erase what you have from us of the following:
              items: i3
            Do the same with copies and backups, and tell those whom you gave the data to.
            Which person it is, we tell you apart from this text, under the reference.
            Answer with the reference when it is done, or why it cannot be.
            """
                .formatted(all));
    assertThatThrownBy(() -> requests().notice(all, "bank"))
        .hasMessage("recipient: \"bank\" is none of this request's");
  }

  @Test
  void noticeOfARectification_saysWhatIsRight() {
    UUID id = identified(telling(correcting("anna2", "i9")));
    requests().execute(id, AS_WRITTEN);

    assertThat(requests().notice(id, "carrier"))
        .contains(
            "Put right what you have from us of the following:",
            "  event: 1, told apart\n",
            "  right item: i9\n")
        .doesNotContain("anna2");
  }

  @Test
  void noticeOfSomeEvents_countsWhatMayNameAPerson() {
    Scope scope =
        Scope.builder()
            .event(EventId.of("anna2"))
            .channel("anna-mail")
            .campaign("for-anna")
            .campaign("for-her")
            .build();
    UUID id = identified(telling(erasureOf(ANNA, scope)));
    requests().execute(id, AS_WRITTEN);

    assertThat(requests().notice(id, "carrier"))
        .contains(
            "  events: 1, told apart\n",
            "  channels: 1, told apart\n",
            "  campaigns: 2, told apart\n")
        .doesNotContain("anna", "for-her");
  }

  @Test
  void noticeOfAWholeErasure_namesNothingButTheReference() {
    UUID id = identified(telling(asking(Right.ERASURE)));
    requests().execute(id, AS_WRITTEN);

    assertThat(requests().notice(id, "carrier"))
        .contains(id.toString(), "Erase all that you have from us of this person.")
        .doesNotContain("anna");
  }
}
