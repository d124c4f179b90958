package dev.ricordo.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.event.EventKind;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.SyntheticLog;
import dev.ricordo.lab.log.EventLog;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitTest {

  @TempDir Path folder;
  private EventLog log;

  @BeforeEach
  void makeLog() {
    log = SyntheticLog.log(folder, 60, 11);
  }

  @Test
  void leaveOneOut_tellsNobodyWhatOthersDidLast() {
    int[][] histories = log.byCustomer(log.byTime());
    Split split = Split.leaveOneOut(log, false);
    Told told = play(split.test());
    for (int[] history : histories) {
      assertThat(told.learned).doesNotContain(last(history, 1), last(history, 2));
      assertThat(told.remembered).doesNotContain(last(history, 1));
    }
    assertThat(told.asked).isNotEmpty();
    assertThat(told.learned).containsAll(asSet(split.training()));
    for (int event : told.asked) {
      int[] history = histories[log.customer(event)];
      assertThat(event).isEqualTo(last(history, 1));
    }
  }

  @Test
  void leaveOneOut_validatesWithTheTrainingPartOnly() {
    int[][] histories = log.byCustomer(log.byTime());
    Told told = play(Split.leaveOneOut(log, false).validation());
    assertThat(told.remembered).isEmpty();
    for (int event : told.asked) {
      assertThat(event).isEqualTo(last(histories[log.customer(event)], 2));
      assertThat(told.learned).doesNotContain(event, last(histories[log.customer(event)], 1));
    }
  }

  @Test
  void refit_learnsEverybodysValidationEvents() {
    int[][] histories = log.byCustomer(log.byTime());
    Told told = play(Split.leaveOneOut(log, true).test());
    for (int event : told.asked) {
      assertThat(told.learned).contains(last(histories[log.customer(event)], 2));
      assertThat(told.learned).doesNotContain(event);
    }
  }

  @Test
  void prequential_asksBeforeItTells() {
    Split split = Split.prequential(log);
    int[] order = log.byTime();
    int told = (int) (order.length * 0.8);
    assertThat(split.training()).hasSize((int) (order.length * 0.7));
    Examiner.play(
        log,
        split.test(),
        new Respondent() {
          private int next;

          @Override
          public void learn(int event) {
            assertThat(event).isEqualTo(order[next++]);
          }

          @Override
          public void remember(int event) {
            throw new AssertionError("a stream tells everything to everyone");
          }

          @Override
          public void ask(int event, boolean[] allowed) {
            assertThat(next).isGreaterThanOrEqualTo(told);
            assertThat(event).isEqualTo(order[next]);
          }
        },
        Progress.silent().start("test", 0));
  }

  @Test
  void quarters_cutTheEventsLearnedInTheTestEvenly() {
    int[] quarters = Split.prequential(log).test().quarters();
    int first = quarters[0];
    double quarter = (log.size() - first) / 4.0;
    assertThat(first).isBetween((int) (log.size() * 0.8), (int) (log.size() * 0.8) + 5);
    for (int i = 1; i < 4; i++) {
      assertThat(quarters[i]).isEqualTo((int) (first + i * quarter));
    }
  }

  @Test
  void choosingSplitOfARefit_knowsNoValidationEventInTraining() {
    Split refit = Split.leaveOneOut(log, true);
    Split plain = Split.leaveOneOut(log, false);
    assertThat(refit.choosing().training()).isEqualTo(plain.training());
    assertThat(plain.choosing()).isSameAs(plain);
  }

  @Test
  void guestsAndCancellations_areNeverAskedFor() {
    for (Split split : new Split[] {Split.leaveOneOut(log, false), Split.prequential(log)}) {
      for (int event : play(split.test()).asked) {
        assertThat(log.kind(event)).isNotEqualTo(EventKind.CANCEL);
        assertThat(log.guest(log.customer(event))).isFalse();
      }
    }
  }

  @Test
  void leaveOneOut_ranksWhatTheCustomerHasNotHad() {
    int[][] histories = log.byCustomer(log.byTime());
    Script script = Split.leaveOneOut(log, false).test();
    assertThat(script.asks()).isPositive();
    play(
        script,
        (event, allowed) -> {
          int[] history = histories[log.customer(event)];
          Set<Integer> had = new HashSet<>();
          Arrays.stream(history, 0, history.length - 1).forEach(e -> had.add(log.item(e)));
          for (int item = 0; item < log.items(); item++) {
            assertThat(allowed[item]).isEqualTo(!had.contains(item));
          }
        });
  }

  @Test
  void prequential_ranksWhatIsKnownSoFar() {
    Set<Integer> known = new HashSet<>();
    Script script = Split.prequential(log).test();
    Examiner.play(
        log,
        script,
        new Respondent() {
          @Override
          public void learn(int event) {
            known.add(log.item(event));
          }

          @Override
          public void remember(int event) {}

          @Override
          public void ask(int event, boolean[] allowed) {
            for (int item = 0; item < log.items(); item++) {
              assertThat(allowed[item]).isEqualTo(known.contains(item));
            }
          }
        },
        Progress.silent().start("test", 0));
  }

  @Test
  void lastEvent_trainsOnAllButTheLast() {
    int[] expected =
        Arrays.stream(log.byCustomer(log.byTime()))
            .flatMapToInt(history -> Arrays.stream(history, 0, Math.max(1, history.length - 1)))
            .toArray();
    assertThat(Split.lastEvent(log).training()).containsExactly(expected);
  }

  @Test
  void lastEvent_asksInTheOrderOfTime() {
    int[] order = log.byTime();
    int[] places = new int[log.size()];
    for (int place = 0; place < order.length; place++) {
      places[order[place]] = place;
    }
    int[][] histories = log.byCustomer(order);
    Script script = Split.lastEvent(log).validation();
    int[] latest = {-1};
    Told told =
        play(
            script,
            event -> {
              assertThat(places[event]).isGreaterThan(latest[0]);
              latest[0] = places[event];
            },
            (event, allowed) -> {
              assertThat(places[event]).isGreaterThan(latest[0]);
              assertThat(event).isEqualTo(last(histories[log.customer(event)], 1));
              assertThat(allowed).doesNotContain(false);
            });
    assertThat(told.asked).hasSizeGreaterThan(20);
    assertThat(told.learned).containsAll(told.asked);
    assertThat(told.learned).containsAll(asSet(Split.lastEvent(log).training()));
  }

  @Test
  void lastEvent_sampled_tellsTheChosenCustomersHistoriesBeforeItAsks() {
    Split split = Split.lastEvent(log);
    Told told = play(split.validationSample(log, 15));
    assertThat(told.asked).hasSizeBetween(1, split.validation().asks() - 1);
    int[][] histories = log.byCustomer(log.byTime());
    for (int event : told.asked) {
      assertThat(told.learned).containsAll(asSet(histories[log.customer(event)]));
    }
  }

  @Test
  void thinnedScript_tellsEverythingAndAsksLess() {
    Script script = Split.prequential(log).test();
    Script thinned = script.thinned(20);
    assertThat(thinned.asks()).isEqualTo(20);
    assertThat(play(thinned).learned).isEqualTo(play(script).learned);
  }

  /** What a script told and asked. */
  private static final class Told {
    final Set<Integer> learned = new HashSet<>();
    final Set<Integer> remembered = new HashSet<>();
    final Set<Integer> asked = new HashSet<>();
  }

  private interface Question {
    void ask(int event, boolean[] allowed);
  }

  private Told play(Script script) {
    return play(script, (event, allowed) -> {});
  }

  private Told play(Script script, Question question) {
    return play(script, event -> {}, question);
  }

  private Told play(Script script, IntConsumer lesson, Question question) {
    Told told = new Told();
    Respondent respondent =
        new Respondent() {
          @Override
          public void learn(int event) {
            lesson.accept(event);
            told.learned.add(event);
          }

          @Override
          public void remember(int event) {
            told.remembered.add(event);
          }

          @Override
          public void ask(int event, boolean[] allowed) {
            told.asked.add(event);
            question.ask(event, allowed);
          }
        };
    Examiner.play(log, script, respondent, Progress.silent().start("test", 0));
    return told;
  }

  private static int last(int[] history, int fromEnd) {
    return history[history.length - fromEnd];
  }

  private static Set<Integer> asSet(int[] events) {
    Set<Integer> set = new HashSet<>();
    Arrays.stream(events).forEach(set::add);
    return set;
  }
}
