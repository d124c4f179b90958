package dev.ricordo.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.Ricordo;
import dev.ricordo.base.Base;
import dev.ricordo.base.Continuum;
import dev.ricordo.base.Mix;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Shape;
import dev.ricordo.event.CustomerId;
import dev.ricordo.event.Event;
import dev.ricordo.event.ItemId;
import dev.ricordo.lab.Progress;
import dev.ricordo.spi.Journal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BecauseReportTest {

  private static final CustomerId ANNA = CustomerId.of("anna");
  private static final Base BASE =
      RandomBases.create(
          7, 40, Shape.DEFAULT.with(Continuum.TWO_LEVELS), new Mix(Mix.Family.LOG, 2, 1, 0));

  /** Of twelve views, after which the profile has not changed yet. */
  private static BecauseReport report() {
    Journal journal = Journal.inMemory();
    try (Ricordo ricordo = Ricordo.builder().base(BASE).journal(journal).build()) {
      for (int i = 0; i < 12; i++) {
        ItemId item = ItemId.of("i" + i * 7 % 40);
        ricordo.observe(Event.viewed(ANNA, item, Instant.EPOCH.plusSeconds(60L * i)));
      }
    }
    return new ExplainAnswer(journal, BASE).of(ANNA, ItemId.of("i2"), Progress.silent());
  }

  @Test
  void levels_areNamedInWords_andOneThatNeverChangedShowsZero() {
    assertThat(report().toLines())
        .anyMatch(line -> line.matches(" *L0 working memory +[-+]0\\.[0-9]+ .*"))
        .anyMatch(line -> line.matches(" *L1 episode +[-+]0\\.[0-9]+ .*"))
        .anyMatch(line -> line.matches(" *L2 profile +(\\+0\\.000 +){4}[0-9]+"))
        .noneMatch(line -> line.contains("-0.000"));
  }
}
