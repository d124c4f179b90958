package dev.ricordo.lab.evaluate;

import dev.ricordo.lab.Progress;
import dev.ricordo.lab.log.EventLog;
import java.util.Arrays;

/** Plays a script to a respondent and keeps track of the candidates. Not thread-safe. */
public final class Examiner {

  private final EventLog log;
  private final Script script;
  private final boolean[] allowed;
  private final int[][] had;
  private final int[] hadSize;

  private Examiner(EventLog log, Script script) {
    this.log = log;
    this.script = script;
    allowed = new boolean[log.items()];
    Arrays.fill(allowed, script.candidates() != Script.Candidates.KNOWN);
    had = new int[log.customers()][];
    hadSize = new int[log.customers()];
  }

  /** Plays a script from its first step to its last. */
  public static void play(EventLog log, Script script, Respondent respondent, Progress.Bar bar) {
    new Examiner(log, script).play(respondent, bar);
  }

  private void play(Respondent respondent, Progress.Bar bar) {
    for (int step = 0; step < script.size(); step++) {
      int event = script.event(step);
      switch (script.action(step)) {
        case LEARN -> {
          tell(event);
          respondent.learn(event);
        }
        case REMEMBER -> {
          tell(event);
          respondent.remember(event);
        }
        case ASK -> ask(event, respondent);
      }
      bar.advance(step + 1L);
    }
  }

  private void tell(int event) {
    int item = log.item(event);
    switch (script.candidates()) {
      case KNOWN -> allowed[item] = true;
      case NOT_HAD -> remember(log.customer(event), item);
      case ALL -> {}
    }
  }

  private void remember(int customer, int item) {
    int[] items = had[customer];
    if (items == null) {
      items = new int[8];
    } else if (hadSize[customer] == items.length) {
      items = Arrays.copyOf(items, items.length * 2);
    }
    items[hadSize[customer]++] = item;
    had[customer] = items;
  }

  private void ask(int event, Respondent respondent) {
    int customer = log.customer(event);
    allow(customer, false);
    respondent.ask(event, allowed);
    allow(customer, true);
  }

  private void allow(int customer, boolean value) {
    for (int i = 0; i < hadSize[customer]; i++) {
      allowed[had[customer][i]] = value;
    }
  }
}
