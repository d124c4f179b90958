package dev.ricordo.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ricordo.RicordoException;
import dev.ricordo.djl.Device;
import dev.ricordo.lab.PlanReport.BarResult;
import dev.ricordo.lab.PlanReport.Verdict;
import dev.ricordo.lab.compare.Comparison;
import dev.ricordo.lab.continual.Suite;
import dev.ricordo.lab.plan.Ablation;
import dev.ricordo.lab.plan.Bar;
import dev.ricordo.lab.plan.Continual;
import dev.ricordo.lab.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportingTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
  private static final String[] OVER = {"sasrec-all", "sasrec-window-20"};
  private static final List<String> MODELS = List.of("counts", "item-item", "popularity");

  @TempDir Path folder;

  @BeforeEach
  void writeLog() throws IOException {
    SyntheticLog.write(Files.createDirectories(folder.resolve("logs/a shop")), 60, 4);
  }

  @Test
  void page_holdsEveryFigureOfTheJson_andNothingFromOutside() throws IOException {
    run(plan(row("a shop", MODELS, bar("counts", "popularity", 1.0))), task -> {});

    String page = Files.readString(folder.resolve("out/report.html"));
    assertThat(island(page)).isEqualTo(json());
    assertThat(page).contains("default-src 'none'").contains("Apache License");
    assertThat(Pattern.compile("(src|href)\\s*=\\s*[\"']?(https?:)?//").matcher(page).find())
        .isFalse();
    assertThat(page).doesNotContain("@import").doesNotContain("url(http");
  }

  @Test
  void report_hasTheFieldsOfEveryReport() throws IOException {
    PlanReport report = run(plan(row("a shop", MODELS)), task -> {});

    JsonNode json = json();
    assertThat(json.get("command").asText()).isEqualTo("report");
    assertThat(json.get("seed").asLong()).isEqualTo(1);
    assertThat(json.get("machine").get("jdk").asText()).isNotEmpty();
    assertThat(json.get("version").asText()).isNotEmpty();
    assertThat(json.get("at").asText()).isEqualTo("2026-01-02T03:04:05Z");
    for (String picture : report.rows().get(0).pictures()) {
      assertThat(folder.resolve("out").resolve(picture)).exists();
    }
    assertThat(report.rows().get(0).pictures()).containsExactly("01-a-shop-prequential-drift.svg");
  }

  @Test
  void markupInAPlan_staysText() throws IOException {
    Plan.Row row =
        new Plan.Row(
            "</script><script>alert(1)</script>",
            "a shop",
            Protocol.PREQUENTIAL,
            false,
            List.of("popularity"),
            List.of(1L),
            null,
            null,
            List.of(),
            null);
    Reporting.run(
        options(new Plan("p", "<b>bold</b>", List.of(row), null)), CLOCK, Progress.silent());

    String page = Files.readString(folder.resolve("out/report.html"));
    assertThat(page).doesNotContain("<script>alert").doesNotContain("<b>bold");
    assertThat(island(page)).isEqualTo(json());
  }

  @Test
  void secondRun_evaluatesNothing() {
    Plan plan = plan(row("a shop", MODELS, bar("counts", "popularity", 1.0)));
    List<String> first = new ArrayList<>();
    PlanReport before = run(plan, first::add);
    List<String> second = new ArrayList<>();
    PlanReport after = run(plan, second::add);

    assertThat(first).filteredOn(task -> task.endsWith(": test")).hasSize(3);
    assertThat(second).filteredOn(task -> task.contains(": ")).isEmpty();
    assertThat(after.rows()).isEqualTo(before.rows());
  }

  @Test
  void runThatWasCutOff_goesOnWhereItStopped() {
    Plan plan = plan(row("a shop", MODELS));
    assertThatThrownBy(
            () ->
                run(
                    plan,
                    task -> {
                      if (task.equals("item-item: test")) {
                        throw new LinkageError("power cut");
                      }
                    }))
        .isInstanceOf(LinkageError.class);
    List<String> tasks = new ArrayList<>();
    run(plan, tasks::add);

    assertThat(tasks)
        .filteredOn(task -> task.endsWith(": test"))
        .containsExactly("item-item: test", "popularity: test");
  }

  @Test
  void failedModel_isTold_andTheRestGoesOn() {
    PlanReport report =
        run(
            plan(
                row(
                    "a shop",
                    MODELS,
                    bar("counts", "item-item", 1.0),
                    bar("counts", "popularity", 1.0))),
            task -> {
              if (task.equals("item-item: test")) {
                throw new RicordoException("training: diverged at step 7, loss NaN");
              }
            });

    PlanReport.Row row = report.rows().get(0);
    assertThat(row.notes())
        .containsExactly("item-item, seed 1 failed: training: diverged at step 7, loss NaN");
    assertThat(row.results())
        .extracting(EvaluationReport.Result::model)
        .containsExactly("counts", "popularity");
    assertThat(row.bars().get(0).verdict()).isEqualTo(Verdict.OPEN);
    assertThat(row.bars().get(0).reason()).isEqualTo("item-item was not evaluated");
    assertThat(row.bars().get(1).verdict()).isEqualTo(Verdict.MET);
    assertThat(report.allMet()).isFalse();
  }

  @Test
  void modelThatLacksASeed_isComparedWithNoOther_andThatIsTold() {
    List<String> failed = new ArrayList<>();
    Plan.Row asked = row("a shop", MODELS).withSeeds(List.of(1L, 2L));
    PlanReport report =
        run(
            plan(asked),
            task -> {
              if (task.equals("item-item: test") && failed.isEmpty()) {
                failed.add(task);
                throw new RicordoException("no room");
              }
            });

    PlanReport.Row row = report.rows().get(0);
    assertThat(row.notes())
        .containsExactly(
            "item-item, seed 1 failed: no room",
            "item-item lacks seeds: it is compared with no model that has them");
    assertThat(row.comparisons()).extracting(Comparison::b).containsOnly("popularity");
    assertThat(row.summary()).hasSize(3);
  }

  @Test
  void logTooLargeForTheHeap_failsItsRowAlone_alsoSideBySide() throws IOException {
    SyntheticLog.write(Files.createDirectories(folder.resolve("logs/a city")), 60, 4);
    Workers nothing = new Workers(1, List.of("true"));
    Progress silent = Progress.silent();
    List<String> reads = new ArrayList<>();
    PlanReport report =
        Reporting.run(
            options(
                plan(row("a city", MODELS), row("a shop", List.of("popularity"))),
                Optional.of(nothing)),
            CLOCK,
            (task, total) -> {
              // The first log is read twice: for the processes, and for its row.
              if (task.startsWith("reading") && reads.size() % 2 == 0) {
                reads.add(task);
                throw new OutOfMemoryError("too large");
              }
              reads.add(task);
              return silent.start(task, total);
            });

    assertThat(report.rows().get(0).notes())
        .singleElement()
        .asString()
        .startsWith("failed: out of memory");
    assertThat(report.rows().get(1).results()).hasSize(1);
  }

  @Test
  void messageOfADefect_isNotRepeated() {
    PlanReport report =
        run(
            plan(row("a shop", MODELS)),
            task -> {
              if (task.equals("item-item: test")) {
                throw new IllegalStateException("about Anna");
              }
            });
    assertThat(report.rows().get(0).notes())
        .containsExactly("item-item, seed 1 failed: a defect, java.lang.IllegalStateException");
  }

  @Test
  void missingLogAndUnknownModel_areTold() {
    PlanReport report =
        run(
            plan(
                row("nowhere", MODELS, bar("counts", "popularity", 1.0)),
                row("a shop", List.of("popularity", "oracle"))),
            task -> {});

    assertThat(report.rows().get(0).notes()).singleElement().asString().startsWith("no log: ");
    assertThat(report.rows().get(0).bars().get(0).verdict()).isEqualTo(Verdict.OPEN);
    assertThat(report.rows().get(0).command()).isEmpty();
    assertThat(report.rows().get(1).notes())
        .singleElement()
        .asString()
        .startsWith("oracle is left out: models: \"oracle\" is none of popularity, ");
    assertThat(report.rows().get(1).results()).hasSize(1);
  }

  @Test
  void modelUnderRules_isEvaluated_andOneUnderAnUnknownRuleIsTold() {
    PlanReport.Row row =
        run(
                plan(
                    row(
                        "a shop",
                        List.of("counts", "counts:k=2", "counts:luck=2", "ease:k=2"),
                        bar("counts:k=2", "counts", 0.01))),
                task -> {})
            .rows()
            .get(0);
    assertThat(row.results())
        .extracting(EvaluationReport.Result::model)
        .containsExactly("counts", "counts:k=2");
    assertThat(row.bars().get(0).verdict()).isEqualTo(Verdict.MET);
    assertThat(row.notes()).hasSize(2);
    assertThat(row.notes().get(0))
        .startsWith("counts:luck=2 is left out: models: rule \"luck=2\" is none of k=, ");
    assertThat(row.notes().get(1)).contains("ease does not read the collective level");
  }

  @Test
  void malformedLog_failsItsRowAlone() throws IOException {
    Path broken = Files.createDirectories(folder.resolve("logs/broken"));
    Files.writeString(broken.resolve("events.csv"), "nonsense\n");
    Files.writeString(broken.resolve("items.csv"), "nonsense\n");

    PlanReport report =
        run(plan(row("broken", MODELS), row("a shop", List.of("popularity"))), task -> {});

    assertThat(report.rows().get(0).notes())
        .singleElement()
        .asString()
        .startsWith("failed: items.csv:1 header");
    assertThat(report.rows().get(1).results()).hasSize(1);
  }

  @Test
  void figure_isThatOfTheEvaluationThatItsCommandNames() {
    BarResult bar =
        run(plan(row("a shop", MODELS, bar("item-item", "popularity", 1.0))), task -> {})
            .rows()
            .get(0)
            .bars()
            .get(0);
    assertThat(bar.command())
        .startsWith("governance/bin/ricordo evaluate --events '" + folder.resolve("logs/a shop"))
        .contains("--protocol prequential --models item-item,popularity --seeds 1 --device cpu")
        .contains("--epochs 1 --cache " + folder.resolve("cache"));

    EvaluationReport alone =
        Evaluation.run(
            new EvaluationOptions(
                folder.resolve("logs/a shop/events.csv"),
                folder.resolve("logs/a shop/items.csv"),
                Protocol.PREQUENTIAL,
                List.of("item-item", "popularity"),
                List.of(1L),
                Device.CPU,
                OptionalLong.empty(),
                false,
                OptionalInt.of(1),
                folder.resolve("another cache")),
            Progress.silent());
    Comparison comparison = alone.comparisons().get(0);
    assertThat(comparison.metric()).isEqualTo("ndcg@10");
    assertThat(bar.measured()).isEqualTo(comparison.ratio());
    assertThat(bar.low()).isEqualTo(comparison.low());
    assertThat(bar.high()).isEqualTo(comparison.high());
  }

  @Test
  void stateAndPlainMetric_areHeldAgainstTheirBars() {
    PlanReport report =
        run(
            plan(
                row(
                    "a shop",
                    MODELS,
                    new Bar("stateBytes", "counts", null, null, null, 1.0, false, null),
                    new Bar("hr@10", "counts", null, 0.01, null, null, false, ".5"))),
            task -> {});
    List<BarResult> bars = report.rows().get(0).bars();
    assertThat(bars.get(0).verdict()).isEqualTo(Verdict.MISSED);
    assertThat(bars.get(0).low()).isNull();
    assertThat(bars.get(1).verdict()).isEqualTo(Verdict.MET);
    assertThat(bars.get(1).prototype()).isEqualTo(".5");
    assertThat(report.tally()).isEqualTo(new PlanReport.Tally(1, 1, 0, 0));
    assertThat(report.toLines()).contains("1 met, 1 missed, 0 reported, 0 open");
  }

  @Test
  void ablation_isTheDifferenceToTheWhole() {
    Plan.Row row =
        new Plan.Row(
            "Ablation",
            "a shop",
            Protocol.PREQUENTIAL,
            false,
            List.of("counts"),
            List.of(1L),
            null,
            null,
            List.of(),
            new Ablation("counts", List.of("popularity", "no-such-part")));
    PlanReport.Row evaluated = run(plan(row), task -> {}).rows().get(0);

    assertThat(evaluated.ablation()).hasSize(1);
    Comparison comparison = evaluated.ablation().get(0);
    assertThat(comparison.a()).isEqualTo("popularity");
    assertThat(comparison.difference()).isNegative();
    assertThat(evaluated.notes()).singleElement().asString().contains("no-such-part");
  }

  @Test
  void continualLearning_standsBesideTheRows_andComesFromTheCache() throws IOException {
    Plan plan = continual("counts-repeats", "hope-own", "sasrec-all");
    PlanReport report = run(plan, task -> {});

    PlanReport.Continual continual = Objects.requireNonNull(report.continual());
    assertThat(continual.notes()).isEmpty();
    assertThat(Objects.requireNonNull(continual.report()).results())
        .extracting(ContinualReport.Result::model)
        .containsExactly("counts-repeats", "hope-own", "sasrec-all");
    assertThat(continual.bars()).extracting(BarResult::over).containsExactly(OVER);
    assertThat(continual.bars().get(0).measured()).isPositive();
    assertThat(continual.bars().get(0).low()).isNotNull();
    assertThat(continual.bars().get(0).command()).contains("continual --models counts-repeats,");
    assertThat(continual.bars().get(1).verdict()).isEqualTo(Verdict.OPEN);
    PlanReport.Tally tally = report.tally();
    assertThat(tally.met() + tally.missed()).isEqualTo(1);
    assertThat(tally.open()).isEqualTo(1);
    assertThat(report.allMet()).isFalse();
    assertThat(report.toLines()).contains("Continual learning on simulated customers");
    assertThat(island(Files.readString(folder.resolve("out/report.html")))).isEqualTo(json());

    List<String> tasks = new ArrayList<>();
    PlanReport again = run(plan, tasks::add);
    assertThat(tasks).filteredOn(task -> task.contains(": ")).isEmpty();
    assertThat(again.continual()).isEqualTo(continual);
  }

  @Test
  void continualLearningThatFails_isTold_andItsBarsStayOpen() {
    PlanReport report =
        run(
            continual("counts-repeats"),
            task -> {
              if (task.equals("counts-repeats: scenarios")) {
                throw new RicordoException("no room");
              }
            });
    PlanReport.Continual continual = Objects.requireNonNull(report.continual());
    assertThat(continual.notes()).containsExactly("counts-repeats, seed 1 failed: no room");
    assertThat(continual.report()).isNull();
    assertThat(report.tally().open()).isEqualTo(2);
  }

  private static Plan continual(String... models) {
    Continual continual =
        new Continual(List.of(models), List.of(1L), 1, new Suite.Size(20, 3, 2, 200));
    return new Plan("test", "A test", List.of(row("a shop", List.of("popularity"))), continual);
  }

  private static Bar bar(String model, String over, double atLeast) {
    return new Bar("ndcg@10", model, over, atLeast, null, null, false, null);
  }

  private static Plan plan(Plan.Row... rows) {
    return new Plan("test", "A test", List.of(rows), null);
  }

  private static Plan.Row row(String data, List<String> models, Bar... bars) {
    return new Plan.Row(
        "On " + data,
        data,
        Protocol.PREQUENTIAL,
        false,
        models,
        List.of(1L),
        null,
        1,
        List.of(bars),
        null);
  }

  private PlanReport run(Plan plan, Consumer<String> started) {
    Progress silent = Progress.silent();
    return Reporting.run(
        options(plan),
        CLOCK,
        (task, total) -> {
          started.accept(task);
          return silent.start(task, total);
        });
  }

  private ReportingOptions options(Plan plan) {
    return options(plan, Optional.empty());
  }

  private ReportingOptions options(Plan plan, Optional<Workers> workers) {
    return new ReportingOptions(
        plan,
        folder.resolve("logs"),
        folder.resolve("out"),
        List.of(),
        Device.CPU,
        folder.resolve("cache"),
        workers);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("out/report.json").toFile());
  }

  /** The JSON that the page holds. */
  private static JsonNode island(String page) throws IOException {
    String start = "<script type=\"application/json\" id=\"report\">";
    int from = page.indexOf(start) + start.length();
    return new ObjectMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
  }
}
