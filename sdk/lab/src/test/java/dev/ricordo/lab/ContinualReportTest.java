package dev.ricordo.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ricordo.djl.Device;
import dev.ricordo.lab.continual.Figure;
import dev.ricordo.lab.continual.Returns;
import dev.ricordo.lab.continual.Suite;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContinualReportTest {

  @Test
  void everyRatioReached_isMet() {
    ContinualReport report =
        report(
            result("hope-own", 1, 0.9),
            result("sasrec-all", 1, 0.9),
            result("sasrec-window-20", 1, 0.6));
    assertThat(report.allMet()).isTrue();
    assertThat(report.ratios()).allSatisfy(ratio -> assertThat(ratio.sd()).isNull());
    assertThat(report.toLines())
        .contains(
            "return after 40 and more, hr@2: hope-own / sasrec-all 1.000 [1.000, 1.000], wanted"
                + " 0.95")
        .endsWith("governance/bin/ricordo continual");
  }

  @Test
  void ratioBelowWhatIsWanted_isMissed() {
    ContinualReport report =
        report(
            result("hope-own", 1, 0.8),
            result("sasrec-all", 1, 0.9),
            result("sasrec-window-20", 1, 0.6));
    assertThat(report.allMet()).isFalse();
  }

  @Test
  void ratioToAModelThatWasLeftOutOrHitsNothing_isNotMeasured() {
    ContinualReport report = report(result("hope-own", 1, 0.9), result("sasrec-window-20", 1, 0));
    assertThat(report.allMet()).isFalse();
    assertThat(report.ratios()).allSatisfy(ratio -> assertThat(ratio.value()).isNull());
    assertThat(report.toLines())
        .anySatisfy(line -> assertThat(line).contains("/ sasrec-all not measured, wanted 0.95"));
  }

  @Test
  void interval_isOverCustomers() {
    ContinualReport.Ratio ratio =
        report(result("hope-own", 1, 0.9), result("sasrec-window-20", 1, 0.6)).ratios().get(1);
    assertThat(ratio.over()).isEqualTo("sasrec-window-20");
    assertThat(ratio.value()).isCloseTo(1.5, within(1e-12));
    assertThat(ratio.low()).isBetween(0.9, 1.4);
    assertThat(ratio.high()).isBetween(1.7, 4.0);
  }

  @Test
  void severalSeeds_haveASpread() {
    ContinualReport.Ratio ratio =
        report(
                result("hope-own", 1, 0.8),
                result("hope-own", 2, 0.6),
                result("sasrec-all", 1, 0.8),
                result("sasrec-all", 2, 0.8))
            .ratios()
            .get(0);
    assertThat(ratio.value()).isCloseTo(0.875, within(1e-12));
    assertThat(ratio.sd()).isCloseTo(Math.sqrt(2) / 8, within(1e-12));
  }

  @Test
  void ratioOfModelsThatLackASeed_isNotMeasured() {
    ContinualReport report =
        report(
            List.of(1L, 2L),
            result("hope-own", 1, 0.9),
            result("hope-own", 2, 0.9),
            result("sasrec-all", 1, 0.9),
            result("sasrec-window-20", 1, 0.6),
            result("sasrec-window-20", 2, 0.6));
    assertThat(report.ratios().get(0).over()).isEqualTo("sasrec-all");
    assertThat(report.ratios().get(0).value()).isNull();
    assertThat(report.ratios().get(1).value()).isNotNull();
    assertThat(report.allMet()).isFalse();
  }

  @Test
  void reproduction_isTheCommandWithItsOptions() {
    ContinualOptions options =
        new ContinualOptions(
            List.of("hope-own", "sasrec-all"),
            List.of(1L, 2L),
            Device.CPU,
            OptionalInt.of(3),
            Suite.Size.FULL,
            Path.of("a cache"));
    assertThat(Reproduction.command(options))
        .isEqualTo(
            "governance/bin/ricordo continual --models hope-own,sasrec-all --seeds 1,2"
                + " --device cpu --epochs 3 --cache 'a cache'");
  }

  /** Of ten customers, so many of whom were hit. */
  private static ContinualReport.Result result(String model, long seed, double hits) {
    return new ContinualReport.Result(
        model,
        seed,
        100,
        1,
        List.of(new Figure("return", "40 and more", "hr@2", hits, 10)),
        new Returns(
            IntStream.range(0, 10).boxed().toList(),
            IntStream.range(0, 10).map(i -> i < Math.round(10 * hits) ? 1 : 0).boxed().toList()));
  }

  /** Under the seeds of the results. */
  private static ContinualReport report(ContinualReport.Result... results) {
    return report(
        Arrays.stream(results).map(ContinualReport.Result::seed).distinct().toList(), results);
  }

  private static ContinualReport report(List<Long> seeds, ContinualReport.Result... results) {
    return ContinualReport.of(
        "test",
        Machine.here("cpu"),
        seeds,
        new Dataset(10, 2, 5, "test"),
        List.of(results),
        "governance/bin/ricordo continual");
  }
}
