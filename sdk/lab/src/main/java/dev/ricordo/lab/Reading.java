package dev.ricordo.lab;

import dev.ricordo.lab.log.EventLog;
import java.nio.file.Path;

/** Reads logs and says so. */
final class Reading {

  private Reading() {}

  static EventLog log(Path events, Path items, Progress progress) {
    try (Progress.Bar bar = progress.start("reading " + events.getFileName(), 0)) {
      EventLog log = EventLog.read(events, items);
      bar.note(
          String.format(
              "%d events, %d customers, %d items", log.size(), log.customers(), log.items()));
      return log;
    }
  }
}
