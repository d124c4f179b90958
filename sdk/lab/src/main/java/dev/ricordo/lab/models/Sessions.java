package dev.ricordo.lab.models;

import dev.ricordo.lab.log.EventLog;
import java.util.Arrays;

/**
 * The items of sessions, and for each item the sessions that had it, latest last. A session is what
 * the log calls one, or else a customer's events without a pause of more than 30 minutes. Not
 * thread-safe.
 */
final class Sessions {

  /** {@link #current(int)} of a customer without a session. */
  static final int NONE = -1;

  private static final long PAUSE_SECONDS = 30 * 60;

  private final EventLog log;
  private final boolean wholeHistories;
  private final int[] current;
  private final int[] lastEvent;
  private final IntLists items = new IntLists();
  private final IntLists sessionsOfItem = new IntLists();
  private int count;

  /** Lists of numbers that grow. */
  private static final class IntLists {

    private int[][] lists = new int[1024][];
    private int[] sizes = new int[1024];

    void add(int list, int value) {
      if (list >= lists.length) {
        int capacity = Math.max(list + 1, 2 * lists.length);
        lists = Arrays.copyOf(lists, capacity);
        sizes = Arrays.copyOf(sizes, capacity);
      }
      int[] values = lists[list];
      if (values == null) {
        values = new int[4];
      } else if (sizes[list] == values.length) {
        values = Arrays.copyOf(values, 2 * values.length);
      }
      lists[list] = values;
      values[sizes[list]++] = value;
    }

    int size(int list) {
      return list < sizes.length ? sizes[list] : 0;
    }

    int get(int list, int index) {
      return lists[list][index];
    }
  }

  /**
   * @param wholeHistories whether all events of a customer are one session
   */
  Sessions(EventLog log, boolean wholeHistories) {
    this.log = log;
    this.wholeHistories = wholeHistories;
    current = new int[log.customers()];
    lastEvent = new int[log.customers()];
    Arrays.fill(current, NONE);
  }

  /** Adds an event to its customer's session, or to a new one. */
  void add(int event) {
    int customer = log.customer(event);
    if (current[customer] == NONE || begins(event, lastEvent[customer])) {
      current[customer] = count++;
    }
    lastEvent[customer] = event;
    int session = current[customer];
    if (!holds(session, log.item(event))) {
      items.add(session, log.item(event));
      sessionsOfItem.add(log.item(event), session);
    }
  }

  private boolean begins(int event, int last) {
    if (wholeHistories) {
      return false;
    }
    if (log.session(event) != EventLog.NO_SESSION) {
      return log.session(event) != log.session(last);
    }
    return log.second(event) - log.second(last) > PAUSE_SECONDS;
  }

  private boolean holds(int session, int item) {
    for (int i = 0; i < items.size(session); i++) {
      if (items.get(session, i) == item) {
        return true;
      }
    }
    return false;
  }

  /** How many sessions there are; they are numbered in the order in which they began. */
  int count() {
    return count;
  }

  /** The latest session of a customer, or {@link #NONE}. */
  int current(int customer) {
    return current[customer];
  }

  /** How many different items a session had. */
  int size(int session) {
    return items.size(session);
  }

  int item(int session, int index) {
    return items.get(session, index);
  }

  /** How many sessions had an item. */
  int sessionsOf(int item) {
    return sessionsOfItem.size(item);
  }

  int sessionOf(int item, int index) {
    return sessionsOfItem.get(item, index);
  }
}
