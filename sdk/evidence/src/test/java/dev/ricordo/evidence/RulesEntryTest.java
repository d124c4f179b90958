package dev.ricordo.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.RulesChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesEntryTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden/rules-2.json");
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final ConsolidationRules TWO = ConsolidationRules.DEFAULT.withApprovals(2);
  private static final RulesChange CHANGE =
      new RulesChange(TWO, TWO.withApprovals(1).with("drift", "70"), Set.of("ben", "ann"));

  private static byte[] written() {
    return RulesEntry.write(CHANGE, "shop", "ricordo 1", AT);
  }

  @Test
  void entry_isTheGoldenOne() throws IOException {
    assertThat(new String(written(), StandardCharsets.UTF_8) + "\n")
        .isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void entry_isReadAsItWasWritten() {
    RulesEntry read = RulesEntry.read(written()).orElseThrow();

    assertThat(read.text()).isEqualTo("rules changed: approvals 2 to 1, drift 60 to 70");
    assertThat(read.before()).isEqualTo(CHANGE.before());
    assertThat(read.now()).isEqualTo(CHANGE.now());
    assertThat(read.approvers()).isEqualTo(2);
    assertThat(read.at()).isEqualTo(AT.toString());
  }

  @Test
  void entryOfTheFirstVersion_isRead_andRequiresNoConsent() throws IOException {
    Path first = Path.of("src/test/resources/golden/rules-1.json");

    assertThat(RulesEntry.read(Files.readAllBytes(first)))
        .isEqualTo(RulesEntry.read(written()))
        .map(entry -> entry.now().requiredConsent())
        .contains(Set.of());
  }

  @Test
  void whatIsNoEntryOfRules_isNotRead() {
    for (String other :
        new String[] {
          "{\"format\":\"ricordo-epoch\"}",
          "{\"format\":\"ricordo-rules\"}",
          "{\"format\":\"ricordo-rules\",\"before\":{},\"now\":{\"drift\":\"999\"}}",
          "no JSON"
        }) {
      assertThat(RulesEntry.read(other.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
  }
}
