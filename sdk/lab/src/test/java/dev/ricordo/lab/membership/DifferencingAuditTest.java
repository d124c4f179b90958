package dev.ricordo.lab.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ricordo.audit.AuditorReport;
import dev.ricordo.lab.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DifferencingAuditTest {

  private static final int ITEMS = 60;
  private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir Path folder;

  /** Eight customers a day, each alone in a minute, buy six things. */
  @BeforeEach
  void writeLog() throws IOException {
    Random random = new Random(4);
    StringBuilder events = new StringBuilder("at,customer,item,kind,quantity,price,session\n");
    for (int visit = 0; visit < 8 * 60; visit++) {
      Instant at = START.plusSeconds(visit * 3 * 3_600L);
      int customer = random.nextInt(100);
      for (int i = 0; i < 6; i++) {
        events.append(at).append(",c").append(customer).append(",i");
        events.append(random.nextInt(ITEMS)).append(",purchase,1,,\n");
      }
    }
    StringBuilder items = new StringBuilder("item,title,category,brand,price\n");
    for (int item = 0; item < ITEMS; item++) {
      items.append('i').append(item).append(",,,,\n");
    }
    Files.writeString(folder.resolve("events.csv"), events);
    Files.writeString(folder.resolve("items.csv"), items);
  }

  private DifferencingOptions options(int targets, String... every) {
    return new DifferencingOptions(
        folder.resolve("events.csv"), folder.resolve("items.csv"), targets, List.of(every), 1, 1);
  }

  private DifferencingReport run(String... every) {
    return DifferencingAudit.run(options(100, every), Progress.silent());
  }

  @Test
  void changeThatShowsAlone_tellsWhoCameAndWhoWent_andMixedWithADaysItTellsLess() {
    DifferencingReport report = run("live", "1d");
    DifferencingReport.Result live = report.results().get(0);
    DifferencingReport.Result day = report.results().get(1);

    assertThat(report.targets()).isEqualTo(100);
    assertThat(live.companions()).isZero();
    assertThat(live.visits().auc().value()).isGreaterThan(0.9);
    assertThat(live.erasures().auc().value()).isGreaterThan(0.9);
    assertThat(live.visits().seen()).isGreaterThan(0.9);
    assertThat(day.companions()).isBetween(36.0, 42.0);
    assertThat(day.visits().auc().value()).isLessThan(live.visits().auc().value());
    assertThat(day.erasures().auc().value()).isLessThan(live.erasures().auc().value());
    assertThat(report.toLines()).hasSize(4);
    AuditorReport.found(
        "Do changes of lists tell who came or was erased?",
        String.format(
            Locale.ROOT,
            "yes, to whoever knows the customer; %d generated ones: AUC %.2f of visits and %.2f of"
                + " erasures shown alone, %.2f and %.2f mixed with a day's",
            report.targets(),
            live.visits().auc().value(),
            live.erasures().auc().value(),
            day.visits().auc().value(),
            day.erasures().auc().value()));
  }

  @Test
  void epochOfOneVisit_isAsGoodAsNone() {
    List<DifferencingReport.Result> results = run("1m", "live").results();

    assertThat(results.get(0).visits()).isEqualTo(results.get(1).visits());
  }

  @Test
  void epochOverADay_andLogWithoutVisits_areRefused() throws IOException {
    assertThatThrownBy(() -> options(100, "live", "2d"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("every: must be at most 1d, is \"2d\"");
    assertThatThrownBy(() -> options(1, "live")).hasMessage("targets: must be at least 2, is 1");

    List<String> lines = Files.readAllLines(folder.resolve("events.csv"));
    Files.write(folder.resolve("events.csv"), lines.subList(0, 7));
    assertThatThrownBy(() -> run("live")).hasMessage("events: have 0 visits to attack, too few");
  }
}
