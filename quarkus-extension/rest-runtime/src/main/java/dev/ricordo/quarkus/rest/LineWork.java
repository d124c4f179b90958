package dev.ricordo.quarkus.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ricordo.event.CustomerId;
import java.util.List;
import java.util.Optional;

/** What is done with the lines of a stream, some at a time. Thread-safe; its calls block. */
interface LineWork {

  /** How many lines are taken at a time, at most. */
  int atOnce();

  /** What the last line of the stream counts; refused lines at last. */
  List<String> counted();

  /**
   * Does it for the first of these lines, or for all.
   *
   * @param lines one at least
   * @return what became of one at least; the others are to be taken next
   * @throws dev.ricordo.RicordoException if the journal cannot be reached: then it was done for
   *     none, or nobody knows
   */
  Outcome take(List<Lines.Line> lines);

  /**
   * What became of lines.
   *
   * @param answers one per line that was taken, in order
   * @param counts how many lines there were of each that is {@link #counted}
   * @param unread the customer of the last of these lines, if it was refused because that customer
   *     cannot be read now
   */
  record Outcome(List<ObjectNode> answers, List<Integer> counts, Optional<CustomerId> unread) {

    /** Whether one line at least was not refused. */
    boolean anyDone() {
      return counts.get(counts.size() - 1) < answers.size();
    }
  }
}
