package dev.ricordo.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OfficerActTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden/act-1.json");
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

  private static byte[] written(String reason, String one, String other) {
    return new OfficerAct(
            OfficerAct.Kind.HOLD_READ,
            new UUID(7, 8),
            reason,
            List.of(one, other),
            "0a".repeat(32),
            AT)
        .entry("ricordo 1");
  }

  private static String text(byte[] entry) {
    return new String(entry, StandardCharsets.UTF_8);
  }

  /**
   * The digests in it are those that {@code (printf 'ricordo act 1 reason\n'; printf '\n%.0s' $(seq
   * 32); printf hearing) | sha256sum} and the like give: the salt is 32 line feeds.
   */
  @Test
  void entry_isTheGoldenOne() throws IOException {
    assertThat(text(written("hearing", "Eva Berg", "Jon Holm")) + "\n")
        .isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void entry_isReadAsItWasWritten_andNamesNobody() {
    byte[] entry = written("hearing", "Eva Berg", "Jon Holm");

    assertThat(ActEntry.read(entry))
        .contains(new ActEntry(AT.toString(), "hold read", new UUID(7, 8).toString(), 2));
    assertThat(text(entry)).doesNotContain("Eva", "Holm", "hearing");
  }

  @Test
  void nameWrittenInAnotherWay_isTheSamePerson() {
    byte[] entry = written("hearing", "Eva Berg", "eva  berg");

    assertThat(ActEntry.read(entry).orElseThrow().people()).isEqualTo(1);
  }

  @Test
  void salts_areNeverTheSame() {
    assertThat(OfficerAct.newSalt()).hasSize(64).isNotEqualTo(OfficerAct.newSalt());
  }

  @Test
  void whatIsNoEntryOfAnAct_isNotRead() {
    assertThat(ActEntry.read("{\"format\":\"ricordo-epoch\"}".getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
    assertThat(ActEntry.read(new byte[] {0, 1, 2})).isEmpty();
  }
}
