package dev.ricordo.governance;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.base.Base;
import dev.ricordo.evidence.Canonical;
import dev.ricordo.evidence.EventLine;
import dev.ricordo.spi.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What events leave in the levels as bytes that anybody can make who has the events, as {@code
 * docs/formats/certificate.md} has them. They name no customer and no position among others'.
 */
public final class LevelBytes {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private LevelBytes() {}

  /** The events, lines of an export; empty if there are none. */
  public static Optional<byte[]> journal(List<JournalEntry> entries) {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (JournalEntry entry : entries) {
      lines.add(line(lines.size() + 1, entry));
    }
    return bytes(lines.isEmpty(), Map.of("events", lines));
  }

  /** An event, a line of an export. */
  static Map<String, Object> line(int number, JournalEntry entry) {
    return MAPPER.convertValue(EventLine.of(number, entry.event()), new TypeReference<>() {});
  }

  /**
   * What the events add to the sums that customers share; empty if that is nothing.
   *
   * @param base by whose rules they are counted; by the default ones without
   */
  public static Optional<byte[]> share(List<JournalEntry> counted, Optional<Base> base) {
    CollectiveShare.Cells cells = CollectiveShare.cells(counted, base);
    return bytes(
        cells.steps().isEmpty() && cells.items().isEmpty(),
        Map.of(
            "items",
            cells.items().stream().map(cell -> List.of(cell.epoch(), cell.from())).toList(),
            "steps",
            cells.steps().stream()
                .map(cell -> List.of(cell.epoch(), cell.from(), cell.to(), cell.amount()))
                .toList()));
  }

  private static Optional<byte[]> bytes(boolean none, Map<String, ?> object) {
    return none ? Optional.empty() : Optional.of(Canonical.json(object));
  }
}
