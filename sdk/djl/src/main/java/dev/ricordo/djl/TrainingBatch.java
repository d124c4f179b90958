package dev.ricordo.djl;

import java.util.Arrays;
import java.util.List;

/** A part of a batch of sequences and what is to be predicted in it. */
final class TrainingBatch {

  private final List<EventBatch> before;
  private final EventBatch events;
  private final int[] places;
  private final int[] targets;
  private final int total;

  /**
   * @param before what the same customers did just before, empty or one batch
   * @param places where predictions are made, in the flat arrays of the events
   * @param targets the item to predict at each of these places
   * @param count how many entries of both count
   * @param total positions to predict in all parts of the batch together
   */
  TrainingBatch(
      List<EventBatch> before,
      EventBatch events,
      int[] places,
      int[] targets,
      int count,
      int total) {
    this.before = before;
    this.events = events;
    this.places = Arrays.copyOf(places, count);
    this.targets = Arrays.copyOf(targets, count);
    this.total = total;
  }

  /** What is read first, to fill the memories: empty or one batch. */
  List<EventBatch> before() {
    return before;
  }

  EventBatch events() {
    return events;
  }

  /** P, the positions to predict in all parts of the batch together: what a mean divides by. */
  int total() {
    return total;
  }

  /** The item of each predicted position. */
  int[] targets() {
    return targets;
  }

  /** The flat place of each predicted position. */
  long[] places() {
    return Arrays.stream(places).asLongStream().toArray();
  }

  /** For each flat place its predicted position, or P where nothing is predicted. */
  long[] positions() {
    long[] positions = new long[events.length() * events.size()];
    Arrays.fill(positions, places.length);
    for (int i = 0; i < places.length; i++) {
      positions[places[i]] = i;
    }
    return positions;
  }
}
