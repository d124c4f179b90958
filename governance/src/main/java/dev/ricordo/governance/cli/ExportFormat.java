package dev.ricordo.governance.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ricordo.governance.CustomerExport;

/** How an export is written. */
enum ExportFormat {
  json,
  csv;

  byte[] of(CustomerExport export) {
    return (this == json ? export.toJson() + "\n" : export.toCsv()).getBytes(UTF_8);
  }
}
