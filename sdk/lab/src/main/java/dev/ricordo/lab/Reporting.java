package dev.ricordo.lab;

import dev.ricordo.RicordoException;
import dev.ricordo.lab.PlanReport.Tally;
import dev.ricordo.lab.continual.Suite;
import dev.ricordo.lab.models.Models;
import dev.ricordo.lab.plan.Continual;
import dev.ricordo.lab.plan.Plan;
import dev.ricordo.lab.report.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Runs a plan and writes {@code report.html}, {@code report.json} and pictures: {@code ricordo
 * report}.
 *
 * <p>Every model and seed goes through the cache of {@link Evaluation}, so a run that was cut off
 * goes on where it stopped. What is missing or fails is told in the report, and the rest goes on.
 */
public final class Reporting {

  static final String PAGE = "report.html";
  static final String JSON = "report.json";

  private final ReportingOptions options;
  private final Clock clock;
  private final Progress progress;
  private final int total;
  private int done;

  private Reporting(ReportingOptions options, Clock clock, Progress progress) {
    this.options = options;
    this.clock = clock;
    this.progress = progress;
    total =
        options.plan().rows().stream()
                .map(this::seeded)
                .mapToInt(row -> row.everyModel().size() * row.seeds().size())
                .sum()
            + continual().map(one -> one.models().size() * one.seeds().size()).orElse(0);
  }

  /**
   * Runs a plan.
   *
   * @throws RicordoException if the report cannot be written
   */
  public static PlanReport run(ReportingOptions options, Progress progress) {
    return run(options, Clock.systemUTC(), progress);
  }

  static PlanReport run(ReportingOptions options, Clock clock, Progress progress) {
    return new Reporting(options, clock, progress).run();
  }

  private PlanReport run() {
    long start = System.nanoTime();
    options.workers().ifPresent(workers -> workers.run(missing(), progress));
    try (Progress.Bar bar = progress.start("report", total)) {
      Map<String, String> pictures = new LinkedHashMap<>();
      List<PlanReport.Row> rows = new ArrayList<>();
      for (Plan.Row row : options.plan().rows()) {
        PlanReport.Row evaluated = row(seeded(row), bar);
        Map<String, String> drawn = Pictures.of(rows.size() + 1, evaluated);
        pictures.putAll(drawn);
        rows.add(Pictures.named(evaluated, drawn));
      }
      Optional<PlanReport.Continual> kept = continual().map(one -> continual(one, bar));
      PlanReport report = report(rows, kept, Duration.ofNanos(System.nanoTime() - start));
      write(report, pictures);
      return report;
    }
  }

  /**
   * An evaluation for each model and seed that the cache lacks, the first seeds of all rows first.
   */
  private List<List<String>> missing() {
    List<Job> jobs = new ArrayList<>();
    for (Plan.Row row : options.plan().rows()) {
      Plan.Row seeded = seeded(row);
      List<String> models = known(seeded);
      Optional<Path> folder = folder(seeded);
      if (folder.isPresent() && !models.isEmpty()) {
        jobs.addAll(missing(options(seeded, folder.get(), models)));
      }
    }
    continual().ifPresent(one -> jobs.addAll(missing(one)));
    return jobs.stream()
        .sorted(Comparator.comparingInt(Job::round))
        .map(Job::words)
        .distinct()
        .toList();
  }

  /**
   * One model under one seed.
   *
   * @param round which of the row's seeds it is
   */
  private record Job(int round, List<String> words) {}

  private List<Job> missing(EvaluationOptions asked) {
    List<Job> jobs = new ArrayList<>();
    try {
      Evaluation evaluation = Evaluation.open(asked, progress);
      for (String model : asked.models()) {
        int seeds = Models.require(model).seeded() ? asked.seeds().size() : 1;
        for (int round = 0; round < seeds; round++) {
          long seed = asked.seeds().get(round);
          if (!evaluation.known(model, seed)) {
            jobs.add(new Job(round, Reproduction.words(asked, model, seed)));
          }
        }
      }
    } catch (RicordoException | OutOfMemoryError e) {
      // The row tells why it cannot be read when it is reported.
      return List.of();
    }
    return jobs;
  }

  private List<Job> missing(Continual asked) {
    List<Job> jobs = new ArrayList<>();
    if (asked.size() != null) {
      // The command that a worker runs simulates as many customers as it always does.
      return jobs;
    }
    ContinualOptions continualOptions = options(asked);
    ContinualLearning learning;
    try {
      learning = ContinualLearning.open(continualOptions, progress);
    } catch (RuntimeException | OutOfMemoryError e) {
      // Whoever reports it tells why.
      return jobs;
    }
    for (String model : asked.models()) {
      for (int round = 0; round < asked.seeds().size(); round++) {
        long seed = asked.seeds().get(round);
        if (!learning.known(model, seed)) {
          jobs.add(new Job(round, Reproduction.words(continualOptions, model, seed)));
        }
      }
    }
    return jobs;
  }

  private ContinualOptions options(Continual asked) {
    return new ContinualOptions(
        asked.models(),
        asked.seeds(),
        options.device(),
        asked.epochs() == null ? OptionalInt.empty() : OptionalInt.of(asked.epochs()),
        Objects.requireNonNullElse(asked.size(), Suite.Size.FULL),
        options.cache());
  }

  /** What the plan asks about continual learning, under the seeds of this run. */
  private Optional<Continual> continual() {
    return Optional.ofNullable(options.plan().continual())
        .map(one -> options.seeds().isEmpty() ? one : one.withSeeds(options.seeds()));
  }

  private PlanReport.Continual continual(Continual asked, Progress.Bar bar) {
    List<String> notes = new ArrayList<>();
    List<ContinualReport.Result> results = new ArrayList<>();
    ContinualLearning learning;
    try {
      learning = ContinualLearning.open(options(asked), progress);
    } catch (RuntimeException | OutOfMemoryError e) {
      notes.add("failed: " + reason(e));
      return unmeasured(notes);
    }
    for (String model : asked.models()) {
      for (long seed : asked.seeds()) {
        String outcome;
        try {
          boolean cached = learning.known(model, seed);
          ContinualReport.Result one = learning.result(model, seed);
          results.add(one);
          outcome =
              String.format("HR@2 at returns %.3f%s", one.returned(), cached ? ", cached" : "");
        } catch (RuntimeException | OutOfMemoryError e) {
          outcome = "failed: " + reason(e);
          notes.add(model + ", seed " + seed + " " + outcome);
        }
        note(bar, ContinualLearning.TITLE + ", " + model + ", seed " + seed + ": " + outcome);
      }
    }
    if (results.isEmpty()) {
      return unmeasured(notes);
    }
    ContinualReport report = learning.report(results);
    return new PlanReport.Continual(
        ContinualLearning.TITLE, notes, bars(report.ratios(), report.reproduction()), report);
  }

  private static PlanReport.Continual unmeasured(List<String> notes) {
    return new PlanReport.Continual(
        ContinualLearning.TITLE, notes, bars(ContinualReport.unmeasured(), ""), null);
  }

  private static List<PlanReport.BarResult> bars(
      List<ContinualReport.Ratio> ratios, String command) {
    return ratios.stream().map(ratio -> ratio.toBar(command)).toList();
  }

  private void note(Progress.Bar bar, String what) {
    bar.note(++done + " of " + total + ": " + what);
    bar.advance(done);
  }

  private static List<String> known(Plan.Row row) {
    return row.everyModel().stream().filter(model -> leftOut(model, row).isEmpty()).toList();
  }

  /** Why a model cannot be evaluated: its name or a rule is not known, or it has no such rules. */
  private static Optional<String> leftOut(String model, Plan.Row row) {
    try {
      EvaluationOptions.requireModel(model, row.protocol());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(model + " is left out: " + e.getMessage());
    }
  }

  private Plan.Row seeded(Plan.Row row) {
    return options.seeds().isEmpty() ? row : row.withSeeds(options.seeds());
  }

  private PlanReport report(
      List<PlanReport.Row> rows, Optional<PlanReport.Continual> continual, Duration took) {
    return new PlanReport(
        "report",
        Code.version(),
        Machine.here(options.device().resolved().text()),
        rows.get(0).seeds().get(0),
        options.plan().name(),
        options.plan().title(),
        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
        took.toMillis() / 1000.0,
        Tally.of(rows, continual.orElse(null)),
        rows,
        continual.orElse(null));
  }

  private PlanReport.Row row(Plan.Row row, Progress.Bar bar) {
    List<String> notes = new ArrayList<>();
    row.everyModel().forEach(model -> leftOut(model, row).ifPresent(notes::add));
    List<String> known = known(row);
    Optional<Path> folder = folder(row);
    if (folder.isEmpty()) {
      notes.add(
          "no log: "
              + options.data().resolve(row.data())
              + " has no events.csv.gz and items.csv.gz");
    } else if (!known.isEmpty()) {
      EvaluationOptions asked = options(row, folder.get(), known);
      try {
        return evaluated(row, asked, notes, bar);
      } catch (RicordoException | OutOfMemoryError e) {
        notes.add("failed: " + reason(e));
      }
    }
    done += row.everyModel().size() * row.seeds().size();
    bar.note(done + " of " + total + ": " + row.title() + ": " + notes.get(notes.size() - 1));
    return new Judge(row, notes).unmeasured();
  }

  private Optional<Path> folder(Plan.Row row) {
    Path folder = options.data().resolve(row.data());
    return Optional.of(folder)
        .filter(path -> file(path, "events").isPresent() && file(path, "items").isPresent());
  }

  private static Optional<Path> file(Path folder, String name) {
    for (String ending : List.of(".csv.gz", ".csv")) {
      Path file = folder.resolve(name + ending);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private EvaluationOptions options(Plan.Row row, Path folder, List<String> models) {
    return new EvaluationOptions(
        file(folder, "events").orElseThrow(),
        file(folder, "items").orElseThrow(),
        row.protocol(),
        models,
        row.seeds(),
        options.device(),
        row.maxEvents() == null ? OptionalLong.empty() : OptionalLong.of(row.maxEvents()),
        row.refit(),
        row.epochs() == null ? OptionalInt.empty() : OptionalInt.of(row.epochs()),
        options.cache());
  }

  private PlanReport.Row evaluated(
      Plan.Row row, EvaluationOptions asked, List<String> notes, Progress.Bar bar) {
    Evaluation evaluation = Evaluation.open(asked, progress);
    done += (row.everyModel().size() - asked.models().size()) * row.seeds().size();
    Map<String, Map<Long, Examined>> examined = new LinkedHashMap<>();
    for (String model : asked.models()) {
      Map<Long, Examined> bySeed = new LinkedHashMap<>();
      for (long seed : row.seeds()) {
        String what = row.title() + ", " + model + ", seed " + seed;
        String outcome;
        try {
          boolean cached = evaluation.known(model, seed);
          Examined one = evaluation.examined(model, seed);
          bySeed.put(seed, one);
          outcome =
              String.format("NDCG@10 %.4f%s", one.result().ndcg10(), cached ? ", cached" : "");
        } catch (RuntimeException | OutOfMemoryError e) {
          outcome = "failed: " + reason(e);
          notes.add(model + ", seed " + seed + " " + outcome);
        }
        note(bar, what + ": " + outcome);
      }
      if (!bySeed.isEmpty()) {
        if (bySeed.size() < row.seeds().size()) {
          notes.add(model + " lacks seeds: it is compared with no model that has them");
        }
        examined.put(model, bySeed);
      }
    }
    return new Judge(row, notes).measured(evaluation, asked, examined);
  }

  /** What went wrong; the message of a defect is left out, for nobody knows what it quotes. */
  private static String reason(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return "out of memory, " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MiB of heap";
    }
    boolean meant =
        failure instanceof RicordoException || failure instanceof IllegalArgumentException;
    return meant
        ? String.valueOf(failure.getMessage())
        : "a defect, " + failure.getClass().getName();
  }

  private void write(PlanReport report, Map<String, String> pictures) {
    try {
      Files.createDirectories(options.out());
      for (Map.Entry<String, String> picture : pictures.entrySet()) {
        write(picture.getKey(), picture.getValue());
      }
      write(JSON, report.toJson() + "\n");
      write(PAGE, Page.html(report.title(), report.toJson()));
    } catch (IOException e) {
      throw new RicordoException("out: " + options.out() + " cannot be written", e);
    }
  }

  private void write(String name, String text) throws IOException {
    Files.write(options.out().resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
