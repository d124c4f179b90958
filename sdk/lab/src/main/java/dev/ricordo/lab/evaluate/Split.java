package dev.ricordo.lab.evaluate;

import dev.ricordo.event.EventKind;
import dev.ricordo.lab.evaluate.Script.Action;
import dev.ricordo.lab.evaluate.Script.Candidates;
import dev.ricordo.lab.log.EventLog;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * An event log cut by a protocol.
 *
 * <p>Immutable and thread-safe.
 */
public final class Split {

  private static final double TRAINED_SHARE = 0.7;
  private static final double TOLD_SHARE = 0.8;
  private static final int FEWEST_EVENTS = 3;

  private final int[] training;
  private final Script validation;
  private final Script test;
  private final boolean[] trainedItems;
  private final Optional<Split> choosing;

  private Split(EventLog log, int[] training, Script validation, Script test) {
    this(log, training, validation, test, Optional.empty());
  }

  private Split(
      EventLog log, int[] training, Script validation, Script test, Optional<Split> choosing) {
    this.choosing = choosing;
    this.training = training;
    this.validation = validation;
    this.test = test;
    trainedItems = new boolean[log.items()];
    for (int event : training) {
      trainedItems[log.item(event)] = true;
    }
  }

  /**
   * Each customer's last event tests, the one before validates. At test everyone's training part is
   * known, and of the tested customer the validation event as well, as history. Customers with
   * fewer than three events are left out; so is a case whose item the customer has had before, for
   * it is none of the candidates.
   *
   * @param refit whether everyone's validation events are trained on and learned before the test
   */
  public static Split leaveOneOut(EventLog log, boolean refit) {
    int[][] histories = log.byCustomer(log.byTime());
    int[] training = parts(histories, refit ? 1 : 2);
    int[] told = parts(histories, 2);
    Script.Builder validation = new Script.Builder(Candidates.NOT_HAD).learn(told);
    Script.Builder test = new Script.Builder(Candidates.NOT_HAD).learn(training);
    for (int[] history : histories) {
      int n = history.length;
      if (n >= FEWEST_EVENTS) {
        ask(log, validation, history, n - 2);
        if (!refit) {
          test.add(Action.REMEMBER, history[n - 2]);
        }
        ask(log, test, history, n - 1);
      }
    }
    Optional<Split> choosing = refit ? Optional.of(leaveOneOut(log, false)) : Optional.empty();
    return new Split(log, training, validation.build(), test.build(), choosing);
  }

  /** All but the last events of each customer who has enough, in order of customers. */
  private static int[] parts(int[][] histories, int without) {
    return Arrays.stream(histories)
        .filter(history -> history.length >= FEWEST_EVENTS)
        .flatMapToInt(history -> Arrays.stream(history, 0, history.length - without))
        .toArray();
  }

  private static void ask(EventLog log, Script.Builder script, int[] history, int index) {
    int item = log.item(history[index]);
    boolean had = Arrays.stream(history, 0, index).anyMatch(event -> log.item(event) == item);
    if (!had && scored(log, history[index])) {
      script.add(Action.ASK, history[index]);
    }
  }

  /**
   * The base trains on the first 70 % of the events in time; the next 10 % choose epochs and
   * settings and are then learned; each event of the rest is first guessed, then learned.
   */
  public static Split prequential(EventLog log) {
    int[] order = log.byTime();
    int trained = (int) (order.length * TRAINED_SHARE);
    int told = (int) (order.length * TOLD_SHARE);
    int[] training = Arrays.copyOf(order, trained);
    Script validation = stream(log, training, Arrays.copyOfRange(order, trained, told));
    Script test =
        stream(log, Arrays.copyOf(order, told), Arrays.copyOfRange(order, told, order.length));
    return new Split(log, training, validation, test);
  }

  private static Script stream(EventLog log, int[] told, int[] asked) {
    Script.Builder script = new Script.Builder(Candidates.KNOWN).learn(told);
    for (int event : asked) {
      if (scored(log, event)) {
        script.add(Action.ASK, event);
      }
      script.add(Action.LEARN, event);
    }
    return script.build();
  }

  /**
   * Everything trains but each customer's last event, which validates among all items; nothing
   * tests. Of customers with one event, that one trains. The validation is a stream: a last event
   * is asked about when its time has come, knowing what came before it and no more, and is then
   * learned.
   */
  public static Split lastEvent(EventLog log) {
    int[] order = log.byTime();
    int[][] histories = log.byCustomer(order);
    int[] training =
        Arrays.stream(histories)
            .flatMapToInt(history -> Arrays.stream(history, 0, Math.max(history.length - 1, 1)))
            .toArray();
    Script.Builder validation = new Script.Builder(Candidates.ALL);
    for (int event : order) {
      int[] history = histories[log.customer(event)];
      boolean trained = history.length == 1 || event != history[history.length - 1];
      if (trained) {
        validation.add(Action.LEARN, event);
      } else if (scored(log, event)) {
        validation.add(Action.ASK, event).add(Action.LEARN, event);
      }
    }
    return new Split(log, training, validation.build(), new Script.Builder(Candidates.ALL).build());
  }

  /**
   * Customers apart: the first of them train, the next validate event by event among all items, and
   * of the others nothing is learned before the test, which is not part of the split.
   *
   * @param training how many customers train
   * @param validating how many validate
   */
  public static Split byCustomer(EventLog log, int training, int validating) {
    int[][] histories = log.byCustomer(log.byTime());
    int[] trained = Arrays.stream(histories).limit(training).flatMapToInt(Arrays::stream).toArray();
    Script.Builder validation = new Script.Builder(Candidates.ALL).learn(trained);
    Arrays.stream(histories)
        .skip(training)
        .limit(validating)
        .flatMapToInt(Arrays::stream)
        .forEach(event -> validation.add(Action.ASK, event).add(Action.REMEMBER, event));
    return new Split(log, trained, validation.build(), new Script.Builder(Candidates.ALL).build());
  }

  private static boolean scored(EventLog log, int event) {
    return log.kind(event) != EventKind.CANCEL && !log.guest(log.customer(event));
  }

  /** The split on whose validation nets are chosen: of a refit the one before it, else this one. */
  public Split choosing() {
    return choosing.orElse(this);
  }

  /** The events that nets train on; those of one customer in order. */
  public int[] training() {
    return training.clone();
  }

  /** Chooses epochs, mixes and settings. */
  public Script validation() {
    return validation;
  }

  public Script test() {
    return test;
  }

  /** Whether an event to train on names the item. */
  public boolean trained(int item) {
    return trainedItems[item];
  }

  /**
   * The validation of about so many cases: those of some customers, chosen by their number alone,
   * with everything else that is told to them.
   */
  public Script validationSample(EventLog log, int cases) {
    if (validation.asks() <= cases) {
      return validation;
    }
    Set<Integer> chosen = new HashSet<>();
    double share = cases / (double) validation.asks();
    for (int customer = 0; customer < log.customers(); customer++) {
      long hash = (customer + 1) * 0x9E3779B97F4A7C15L;
      if ((hash >>> 40) / (double) (1 << 24) < share) {
        chosen.add(customer);
      }
    }
    return validation.only(event -> chosen.contains(log.customer(event)));
  }
}
