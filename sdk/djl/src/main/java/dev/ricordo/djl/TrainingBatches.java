package dev.ricordo.djl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Cuts histories into sequences, sorts these by length, and deals out batches.
 *
 * <p>A position reads an event and predicts the next; the first reads the start event and predicts
 * the customer's first. Longer histories are cut as {@link Windows} say. An event for which {@code
 * predicted} says no is read, never predicted.
 */
final class TrainingBatches {

  /** Says whether an event may be a target. */
  interface Targets {
    boolean predicted(History history, int event);
  }

  /**
   * Sequences of similar length.
   *
   * @param length of the longest
   * @param size how many make a batch
   * @param continued whether other events of the same customers come before
   */
  private record Bucket(int length, int size, boolean continued) {
    boolean holds(Window window) {
      return continued == window.continued() && window.length() <= length;
    }
  }

  /**
   * How histories longer than a window are cut.
   *
   * @param length events of a window
   * @param continued whether a window is read from what the events before it left, or knows nothing
   *     of them
   */
  record Windows(int length, boolean continued) {

    /** As training has them by default, each continuing the one before. */
    static final Windows CONTINUED = following(TrainingSettings.DEFAULT_WINDOW);

    /** Of so many events, each continuing the one before. */
    static Windows following(int length) {
      return new Windows(length, true);
    }

    /** Of so many events, none of which knows of events before its first. */
    static Windows apart(int length) {
      return new Windows(length, false);
    }

    /** Where a history's first window ends: windows apart are aligned at the history's end. */
    private int firstEnd(int events) {
      return continued ? Math.min(length, events) : (events - 1) % length + 1;
    }
  }

  /** The events from {@code from} to before {@code to} are predicted. */
  private record Window(History history, int from, int to, boolean continued) {
    int length() {
      return to - from;
    }

    /** So many events before this window. */
    Window before(int events) {
      return new Window(history, from - events, from, false);
    }
  }

  /** Positions of a batch of short sequences. */
  private static final int POSITIONS_OF_SHORT = 4_096;

  /** Sequences of a batch of short ones that go on from a filled memory. */
  private static final int CONTINUED = 96;

  private final Windows windows;
  private final List<Bucket> shapes;
  private final List<List<Window>> buckets = new ArrayList<>();
  private final Targets targets;

  TrainingBatches(List<History> histories, Targets targets) {
    this(histories, targets, Windows.CONTINUED);
  }

  TrainingBatches(List<History> histories, Targets targets, Windows windows) {
    this.targets = targets;
    this.windows = windows;
    shapes = shapes(windows.length());
    shapes.forEach(shape -> buckets.add(new ArrayList<>()));
    histories.forEach(this::cut);
  }

  /** Buckets up to a window, batches of about the same number of positions. */
  private static List<Bucket> shapes(int window) {
    List<Bucket> shapes = new ArrayList<>();
    for (boolean continued : new boolean[] {false, true}) {
      for (int length = continued ? 16 : 8; length < window; length *= 2) {
        int size =
            continued
                ? Math.min(CONTINUED, TrainingSettings.BATCH_EVENTS / length)
                : POSITIONS_OF_SHORT / length;
        shapes.add(new Bucket(length, Math.max(1, size), continued));
      }
      shapes.add(
          new Bucket(window, Math.max(1, TrainingSettings.BATCH_EVENTS / window), continued));
    }
    return shapes;
  }

  private void cut(History history) {
    int from = 0;
    int to = windows.firstEnd(history.length());
    while (from < history.length()) {
      add(new Window(history, from, to, windows.continued() && from > 0));
      from = to;
      to = Math.min(to + windows.length(), history.length());
    }
  }

  private void add(Window window) {
    if (targetsIn(window) > 0) {
      int bucket = 0;
      while (!shapes.get(bucket).holds(window)) {
        bucket++;
      }
      buckets.get(bucket).add(window);
    }
  }

  private int targetsIn(Window window) {
    int count = 0;
    for (int event = window.from(); event < window.to(); event++) {
      if (targets.predicted(window.history(), event)) {
        count++;
      }
    }
    return count;
  }

  /** How many batches an epoch has. */
  int perEpoch() {
    int count = 0;
    for (int i = 0; i < buckets.size(); i++) {
      int size = shapes.get(i).size();
      count += (buckets.get(i).size() + size - 1) / size;
    }
    return count;
  }

  /** The batches of one epoch in their order, to be made one at a time. */
  List<Deal> deal(long seed, int epoch) {
    Random random = new Random(31 * seed + epoch);
    List<Deal> deals = new ArrayList<>();
    for (int i = 0; i < buckets.size(); i++) {
      List<Window> windows = new ArrayList<>(buckets.get(i));
      Collections.shuffle(windows, random);
      int size = shapes.get(i).size();
      for (int from = 0; from < windows.size(); from += size) {
        deals.add(new Deal(windows.subList(from, Math.min(from + size, windows.size()))));
      }
    }
    Collections.shuffle(deals, random);
    return deals;
  }

  /** A batch that is made when it is asked for. */
  final class Deal {

    private final List<Window> windows;

    private Deal(List<Window> windows) {
      this.windows = windows;
    }

    /**
     * The batch in parts that can be worked on side by side; fewer if it has fewer sequences.
     *
     * @param parts how many, at most
     */
    List<TrainingBatch> parts(int parts) {
      int total = windows.stream().mapToInt(TrainingBatches.this::targetsIn).sum();
      int size = (windows.size() + parts - 1) / parts;
      List<TrainingBatch> made = new ArrayList<>();
      for (int from = 0; from < windows.size(); from += size) {
        made.add(part(windows.subList(from, Math.min(from + size, windows.size())), total));
      }
      return made;
    }

    private TrainingBatch part(List<Window> sequences, int total) {
      int length = sequences.stream().mapToInt(Window::length).max().orElseThrow();
      int[] places = new int[length * sequences.size()];
      int[] items = new int[length * sequences.size()];
      int count = 0;
      EventBatch events = events(sequences);
      for (int time = 0; time < length; time++) {
        for (int sequence = 0; sequence < sequences.size(); sequence++) {
          Window window = sequences.get(sequence);
          int target = window.from() + time;
          if (target < window.to() && targets.predicted(window.history(), target)) {
            places[count] = events.place(time, sequence);
            items[count++] = window.history().item(target);
          }
        }
      }
      boolean continued = sequences.get(0).continued();
      List<EventBatch> before = continued ? List.of(before(sequences)) : List.of();
      return new TrainingBatch(before, events, places, items, count, total);
    }

    private EventBatch before(List<Window> sequences) {
      return events(
          sequences.stream()
              .map(each -> each.before(TrainingBatches.this.windows.length()))
              .toList());
    }

    /** What is read at each position: the event before it, or the start event. */
    private static EventBatch events(List<Window> windows) {
      int length = windows.stream().mapToInt(Window::length).max().orElseThrow();
      EventBatch events = new EventBatch(length, windows.size());
      for (int sequence = 0; sequence < windows.size(); sequence++) {
        Window window = windows.get(sequence);
        for (int time = 0; time < window.length(); time++) {
          read(events, time, sequence, window.history(), window.from() + time - 1);
        }
      }
      return events;
    }

    private static void read(
        EventBatch events, int time, int sequence, History history, int event) {
      if (event < 0) {
        events.setStart(time, sequence);
      } else {
        events.set(time, sequence, history, event);
      }
    }
  }
}
