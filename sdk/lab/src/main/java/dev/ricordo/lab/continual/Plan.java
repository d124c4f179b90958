package dev.ricordo.lab.continual;

import dev.ricordo.event.EventKind;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.log.EventLogBuilder;
import dev.ricordo.lab.models.Recommender;
import java.util.ArrayList;
import java.util.List;

/** What a model is told and asked, in order. Immutable once built. */
final class Plan {

  /** Between two events of a customer always the same time passes, so that it tells nothing. */
  private static final long SECONDS_BETWEEN_EVENTS = 60;

  private final List<Turn> turns;

  private Plan(List<Turn> turns) {
    this.turns = List.copyOf(turns);
  }

  /** One event: what is asked before it, and then who learns it. */
  private record Turn(int event, List<Question> before, boolean shared) {}

  /** Says what to ask before a step of a journey. */
  interface Asking {
    List<Question> before(int index, Journey.Step step);
  }

  /** Collects customers, their events and what is asked. */
  static final class Builder {

    private final EventLogBuilder log;
    private final List<Turn> turns = new ArrayList<>();

    Builder(EventLogBuilder log) {
      this.log = log;
    }

    /** A new customer whose memory alone learns the journey. */
    int remember(Journey journey, Asking asking) {
      return add(journey, false, asking);
    }

    /** A new customer whose journey is also counted for everyone. */
    int learn(Journey journey) {
      return add(journey, true, (index, step) -> List.of());
    }

    /** A new customer whose events stand in the log; nobody is told them by the plan. */
    int[] apart(Journey journey) {
      int customer = log.customer();
      List<Journey.Step> steps = journey.steps();
      int[] events = new int[steps.size()];
      for (int i = 0; i < events.length; i++) {
        events[i] = event(customer, i, steps.get(i));
      }
      return events;
    }

    private int add(Journey journey, boolean shared, Asking asking) {
      int customer = log.customer();
      int index = 0;
      for (Journey.Step step : journey.steps()) {
        List<Question> questions = List.copyOf(asking.before(index, step));
        turns.add(new Turn(event(customer, index++, step), questions, shared));
      }
      return customer;
    }

    private int event(int customer, int index, Journey.Step step) {
      return log.event(
          customer, step.item(), EventKind.VIEW, SECONDS_BETWEEN_EVENTS * (index + 1L));
    }

    Plan build() {
      return new Plan(turns);
    }
  }

  /** Tells a model everything and gathers what the questions find. */
  void play(Recommender model, EventLog log, Findings findings, Progress.Bar bar) {
    double[] scores = new double[log.items()];
    long told = 0;
    for (Turn turn : turns) {
      if (!turn.before().isEmpty()) {
        findings.about(log.customer(turn.event()));
        model.score(log.customer(turn.event()), log.second(turn.event()), scores);
        turn.before().forEach(question -> question.judge(scores, findings));
      }
      if (turn.shared()) {
        model.learn(turn.event());
      } else {
        model.remember(turn.event());
      }
      bar.advance(++told);
    }
  }

  /** How many events it tells. */
  int size() {
    return turns.size();
  }
}
