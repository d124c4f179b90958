package dev.ricordo.ledger;

import java.util.List;

/**
 * What a log says of itself at one size, as in {@code c2sp.org/tlog-checkpoint}.
 *
 * @param origin the log's name: not empty, one line
 * @param size number of entries, 0 or more
 * @param root of the tree with these entries
 * @param extensions further lines, none of them empty; this project writes none
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {

  private static final int LINES = 3;

  public Checkpoint {
    extensions = List.copyOf(extensions);
    requireLine("origin", origin);
    extensions.forEach(line -> requireLine("extension", line));
    if (size < 0) {
      throw new IllegalArgumentException("size: " + size + " is negative");
    }
    if (size == 0 && !root.equals(Hash.ofEmptyTree())) {
      throw new IllegalArgumentException("root: is not that of the empty tree, but size is 0");
    }
  }

  public Checkpoint(String origin, long size, Hash root) {
    this(origin, size, root, List.of());
  }

  private static void requireLine(String field, String line) {
    if (line.isEmpty() || line.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException(
          "checkpoint " + field + ": is empty or holds a control character");
    }
  }

  /**
   * Reads a note's text.
   *
   * @throws MalformedException if it is no checkpoint
   */
  public static Checkpoint parse(String text) {
    if (!text.endsWith("\n")) {
      throw new MalformedException("checkpoint: does not end with a line feed");
    }
    List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
    if (lines.size() < LINES) {
      throw new MalformedException("checkpoint: has fewer than " + LINES + " lines");
    }
    long size = StrictText.number(lines.get(1), "checkpoint size");
    Hash root = Hash.parse(lines.get(2), "checkpoint root");
    List<String> extensions = lines.subList(LINES, lines.size());
    return StrictText.parsed(() -> new Checkpoint(lines.get(0), size, root, extensions));
  }

  /** The text that is signed. */
  public String text() {
    StringBuilder text = new StringBuilder(origin).append('\n');
    text.append(size).append('\n').append(root.base64()).append('\n');
    extensions.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
