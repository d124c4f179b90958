package dev.ricordo.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.consent.Purpose;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.EventId;
import dev.ricordo.panel.Panel;
import dev.ricordo.panel.PanelRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * What every journal's {@link Panels} must do. A store's test extends this class and says how to
 * open an empty journal.
 */
public abstract class PanelsContract extends JournalFixture {

  private static final PanelRules EVERYBODY = new PanelRules(false, 100);

  private Set<CustomerId> members(Panel panel) {
    Set<CustomerId> members = new HashSet<>();
    journal
        .panels()
        .forEachMember(
            panel.id(), member -> assertThat(members.add(member)).as("given once").isTrue());
    return members;
  }

  private Panel present(Panel panel) {
    return journal.panels().all().stream()
        .filter(one -> one.id().equals(panel.id()))
        .findFirst()
        .orElseThrow();
  }

  private void threeCustomers() {
    journal.append(List.of(event(ANNA, "1", 0), event(BERT, "2", 1), event(FIRST_VISIT, "3", 2)));
  }

  @Test
  void panel_isOfThoseWhoMayTrain_withWhatWasAcceptedSoFar() {
    threeCustomers();
    journal.stand(BERT, said -> said.withConsent(Purpose.TRAIN, false), NOON);
    journal.stand(ANNA, said -> said.withConsent(Purpose.TRAIN, true), NOON);
    long last = journal.read(FIRST_VISIT, 1).get(0).position();

    Panel panel = journal.panels().enrol(EVERYBODY, NOON);
    Panel granted = journal.panels().enrol(new PanelRules(true, 100), NOON.plusSeconds(1));
    Panel one = journal.panels().enrol(new PanelRules(false, 1), NOON.plusSeconds(2));
    journal.stand(FIRST_VISIT, said -> said.withRestricted(true), NOON);
    Panel afterwards = journal.panels().enrol(EVERYBODY, NOON.plusSeconds(3));

    assertThat(panel.members()).isEqualTo(2);
    assertThat(panel.lastPosition()).isGreaterThanOrEqualTo(last);
    assertThat(members(panel)).containsExactly(ANNA);
    assertThat(members(granted)).containsExactly(ANNA);
    assertThat(one.members()).isEqualTo(1);
    assertThat(members(afterwards)).containsExactly(ANNA);
    assertThat(journal.panels().all()).containsExactly(panel, granted, one, afterwards);
    assertThat(panel.debts()).isZero();
    assertThat(panel.owingSince()).isEmpty();
  }

  @Test
  void panel_owesToThoseOfWhomSomethingOfItIsForgotten() {
    threeCustomers();
    Panel panel = journal.panels().enrol(EVERYBODY, NOON);
    journal.append(List.of(event(BERT, "later", 9)));

    journal.erase(BERT, Set.of(EventId.of("later")), NOON.plusSeconds(10));
    assertThat(present(panel).debts()).as("it came after the panel").isZero();
    journal.erase(BERT, Set.of(EventId.of("2")), NOON.plusSeconds(20));
    journal.erase(ANNA, NOON.plusSeconds(30));
    journal.erase(ANNA, NOON.plusSeconds(40));
    journal.erase(SECOND_VISIT, NOON.plusSeconds(50));

    assertThat(present(panel).debts()).isEqualTo(2);
    assertThat(present(panel).owingSince()).contains(NOON.plusSeconds(20));
    assertThat(present(panel).due(Duration.ofDays(30)))
        .contains(NOON.plusSeconds(20).plus(Duration.ofDays(30)));
    assertThat(journal.panels().owing(ANNA)).containsExactly(present(panel));
    assertThat(journal.panels().owing(BERT)).containsExactly(present(panel));
    assertThat(journal.panels().owing(FIRST_VISIT)).isEmpty();
    assertThat(members(panel)).containsExactly(FIRST_VISIT);
    assertThat(journal.panels().holding(FIRST_VISIT)).containsExactly(present(panel));
    assertThat(journal.panels().holding(ANNA)).containsExactly(present(panel));
    assertThat(journal.panels().holding(SECOND_VISIT)).isEmpty();
  }

  @Test
  void memberOfWhomSomeIsForgotten_staysAMember() {
    threeCustomers();
    journal.append(List.of(event(ANNA, "more", 4)));
    journal.merge(FIRST_VISIT, ANNA, NOON);
    Panel panel = journal.panels().enrol(EVERYBODY, NOON);

    journal.erase(ANNA, Set.of(EventId.of("1")), NOON.plusSeconds(10));
    journal.erase(ANNA, Set.of(EventId.of("3")), NOON.plusSeconds(20));

    assertThat(present(panel).debts()).isEqualTo(1);
    assertThat(members(panel)).containsExactlyInAnyOrder(ANNA, BERT);
    assertThat(journal.panels().holding(FIRST_VISIT)).containsExactly(present(panel));
    assertThat(members(journal.panels().renew(panel.id(), EVERYBODY, NOON.plusSeconds(30))))
        .containsExactlyInAnyOrder(ANNA, BERT);
    journal.erase(ANNA, NOON.plusSeconds(40));
    assertThat(members(panel)).containsExactly(BERT);
  }

  @Test
  void panel_owesToThoseWhoLetTheirDataTrainNoMore() {
    threeCustomers();
    Panel panel = journal.panels().enrol(EVERYBODY, NOON);

    journal.stand(ANNA, said -> said.withConsent(Purpose.COLLECTIVE, false), NOON);
    journal.stand(ANNA, said -> said.withConsent(Purpose.TRAIN, true), NOON);
    assertThat(present(panel).debts()).isZero();
    journal.stand(ANNA, said -> said.withConsent(Purpose.TRAIN, false), NOON);

    assertThat(present(panel).debts()).isEqualTo(1);
    assertThat(journal.panels().owing(ANNA)).hasSize(1);
    assertThat(members(panel)).containsExactlyInAnyOrder(BERT, FIRST_VISIT);
    journal.stand(ANNA, said -> said.withConsent(Purpose.TRAIN, true), NOON);
    assertThat(members(panel)).contains(ANNA);
    assertThat(journal.panels().owing(ANNA)).as("what is owed stays so").hasSize(1);
  }

  @Test
  void whoeverWasOneWithAMember_isOwedToo() {
    threeCustomers();
    journal.merge(FIRST_VISIT, ANNA, NOON);
    Panel panel = journal.panels().enrol(EVERYBODY, NOON);
    assertThat(panel.members()).isEqualTo(2);
    journal.append(List.of(event(SECOND_VISIT, "4", 3)));
    journal.merge(SECOND_VISIT, BERT, NOON);
    journal.unmerge(FIRST_VISIT, NOON);
    journal.unmerge(SECOND_VISIT, NOON);
    assertThat(present(panel).debts()).isZero();
    assertThat(members(panel)).containsExactlyInAnyOrder(ANNA, BERT, FIRST_VISIT, SECOND_VISIT);

    journal.erase(FIRST_VISIT, NOON.plusSeconds(9));
    journal.erase(SECOND_VISIT, NOON.plusSeconds(9));
    assertThat(present(panel).debts()).isEqualTo(2);
    journal.append(List.of(event(FIRST_VISIT, "5", 60)));
    journal.merge(FIRST_VISIT, ANNA, NOON);
    journal.erase(FIRST_VISIT, NOON.plusSeconds(99));

    assertThat(present(panel).debts()).as("the same person again").isEqualTo(2);
    assertThat(journal.panels().owing(ANNA)).hasSize(1);
    assertThat(journal.panels().owing(BERT)).isEmpty();
  }

  @Test
  void renewedPanel_isOfThoseWhoAreLeft_upToTheSamePosition() {
    threeCustomers();
    Panel panel = journal.panels().enrol(EVERYBODY, NOON);
    journal.append(List.of(event(SECOND_VISIT, "new", 5), event(BERT, "4", 6)));
    journal.erase(ANNA, NOON.plusSeconds(7));

    Panel renewed = journal.panels().renew(panel.id(), EVERYBODY, NOON.plusSeconds(60));

    assertThat(members(renewed)).containsExactlyInAnyOrder(BERT, FIRST_VISIT);
    assertThat(renewed.members()).isEqualTo(2);
    assertThat(renewed.lastPosition()).isEqualTo(panel.lastPosition());
    assertThat(renewed.debts()).isZero();
    journal.erase(BERT, NOON.plusSeconds(70));
    assertThat(present(renewed).debts()).isEqualTo(1);
    assertThat(present(panel).debts()).isEqualTo(2);
  }

  @Test
  void panelRenewedByStricterRules_isWithoutWhoNeverSpoke() {
    threeCustomers();
    journal.stand(BERT, said -> said.withConsent(Purpose.TRAIN, true), NOON);
    Panel panel = journal.panels().enrol(EVERYBODY, NOON);
    PanelRules granted = new PanelRules(true, 100);

    Panel renewed = journal.panels().renew(panel.id(), granted, NOON.plusSeconds(60));

    assertThat(renewed.rules()).isEqualTo(granted);
    assertThat(members(renewed)).containsExactly(BERT);
    assertThat(members(panel)).containsExactlyInAnyOrder(ANNA, BERT, FIRST_VISIT);
  }

  @Test
  void panelRenewedByLaxerRules_keepsItsOwn() {
    threeCustomers();
    journal.stand(BERT, said -> said.withConsent(Purpose.TRAIN, true), NOON);
    journal.merge(FIRST_VISIT, BERT, NOON);
    PanelRules granted = new PanelRules(true, 1);
    Panel panel = journal.panels().enrol(granted, NOON);
    journal.unmerge(FIRST_VISIT, NOON.plusSeconds(5));

    Panel renewed = journal.panels().renew(panel.id(), EVERYBODY, NOON.plusSeconds(60));

    assertThat(renewed.rules()).isEqualTo(granted);
    assertThat(members(renewed)).containsExactly(BERT);
  }

  @Test
  void retiredPanel_owesNothing_andLetsItsMembersGo() {
    threeCustomers();
    Panels panels = journal.panels();
    Panel panel = panels.enrol(EVERYBODY, NOON);
    String base = "0a".repeat(32);
    panels.trained(panel.id(), base);
    panels.trained(panel.id(), base);
    journal.erase(ANNA, NOON.plusSeconds(7));
    assertThat(present(panel).base()).contains(base);
    assertThatThrownBy(() -> panels.trained(panel.id(), "0b".repeat(32)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("panel: another base was trained on " + panel.id());

    panels.retire(panel.id(), NOON.plusSeconds(80));
    panels.retire(panel.id(), NOON.plusSeconds(90));
    journal.erase(BERT, NOON.plusSeconds(99));

    assertThat(present(panel).retiredAt()).contains(NOON.plusSeconds(80));
    assertThat(present(panel).debts()).isZero();
    assertThat(panels.owing(ANNA)).isEmpty();
    assertThat(members(panel)).isEmpty();
    assertThatThrownBy(() -> panels.renew(panel.id(), EVERYBODY, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("panel: " + panel.id() + " is retired");
  }

  @Test
  void unknownPanel_isRefused() {
    UUID unknown = new UUID(1, 2);
    Panels panels = journal.panels();
    for (Runnable call :
        List.<Runnable>of(
            () -> panels.renew(unknown, EVERYBODY, NOON),
            () -> panels.trained(unknown, "00".repeat(32)),
            () -> panels.retire(unknown, NOON),
            () -> panels.forEachMember(unknown, member -> {}))) {
      assertThatThrownBy(call::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("panel: there is no " + unknown);
    }
  }

  @Test
  void whoeverIsErasedWhileAPanelIsPutTogether_isNotInIt_orIsOwed() throws Exception {
    for (int round = 0; round < 20; round++) {
      CustomerId visitor = CustomerId.of("visitor " + round);
      CustomerId known = CustomerId.of("known " + round);
      journal.append(List.of(event(visitor, "v" + round, round), event(known, "k" + round, round)));
      List<Panel> panels = new ArrayList<>();
      together(
          List.<Callable<Boolean>>of(
              () -> panels.add(journal.panels().enrol(EVERYBODY, NOON)),
              () -> journal.merge(visitor, known, NOON),
              () -> journal.erase(visitor, NOON.plusSeconds(99)) >= 0));
      assertThat(members(panels.get(0))).doesNotContain(visitor);
      journal.erase(known, NOON.plusSeconds(99));
      boolean taken = panels.get(0).members() > 0;
      boolean owed =
          !journal.panels().owing(known).isEmpty() || !journal.panels().owing(visitor).isEmpty();
      assertThat(owed).as("owed, of a panel of " + panels.get(0).members()).isEqualTo(taken);
    }
  }
}
