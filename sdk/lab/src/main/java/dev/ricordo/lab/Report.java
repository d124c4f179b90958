package dev.ricordo.lab;

import java.util.List;

/** What a command found out. */
public interface Report {

  /** The report as one JSON object, indented. */
  default String toJson() {
    return Json.text(this);
  }

  /** The report for people: a table, one line per row. */
  List<String> toLines();
}
