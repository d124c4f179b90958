package dev.ricordo.lab;

import dev.ricordo.RicordoException;
import dev.ricordo.base.Base;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Writing;
import dev.ricordo.djl.Device;
import dev.ricordo.djl.SequenceShape;
import dev.ricordo.djl.TrainingSettings;
import dev.ricordo.lab.compare.SideBySide;
import dev.ricordo.lab.evaluate.Examiner;
import dev.ricordo.lab.evaluate.Ranks;
import dev.ricordo.lab.evaluate.Split;
import dev.ricordo.lab.log.EventLog;
import dev.ricordo.lab.models.GateLevels;
import dev.ricordo.lab.models.Lesson;
import dev.ricordo.lab.models.Model;
import dev.ricordo.lab.models.Models;
import dev.ricordo.lab.models.Net;
import dev.ricordo.lab.models.Recommender;
import dev.ricordo.lab.models.SequenceNet;
import dev.ricordo.lab.train.BaseTraining;
import dev.ricordo.lab.train.LearningCurve;
import dev.ricordo.lab.train.Mixing;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Trains and evaluates models side by side: {@code ricordo evaluate}. */
public final class Evaluation {

  private final EvaluationOptions options;
  private final EventLog log;
  private final Split split;
  private final Cache cache;
  private final Progress progress;
  private final String catalogue;
  private final String code = Code.ofModels();

  private Evaluation(EvaluationOptions options, EventLog log, Progress progress) {
    this.options = options;
    this.log = log;
    this.progress = progress;
    split = options.protocol().split(log, options.refit());
    cache = new Cache(options.cache());
    catalogue = Cache.key(Map.of("items", log.catalogue().items().toString()));
  }

  /** The names of all models. */
  public static List<String> models() {
    return Models.names();
  }

  /**
   * Evaluates, taking from the cache what is there.
   *
   * @throws dev.ricordo.RicordoException naming what is wrong with a file or the training
   */
  public static EvaluationReport run(EvaluationOptions options, Progress progress) {
    Evaluation evaluation = open(options, progress);
    Map<String, Map<Long, Examined>> results = new LinkedHashMap<>();
    for (String model : options.models()) {
      Map<Long, Examined> bySeed = new LinkedHashMap<>();
      for (long seed : options.seeds()) {
        bySeed.put(seed, evaluation.examined(model, seed));
      }
      results.put(model, bySeed);
    }
    return evaluation.report(results);
  }

  /** Reads the log; evaluates nothing yet. */
  static Evaluation open(EvaluationOptions options, Progress progress) {
    EventLog whole = Reading.log(options.events(), options.items(), progress);
    EventLog log =
        options.maxEvents().isPresent() ? whole.first(options.maxEvents().getAsLong()) : whole;
    Evaluation evaluation = new Evaluation(options, log, progress);
    if (evaluation.split.training().length == 0) {
      throw new RicordoException(
          options.events().getFileName()
              + ": leaves no event to train on under "
              + options.protocol().text());
    }
    return evaluation;
  }

  /** A report of some results, by model and seed. */
  EvaluationReport report(Map<String, Map<Long, Examined>> results) {
    SideBySide sides = sideBySide(results);
    return new EvaluationReport(
        "evaluate",
        Code.version(),
        Machine.here(options.device().resolved().text()),
        options.seeds().get(0),
        options.seeds(),
        dataset(),
        options.protocol().text(),
        policy(),
        options.refit(),
        results.values().stream().flatMap(m -> m.values().stream()).map(Examined::result).toList(),
        sides.summaries(),
        sides.comparisons());
  }

  /** {@code live}, {@code epoch}, or both where models differ. */
  private String policy() {
    return options.models().stream()
        .map(model -> Models.require(model).publication().live() ? "live" : "epoch")
        .distinct()
        .sorted(Comparator.reverseOrder())
        .collect(Collectors.joining(" and "));
  }

  Dataset dataset() {
    return Dataset.of(log);
  }

  /** The answers of some models beside each other. */
  SideBySide sideBySide(Map<String, Map<Long, Examined>> results) {
    Map<String, Map<Long, Ranks>> answers = new LinkedHashMap<>();
    results.forEach(
        (model, bySeed) -> {
          Map<Long, Ranks> ranks = new LinkedHashMap<>();
          bySeed.forEach((seed, examined) -> ranks.put(seed, examined.ranks()));
          answers.put(model, ranks);
        });
    int[] customers = Arrays.stream(split.test().asked()).map(log::customer).toArray();
    return new SideBySide(customers, answers);
  }

  /** One model under one seed, from the cache if it is there. */
  Examined examined(String name, long seed) {
    Model model = Models.require(name);
    String key = key(model, seed);
    Optional<Examined> known = cache.findResult(key);
    if (known.isPresent()) {
      return known.get().withSeed(seed);
    }
    Examined examined = test(model, seed);
    cache.keep(key, examined);
    return examined;
  }

  /** Whether the cache holds one model under one seed. */
  boolean known(String name, long seed) {
    return cache.findResult(key(Models.require(name), seed)).isPresent();
  }

  private String key(Model model, long seed) {
    Map<String, Object> parts = new TreeMap<>(common());
    parts.put("code", code);
    parts.put("model", model.name());
    parts.put("seed", model.seeded() ? seed : 0);
    return Cache.key(parts);
  }

  private Map<String, Object> common() {
    Map<String, Object> parts = new TreeMap<>();
    parts.put("digest", log.digest());
    parts.put("events", log.size());
    parts.put("catalogue", catalogue);
    parts.put("protocol", options.protocol().text());
    parts.put("refit", options.refit());
    parts.put("device", options.device().resolved().text());
    parts.put("epochs", options.epochs().orElse(0));
    parts.put("threads", TrainingSettings.threads());
    return parts;
  }

  private Examined test(Model model, long seed) {
    long start = System.nanoTime();
    Bases bases = new Bases(seed);
    Recommender recommender = model.fit(new Lesson(log, split, bases, progress));
    double fitted = seconds(start);
    Exam exam = new Exam(log, split, recommender);
    long tested = System.nanoTime();
    String task = model.name() + ": test";
    try (Progress.Bar bar = progress.start(task, split.test().size())) {
      Examiner.play(log, split.test(), exam, bar);
      EvaluationReport.Result result =
          exam.result(
              model.name(),
              seed,
              Math.max(fitted, bases.seconds),
              seconds(tested),
              bases.learning,
              bases.settings(recommender));
      bar.note(String.format("NDCG@10 %.4f, HR@10 %.4f", result.ndcg10(), result.hr10()));
      return new Examined(result, exam.ranks());
    }
  }

  private static double seconds(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
  }

  /** Trains bases, or takes them from the cache. */
  private final class Bases implements Lesson.Bases {

    private final long seed;
    private final Set<String> timed = new HashSet<>();
    private double seconds;
    private String epochs = "";
    private @Nullable LearningCurve learning;

    Bases(long seed) {
      this.seed = seed;
    }

    @Override
    public Base base(Shape shape) {
      return base(shape, true);
    }

    @Override
    public Base choosing(Shape shape) {
      return options.refit()
          ? base(shape, true, ofBases(), split.choosing(), Optional.empty())
          : base(shape);
    }

    @Override
    public Base withoutFeatures() {
      return base(Shape.DEFAULT, false);
    }

    private Base base(Shape shape, boolean features) {
      Base base = base(shape, features, ofBases());
      seconds = base.manifest().metrics().getOrDefault("trainSeconds", 0.0);
      epochs = "epoch " + base.manifest().metrics().getOrDefault("bestEpoch", 0.0).intValue();
      return base;
    }

    @Override
    public Device device() {
      return options.device();
    }

    @Override
    public TrainingSettings settings(SequenceShape shape) {
      return asked(TrainingSettings.sequences(shape, seed, device()));
    }

    private TrainingSettings ofBases() {
      return asked(TrainingSettings.defaults(seed, device()));
    }

    private TrainingSettings asked(TrainingSettings recipe) {
      return options.epochs().isPresent() ? recipe.withEpochs(options.epochs().getAsInt()) : recipe;
    }

    /** What was chosen for a recommender, in words. */
    String settings(Recommender recommender) {
      return Stream.of(recommender.settings(), epochs)
          .filter(text -> !text.isEmpty())
          .distinct()
          .collect(Collectors.joining(", "));
    }

    @Override
    public Mix mix(String name, Supplier<Net> nets) {
      return mix(name, nets, GateLevels.ALL);
    }

    @Override
    public Mix ownMix(String name, Supplier<Net> nets) {
      return Mixing.own(log, nets, split.validation(), progress, name);
    }

    @Override
    public Mix mix(String name, Supplier<Net> nets, GateLevels levels) {
      return choice(name, nets, levels).mix();
    }

    @Override
    public Mix fixedMix(String name, Supplier<Net> nets) {
      return choice(name, nets, GateLevels.ALL).fixed();
    }

    private Mixing.Choice choice(String name, Supplier<Net> nets, GateLevels levels) {
      return Mixing.choose(log, nets, split.validation(), levels, seed, progress, name);
    }

    @Override
    public SequenceNet net(
        String name, SequenceShape shape, Function<Consumer<SequenceNet>, SequenceNet> training) {
      Map<String, Object> parts = new TreeMap<>(common());
      parts.put("code", code);
      parts.put("net", name);
      parts.put("shape", shape.toString());
      parts.put("settings", settings(shape).describe());
      parts.put("seed", seed);
      String key = Cache.key(parts);
      SequenceNet net = cache.net(key, training);
      if (timed.add(key)) { // a mixed model asks for its net more than once
        seconds += net.trainSeconds();
      }
      epochs = "epoch " + net.bestEpoch();
      if (learning == null) { // the first is the one whose epochs were judged
        learning = new LearningCurve(net.bestEpoch(), net.curve());
      }
      return net;
    }

    private Base base(Shape shape, boolean features, TrainingSettings trained) {
      if (!options.refit()) {
        return base(shape, features, trained, split, Optional.empty());
      }
      Base chosen = base(shape, features, trained, split.choosing(), Optional.empty());
      int epochs = chosen.manifest().metrics().getOrDefault("bestEpoch", 1.0).intValue();
      Optional<Mix> mix = Optional.of(chosen.mix());
      return base(shape, features, trained.withEpochs(epochs), split, mix);
    }

    private Base base(
        Shape shape, boolean features, TrainingSettings trained, Split part, Optional<Mix> mix) {
      boolean refit = mix.isPresent();
      Map<String, Object> parts = new TreeMap<>(common());
      parts.put("refit", refit);
      parts.put("code", code);
      parts.put("shape", shape.toString());
      parts.put("features", features);
      parts.put("settings", trained.describe());
      parts.put("seed", seed);
      String name =
          (shape.memoryWrites() ? "hope" : "hope-frozen")
              + (shape.continuum().levels() > 0 ? " with continuum" : "")
              + (shape.writing().equals(Writing.DEFAULT) ? "" : ", " + shape.writing().text())
              + (features ? "" : " without features")
              + (refit ? " refit" : "");
      Cache.Kept kept =
          cache.base(
              Cache.key(parts),
              keep -> {
                BaseTraining.Task task =
                    new BaseTraining.Task(name, shape, features, trained, Training.code(), mix);
                return new BaseTraining(log, part, progress).run(task, keep);
              });
      if (!refit) {
        learning = kept.curve().orElse(null);
      }
      return kept.base();
    }
  }
}
