package dev.ricordo.lab.evaluate;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What happens to a model, in order: events to learn, events to remember as history only, and
 * events whose item is to be guessed first.
 *
 * <p>Immutable and thread-safe.
 */
public final class Script {

  /** One step of a script. */
  enum Action {
    /** The customer's memory and what customers share may learn the event. */
    LEARN,
    /** The customer's memory alone may learn it. */
    REMEMBER,
    /** The event's item is to be ranked; the event itself is not told. */
    ASK
  }

  /** Which items are ranked. */
  public enum Candidates {
    /** All items of the catalogue that the customer has not had. */
    NOT_HAD,
    /** All items that any event told so far has named; repeats allowed. */
    KNOWN,
    /** All items of the catalogue. */
    ALL
  }

  private final Candidates candidates;
  private final Action[] actions;
  private final int[] events;
  private final int asks;

  private Script(Candidates candidates, Action[] actions, int[] events) {
    this.candidates = candidates;
    this.actions = actions;
    this.events = events;
    this.asks = (int) Arrays.stream(actions).filter(action -> action == Action.ASK).count();
  }

  /** Collects the steps of a script. */
  static final class Builder {

    private final Candidates candidates;
    private Action[] actions = new Action[1024];
    private int[] events = new int[1024];
    private int size;

    Builder(Candidates candidates) {
      this.candidates = candidates;
    }

    Builder add(Action action, int event) {
      if (size == events.length) {
        actions = Arrays.copyOf(actions, size * 2);
        events = Arrays.copyOf(events, size * 2);
      }
      actions[size] = action;
      events[size++] = event;
      return this;
    }

    Builder learn(int[] learned) {
      for (int event : learned) {
        add(Action.LEARN, event);
      }
      return this;
    }

    Script build() {
      return new Script(candidates, Arrays.copyOf(actions, size), Arrays.copyOf(events, size));
    }
  }

  public Candidates candidates() {
    return candidates;
  }

  /** How many steps it has. */
  public int size() {
    return events.length;
  }

  /** How many items are to be guessed. */
  public int asks() {
    return asks;
  }

  /** The events whose items are to be guessed, in order. */
  public int[] asked() {
    return IntStream.range(0, events.length)
        .filter(step -> actions[step] == Action.ASK)
        .map(step -> events[step])
        .toArray();
  }

  Action action(int step) {
    return actions[step];
  }

  int event(int step) {
    return events[step];
  }

  /**
   * How many events are learned before each quarter of the test: of the events learned from the
   * first question on, the first quarter, the second and so on.
   *
   * @return four numbers, ascending
   */
  public int[] quarters() {
    int before = 0;
    int learned = 0;
    boolean asked = false;
    for (Action action : actions) {
      asked |= action == Action.ASK;
      learned += action == Action.LEARN ? 1 : 0;
      before += action == Action.LEARN && !asked ? 1 : 0;
    }
    int[] quarters = new int[4];
    for (int quarter = 0; quarter < quarters.length; quarter++) {
      quarters[quarter] = before + (int) ((learned - before) * (long) quarter / quarters.length);
    }
    return quarters;
  }

  /** The same events told, but of the questions only about so many, evenly spread. */
  public Script thinned(int cases) {
    Builder builder = new Builder(candidates);
    long asked = 0;
    for (int step = 0; step < events.length; step++) {
      boolean ask = actions[step] == Action.ASK;
      if (!ask || asks <= cases || asked * cases / asks != (asked + 1) * cases / asks) {
        builder.add(actions[step], events[step]);
      }
      asked += ask ? 1 : 0;
    }
    return builder.build();
  }

  /** The steps whose event passes a test. */
  public Script only(IntPredicate test) {
    Builder builder = new Builder(candidates);
    for (int step = 0; step < events.length; step++) {
      if (test.test(events[step])) {
        builder.add(actions[step], events[step]);
      }
    }
    return builder.build();
  }
}
