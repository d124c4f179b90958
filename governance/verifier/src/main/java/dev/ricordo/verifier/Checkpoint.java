package dev.ricordo.verifier;

import java.util.List;

/**
 * What a ledger says of itself, the text of a note ({@code c2sp.org/tlog-checkpoint}).
 *
 * @param origin the ledger's name
 * @param size how many entries it has
 * @param root of the tree of these entries
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Checkpoint(String origin, long size, byte[] root) {

  private static final int LINES = 3;

  static Checkpoint parse(String text) {
    List<String> lines = Text.lines(text, "checkpoint");
    if (lines.size() < LINES || lines.contains("")) {
      throw new MalformedException("checkpoint: lacks origin, size or root, or has an empty line");
    }
    return new Checkpoint(
        lines.get(0),
        Text.number(lines.get(1), "checkpoint size"),
        Text.hash(lines.get(2), "checkpoint root"));
  }
}
