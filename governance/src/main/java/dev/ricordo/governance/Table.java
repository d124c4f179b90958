package dev.ricordo.governance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Text in columns as wide as what they hold. A column that holds only numbers stands right. */
public final class Table {

  private static final String GAP = "  ";
  private static final String INDENT = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final int columns;

  public Table(String... headings) {
    columns = headings.length;
    rows.add(List.of(headings));
  }

  /** Adds a row of as many cells as there are headings. */
  public Table row(Object... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException("cells: must be " + columns + ", are " + cells.length);
    }
    rows.add(Arrays.stream(cells).map(String::valueOf).toList());
    return this;
  }

  /** The rows under their headings, as lines. */
  public List<String> lines() {
    int[] widths = new int[columns];
    boolean[] right = new boolean[columns];
    for (int column = 0; column < columns; column++) {
      int c = column;
      widths[c] = rows.stream().mapToInt(row -> width(row.get(c))).max().orElse(0);
      right[c] = rows.stream().skip(1).allMatch(row -> row.get(c).matches("[-+]?[0-9.,]*"));
    }
    return rows.stream().map(row -> line(row, widths, right)).toList();
  }

  private String line(List<String> row, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder(INDENT);
    for (int column = 0; column < columns; column++) {
      String cell = row.get(column);
      String padding = " ".repeat(widths[column] - width(cell));
      line.append(right[column] ? padding + cell : cell + padding).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
