package dev.ricordo.quarkus.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Cuts bytes that arrive in pieces into lines. Blank lines count but are left out. */
/*
 * Not thread-safe. Holds what was added and not taken yet, and at most MAX_LENGTH bytes of a line
 * that has not ended: of a longer one nothing is kept but that there was one.
 */
final class Lines {

  /** Longest line, in bytes. */
  static final int MAX_LENGTH = 16_384;

  /** About what an object on the heap costs beside its bytes. */
  private static final int OVERHEAD_BYTES = 64;

  /**
   * @param number from 1
   * @param text without its end; empty if it is too long
   */
  record Line(long number, Buffer text, boolean tooLong) {

    /**
     * What it says.
     *
     * @throws Refusal if it is too long, or no JSON
     */
    JsonNode json() {
      if (tooLong) {
        throw new Refusal(
            Problem.of(Problem.Kind.TOO_LARGE, "line: must have at most " + MAX_LENGTH + " bytes"));
      }
      return JsonText.read(text.getBytes());
    }
  }

  private final Queue<Line> waiting = new ArrayDeque<>();
  private Buffer open = Buffer.buffer();
  private boolean openTooLong;
  private long number = 1;
  private long waitingBytes;

  void add(Buffer piece) {
    int from = 0;
    for (int i = 0; i < piece.length(); i++) {
      if (piece.getByte(i) == '\n') {
        append(piece.slice(from, i));
        close();
        from = i + 1;
      }
    }
    append(piece.slice(from, piece.length()));
  }

  /** The last line needs no end. */
  void end() {
    close();
  }

  private void append(Buffer part) {
    if (openTooLong || open.length() + part.length() > MAX_LENGTH) {
      openTooLong = true;
      open = Buffer.buffer();
    } else {
      open.appendBuffer(part);
    }
  }

  private void close() {
    if (openTooLong || !blank(open)) {
      waiting.add(new Line(number, open, openTooLong));
      waitingBytes += open.length() + OVERHEAD_BYTES;
    }
    number++;
    open = Buffer.buffer();
    openTooLong = false;
  }

  private static boolean blank(Buffer line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.getByte(i) != ' ' && line.getByte(i) != '\r' && line.getByte(i) != '\t') {
        return false;
      }
    }
    return true;
  }

  /** The next lines, at most so many. */
  List<Line> take(int most) {
    List<Line> taken = new ArrayList<>();
    while (taken.size() < most && !waiting.isEmpty()) {
      Line line = waiting.remove();
      waitingBytes -= line.text().length() + OVERHEAD_BYTES;
      taken.add(line);
    }
    return taken;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** About what is held on the heap for lines that were not taken. */
  long waitingBytes() {
    return waitingBytes;
  }
}
