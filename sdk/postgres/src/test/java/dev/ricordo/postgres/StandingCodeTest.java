package dev.ricordo.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.consent.Purpose;
import dev.ricordo.consent.Standing;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StandingCodeTest {

  /** Two bits of a purpose both set stand for nothing: no store writes them. */
  private static boolean written(int code) {
    return (code & code >> 1 & 0b010101) == 0;
  }

  @Test
  void everyCode_isReadBackAsItWasWritten() {
    for (short code = 0; code < 512; code++) {
      if (written(code)) {
        assertThat(StandingCode.write(StandingCode.read(code))).isEqualTo(code);
      }
    }
  }

  @Test
  void codes_areThoseOfTheFormatsPage() {
    assertThat(StandingCode.write(Standing.UNSAID)).isZero();
    Standing full =
        new Standing(
            Set.of(Purpose.PERSONALISE),
            Set.of(Purpose.COLLECTIVE, Purpose.TRAIN),
            true,
            false,
            false);
    assertThat(StandingCode.write(full)).isEqualTo((short) (1 + (2 << 2) + (2 << 4) + 64));
    assertThat(StandingCode.write(Standing.UNSAID.withObjectsToMarketing(true)))
        .isEqualTo((short) 128);
    assertThat(StandingCode.write(Standing.UNSAID.withSuspended(true))).isEqualTo((short) 256);
  }
}
