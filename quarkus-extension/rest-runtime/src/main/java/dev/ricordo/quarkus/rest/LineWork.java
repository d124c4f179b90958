package dev.ricordo.quarkus.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What is done with the lines of a stream, some at a time. Thread-safe; its calls block. */
interface LineWork {

  /** How many lines are taken at a time, at most. */
  int atOnce();

  /** What the last line of the stream counts. */
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
   */
  record Outcome(List<ObjectNode> answers, List<Integer> counts) {}
}
