package dev.ricordo.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.consolidation.ConsolidationRules;
import dev.ricordo.consolidation.Decision;
import dev.ricordo.consolidation.Epoch;
import dev.ricordo.consolidation.EpochFigures;
import dev.ricordo.consolidation.Finding;
import dev.ricordo.consolidation.Verdict;
import dev.ricordo.consolidation.Vote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochEntryTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden/epoch-4.json");
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  /** Two epochs, of which people rejected the second though its gates let it pass. */
  private static Decision decision() {
    Epoch first = examined(Epoch.closed(1, 1, 40, AT), "aa").decided(Verdict.PROMOTED);
    Epoch second = examined(Epoch.closed(2, 41, 99, AT.plusSeconds(3_600)), "bb");
    Epoch rejected =
        second.decided(
            Verdict.REJECTED,
            List.of(new Vote(Verdict.REJECTED, "ann", AT), new Vote(Verdict.REJECTED, "ben", AT)));
    return Decision.of(
            ConsolidationRules.DEFAULT.withApprovals(2), List.of(first, second), List.of(rejected))
        .get(0);
  }

  private static Epoch examined(Epoch epoch, String brought) {
    EpochFigures figures =
        new EpochFigures(
            59, 21, 7, 0, 1, 31, new TreeMap<>(), new TreeMap<>(), List.of(14L, 1L), 6, 2, brought);
    return epoch.examined(figures, List.of(new Finding("contributors", true, 21, 20, "customers")));
  }

  private static byte[] written() {
    return EpochEntry.write(
        decision(), new EpochEntry.Origin("shop", "0a0b", "ricordo 1"), AT.plusSeconds(7_200));
  }

  /**
   * The digests in it are those that {@code printf '1|aa\n2|bb\n' | sha256sum} and the like give.
   */
  @Test
  void entry_isTheGoldenOne() throws IOException {
    assertThat(new String(written(), StandardCharsets.UTF_8) + "\n")
        .isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void entry_isReadAsItWasWritten() {
    EpochEntry read = EpochEntry.read(written()).orElseThrow();

    assertThat(read.text()).isEqualTo("epoch 2 rejected");
    assertThat(read.counts()).isFalse();
    assertThat(read.brought()).isEqualTo("bb");
    assertThat(read.before()).isEqualTo(decision().before());
    assertThat(read.after()).isEqualTo(decision().after()).isNotEqualTo(read.before());
    assertThat(read.findings()).isEqualTo(decision().epoch().findings());
    assertThat(read.approvers()).isEqualTo(2);
    assertThat(read.approvals()).hasValue(2);
    assertThat(read.events()).isEqualTo(59);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void entryOfAnEarlierVersion_isRead(int version) throws IOException {
    Path golden = Path.of("src/test/resources/golden/epoch-" + version + ".json");
    EpochEntry read = EpochEntry.read(Files.readAllBytes(golden)).orElseThrow();

    assertThat(read.version()).isEqualTo(version);
    assertThat(read.approvals()).isEmpty();
    assertThat(read.text()).isEqualTo("epoch 2 rejected");
    assertThat(read.after()).isEqualTo(decision().after());
  }

  @Test
  void whatIsNoEntryOfAnEpoch_isNotRead() {
    assertThat(
            EpochEntry.read(
                "{\"format\":\"ricordo-certificate\"}".getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
    assertThat(EpochEntry.read(new byte[] {0, 1, 2})).isEmpty();
  }
}
