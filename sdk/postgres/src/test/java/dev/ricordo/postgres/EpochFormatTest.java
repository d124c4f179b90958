package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.consolidation.Epoch;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EpochFormatTest {

  private static Epoch read(String findings) {
    EpochRow row = new EpochRow("shop", Epoch.closed(1, 1, 40, Instant.EPOCH));
    row.findings = findings;
    return EpochFormat.read(row, 1);
  }

  @Test
  void epochThatWasNotExamined_hasNoFigures() {
    assertThat(read("{\"findings\":[],\"votes\":[]}").figures()).isEmpty();
  }

  @Test
  void rowOfBeforeOwnLevelsAndPushesWereCounted_isReadWithoutThem() {
    String figures =
        "{\"events\":40,\"contributors\":21,\"largest\":3,\"floods\":0,\"haste\":0,"
            + "\"categories\":{},\"brands\":{},\"panelCases\":6,\"panelHits\":2,\"brought\":\"aa\"}";
    Epoch epoch = read("{\"figures\":" + figures + ",\"findings\":[],\"votes\":[]}");

    assertThat(epoch.figures())
        .hasValueSatisfying(
            read -> {
              assertThat(read.events()).isEqualTo(40);
              assertThat(read.consolidations()).isEmpty();
              assertThat(read.pushed()).isZero();
            });
  }
}
