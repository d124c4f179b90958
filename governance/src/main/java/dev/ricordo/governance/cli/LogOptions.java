package dev.ricordo.governance.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The event log that a command reads. */
final class LogOptions {

  @Option(
      names = "--events",
      required = true,
      paramLabel = "F",
      description = "Event log, CSV, plain or gzip.")
  private Path events = Path.of("");

  @Option(
      names = "--items",
      required = true,
      paramLabel = "F",
      description = "Catalogue of the log, CSV, plain or gzip.")
  private Path items = Path.of("");

  Path events() {
    return events;
  }

  Path items() {
    return items;
  }
}
