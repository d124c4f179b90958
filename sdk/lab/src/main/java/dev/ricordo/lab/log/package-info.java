/**
 * Event logs: {@link dev.ricordo.lab.log.EventLogReader} reads {@code events.csv} and {@code
 * items.csv} (gzipped or not) into a {@link dev.ricordo.lab.log.EventLog} of compact columns. The
 * format is described in {@code docs/formats/event-log.md}.
 */
@NullMarked
package dev.ricordo.lab.log;

import org.jspecify.annotations.NullMarked;
