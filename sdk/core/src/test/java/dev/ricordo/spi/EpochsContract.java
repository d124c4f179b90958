package dev.ricordo.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.consent.Purpose;
import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.EpochFigures;
import dev.ricordo.consolidation.Finding;
import dev.ricordo.consolidation.GateRules;
import dev.ricordo.consolidation.Policy;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.consolidation.Vote;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What every journal's {@link Epochs} must do. A store's test extends this class and says how to
 * open an empty journal.
 */
public abstract class EpochsContract extends JournalFixture {

  @Test
  void epochs_endAtWhatWasAccepted_andKeepWhatWasDecided() {
    Epochs epochs = journal.epochs();
    assertThat(epochs.close(NOON)).isEmpty();
    journal.append(List.of(event(ANNA, "1", 0), event(BERT, "2", 1)));
    Epoch first = epochs.close(NOON).orElseThrow();
    journal.append(List.of(event(ANNA, "3", 2)));
    Epoch second = epochs.close(NOON.plusSeconds(60)).orElseThrow();
    assertThat(epochs.close(NOON)).isEmpty();

    assertThat(epochs.all()).containsExactly(first, second);
    assertThat(first.verdict()).isEqualTo(Verdict.PENDING);
    assertThat(second.firstPosition()).isEqualTo(first.lastPosition() + 1);
    List<Boolean> inFirst =
        journal.read(ANNA, 1).stream().map(entry -> first.holds(entry.position())).toList();
    assertThat(inFirst).containsExactly(true, false);
    assertThat(contributors(first)).containsExactlyInAnyOrder(ANNA, BERT);
    assertThat(contributors(second)).containsExactly(ANNA);

    EpochFigures figures =
        new EpochFigures(
            2,
            2,
            1,
            0,
            0,
            2,
            new TreeMap<>(Map.of("a|b", 2L)),
            new TreeMap<>(),
            List.of(4L, 1L),
            3,
            1,
            "00ff");
    Epoch decided =
        first
            .examined(figures, List.of(new Finding("contributors", false, 2, 20, "customers")))
            .decided(Verdict.HELD)
            .voted(List.of(new Vote(Verdict.PROMOTED, "ann", NOON)));
    epochs.update(first, decided);
    assertThat(epochs.all()).containsExactly(decided, second);
    assertThatThrownBy(() -> epochs.update(first, Epoch.closed(9, 1, 2, NOON)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("epoch: there is none numbered 9");
  }

  @Test
  void rules_arePutOnce_andChangedOnlyByWhoKnowsThem() {
    Epochs epochs = journal.epochs();
    ConsolidationRules rules =
        ConsolidationRules.DEFAULT
            .withPolicy(Policy.EPOCH)
            .withApprovals(2)
            .withGates(GateRules.DEFAULT.with("floodEvents", Long.MAX_VALUE).with("panel", 7));
    assertThat(epochs.rules()).isEmpty();
    assertThat(epochs.putRules(Optional.empty(), rules)).isTrue();
    assertThat(epochs.rules()).contains(rules);

    assertThat(epochs.putRules(Optional.empty(), ConsolidationRules.DEFAULT)).isFalse();
    ConsolidationRules next = rules.withApprovals(3);
    assertThat(epochs.putRules(Optional.of(next), ConsolidationRules.DEFAULT)).isFalse();
    assertThat(epochs.putRules(Optional.of(rules), next)).isTrue();
    assertThat(epochs.rules()).contains(next);
  }

  @Test
  void otherRules_haveEveryEpochExaminedAgain_andTheFirstOnesNone() {
    journal.append(List.of(event(ANNA, "1", 0)));
    journal.epochs().close(NOON);
    journal.append(List.of(event(BERT, "2", 1)));
    journal.epochs().close(NOON);
    Optional<ConsolidationRules> first = Optional.of(ConsolidationRules.DEFAULT);
    journal.epochs().putRules(Optional.empty(), ConsolidationRules.DEFAULT);
    assertThat(changes()).containsExactly(1L, 1L);

    journal.epochs().putRules(first, ConsolidationRules.DEFAULT.withApprovals(1));
    assertThat(changes()).containsExactly(2L, 2L);
    journal.epochs().putRules(first, ConsolidationRules.DEFAULT);
    assertThat(changes()).containsExactly(2L, 2L);
  }

  @Test
  void epochs_countWhateverChangesWhatIsInThem() {
    journal.append(List.of(event(FIRST_VISIT, "1", 0), event(BERT, "2", 1)));
    journal.epochs().close(NOON);
    journal.append(List.of(event(ANNA, "3", 2), event(BERT, "4", 3)));
    journal.epochs().close(NOON);
    assertThat(changes()).containsExactly(1L, 1L);

    journal.merge(FIRST_VISIT, ANNA, NOON);
    assertThat(changes()).containsExactly(2L, 2L);
    journal.unmerge(FIRST_VISIT, NOON);
    assertThat(changes()).containsExactly(3L, 3L);
    journal.stand(ANNA, said -> said.withConsent(Purpose.COLLECTIVE, false), NOON);
    assertThat(changes()).containsExactly(3L, 4L);
    journal.stand(ANNA, said -> said.withConsent(Purpose.TRAIN, false), NOON);
    assertThat(changes()).containsExactly(3L, 5L);
    journal.stand(ANNA, said -> said.withRestricted(true), NOON);
    journal.erase(BERT, Set.of(EventId.of("nothing")), NOON);
    assertThat(changes()).containsExactly(3L, 5L);
    journal.erase(BERT, Set.of(EventId.of("4")), NOON);
    assertThat(changes()).containsExactly(4L, 6L);
    journal.erase(FIRST_VISIT, NOON.plusSeconds(9));
    assertThat(changes()).containsExactly(5L, 6L);
  }

  @Test
  void merge_isOneChangeOfAnEpochThatBothHaveEventsIn() {
    journal.append(List.of(event(FIRST_VISIT, "1", 0), event(ANNA, "2", 1)));
    journal.epochs().close(NOON);
    journal.merge(FIRST_VISIT, ANNA, NOON);
    assertThat(changes()).containsExactly(2L);
  }

  @Test
  void epoch_thatChangesWhileItIsExamined_staysStale() {
    journal.append(List.of(event(ANNA, "1", 0), event(BERT, "2", 1)));
    Epoch before = journal.epochs().close(NOON).orElseThrow();
    journal.erase(BERT, NOON.plusSeconds(9));
    assertThat(journal.epochs().update(before, examined(before))).isTrue();
    Epoch after = journal.epochs().all().get(0);
    assertThat(after.figures()).isEqualTo(examined(before).figures());
    assertThat(after.stale()).isTrue();
  }

  @Test
  void epoch_isPromotedOnlyAsItWasExamined() {
    journal.append(List.of(event(ANNA, "1", 0), event(BERT, "2", 1)));
    Epoch closed = journal.epochs().close(NOON).orElseThrow();
    journal.append(List.of(event(ANNA, "3", 2)));
    journal.epochs().close(NOON);
    Epoch before = examined(closed);
    journal.erase(BERT, NOON.plusSeconds(9));

    assertThat(journal.epochs().update(closed, before.decided(Verdict.PROMOTED))).isFalse();
    assertThat(journal.epochs().all().get(0).verdict()).isEqualTo(Verdict.PENDING);
    assertThat(journal.epochs().all().get(0).figures()).isEmpty();
    assertThat(journal.epochs().update(closed, before.decided(Verdict.HELD))).isTrue();

    Epoch second = journal.epochs().all().get(1);
    Epoch later = examined(second).decided(Verdict.PROMOTED);
    assertThat(journal.epochs().update(second, later))
        .as("judged by one that has changed")
        .isFalse();

    Epoch first = journal.epochs().all().get(0);
    Epoch now = examined(first).decided(Verdict.PROMOTED);
    assertThat(journal.epochs().stale()).isTrue();
    assertThat(journal.epochs().update(first, now)).isTrue();
    assertThat(journal.epochs().update(second, later)).isTrue();
    assertThat(journal.epochs().stale()).isFalse();
  }

  @Test
  void promotedEpoch_thatChanges_isKeptWithWhatIsSaidOfIt() {
    journal.append(List.of(event(ANNA, "1", 0), event(BERT, "2", 1)));
    Epoch closed = journal.epochs().close(NOON).orElseThrow();
    Epoch promoted = examined(closed).decided(Verdict.PROMOTED);
    journal.epochs().update(closed, promoted);
    journal.erase(BERT, NOON.plusSeconds(9));

    Vote against = new Vote(Verdict.REJECTED, "ann", NOON);
    assertThat(journal.epochs().update(promoted, promoted.voted(List.of(against)))).isTrue();
    assertThat(journal.epochs().all().get(0).votes()).containsExactly(against);
    assertThat(journal.epochs().all().get(0).stale()).isTrue();
  }

  @Test
  void decisionOrVote_thatAnotherDidNotKnowOf_isNotOverwritten() {
    journal.append(List.of(event(ANNA, "1", 0)));
    Epoch closed = journal.epochs().close(NOON).orElseThrow();
    Vote against = new Vote(Verdict.REJECTED, "ann", NOON);
    Epoch voted = closed.voted(List.of(against));
    assertThat(journal.epochs().update(closed, voted)).isTrue();
    assertThat(journal.epochs().update(closed, examined(closed))).as("a vote").isFalse();

    Epoch rejected = voted.decided(Verdict.REJECTED, List.of(against));
    assertThat(journal.epochs().update(voted, rejected)).isTrue();
    Epoch promoted = examined(voted).decided(Verdict.PROMOTED);
    assertThat(journal.epochs().update(voted, promoted)).as("a verdict").isFalse();
    assertThat(journal.epochs().all()).containsExactly(rejected);
    assertThat(journal.epochs().update(rejected, examined(rejected))).isTrue();
  }

  private static Epoch examined(Epoch epoch) {
    EpochFigures figures =
        new EpochFigures(2, 2, 1, 0, 0, 0, new TreeMap<>(), new TreeMap<>(), List.of(), 0, 0, "");
    return epoch.examined(figures, List.of());
  }

  private List<Long> changes() {
    return journal.epochs().all().stream().map(Epoch::changes).toList();
  }

  @Test
  void contributors_areOwners_andGoWithTheirEvents() {
    journal.append(List.of(event(FIRST_VISIT, "1", 0), event(BERT, "2", 1)));
    Epoch epoch = journal.epochs().close(NOON).orElseThrow();
    journal.merge(FIRST_VISIT, ANNA, NOON);
    assertThat(contributors(epoch)).containsExactlyInAnyOrder(ANNA, BERT);
    journal.erase(BERT, NOON.plusSeconds(9));
    assertThat(contributors(epoch)).containsExactly(ANNA);
  }

  private List<CustomerId> contributors(Epoch epoch) {
    List<CustomerId> customers = new ArrayList<>();
    journal.epochs().forEachContributor(epoch, customers::add);
    return customers;
  }
}
