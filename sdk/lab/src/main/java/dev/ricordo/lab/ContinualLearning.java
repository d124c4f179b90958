package dev.ricordo.lab;

import dev.ricordo.base.Base;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Shape;
import dev.ricordo.djl.Device;
import dev.ricordo.djl.SequenceShape;
import dev.ricordo.djl.TrainingSettings;
import dev.ricordo.lab.continual.Subjects;
import dev.ricordo.lab.continual.Suite;
import dev.ricordo.lab.models.Lesson;
import dev.ricordo.lab.models.Model;
import dev.ricordo.lab.models.Net;
import dev.ricordo.lab.models.Recommender;
import dev.ricordo.lab.models.SequenceNet;
import dev.ricordo.lab.train.BaseTraining;
import dev.ricordo.lab.train.Mixing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Trains models on simulated customers and sees what they keep: {@code ricordo continual}. */
public final class ContinualLearning {

  /** What the ratios of a report are about. */
  static final String TITLE = "Continual learning on simulated customers";

  private final ContinualOptions options;
  private final Suite suite;
  private final Cache cache;
  private final Progress progress;
  private final String code = Code.ofModels();

  private ContinualLearning(ContinualOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
    suite = Suite.of(options.size());
    cache = new Cache(options.cache());
  }

  /** The names of all models. */
  public static List<String> models() {
    return Subjects.names();
  }

  /**
   * Measures every model under every seed, taking from the cache what is there.
   *
   * @throws dev.ricordo.RicordoException if training fails
   */
  public static ContinualReport run(ContinualOptions options, Progress progress) {
    ContinualLearning run = open(options, progress);
    List<ContinualReport.Result> results = new ArrayList<>();
    for (String name : options.models()) {
      for (long seed : options.seeds()) {
        results.add(run.result(name, seed));
      }
    }
    return run.report(results);
  }

  /** Simulates the customers; nothing is trained yet. */
  static ContinualLearning open(ContinualOptions options, Progress progress) {
    return new ContinualLearning(options, progress);
  }

  /** Whether the cache has what a model came to. */
  boolean known(String name, long seed) {
    return find(Subjects.require(name), seed).isPresent();
  }

  /** What was measured of some models and seeds. */
  ContinualReport report(List<ContinualReport.Result> results) {
    return ContinualReport.of(
        Code.version(),
        Machine.here(options.device().resolved().text()),
        options.seeds(),
        Dataset.of(suite.log()),
        results,
        Reproduction.command(options));
  }

  private String key(Model model, long seed) {
    Map<String, Object> parts = common(model.seeded() ? seed : 0);
    parts.put("code", code);
    parts.put("model", model.name());
    return Cache.key(parts);
  }

  private Optional<ContinualReport.Result> find(Model model, long seed) {
    return cache.find(key(model, seed), ContinualReport.Result.class);
  }

  /**
   * One model under one seed, from the cache if it is there.
   *
   * @throws dev.ricordo.RicordoException if training fails
   */
  ContinualReport.Result result(String name, long seed) {
    Model model = Subjects.require(name);
    Optional<ContinualReport.Result> known = find(model, seed);
    if (known.isPresent()) {
      return known.get().withSeed(seed);
    }
    ContinualReport.Result result = measure(model, seed);
    cache.keep(key(model, seed), result);
    return result;
  }

  private Map<String, Object> common(long seed) {
    Map<String, Object> parts = new TreeMap<>();
    parts.put("suite", options.size().toString());
    parts.put("digest", suite.log().digest());
    parts.put("settings", settings(seed).describe());
    parts.put("device", options.device().resolved().text());
    parts.put("threads", TrainingSettings.threads());
    parts.put("seed", seed);
    return parts;
  }

  private TrainingSettings settings(long seed) {
    TrainingSettings settings = Suite.settings(seed, options.device());
    return options.epochs().isPresent()
        ? settings.withEpochs(options.epochs().getAsInt())
        : settings;
  }

  private ContinualReport.Result measure(Model model, long seed) {
    Nets nets = new Nets(seed);
    Recommender recommender = model.fit(new Lesson(suite.log(), suite.split(), nets, progress));
    Suite.Examination examined = suite.examine(model.name(), recommender, progress);
    return new ContinualReport.Result(
        model.name(),
        seed,
        recommender.stateBytes(),
        nets.seconds,
        examined.figures(),
        examined.returns());
  }

  /** Trains nets, or takes them from the cache. */
  private final class Nets implements Lesson.Bases {

    private final long seed;
    private double seconds;

    Nets(long seed) {
      this.seed = seed;
    }

    @Override
    public Base base(Shape shape) {
      return base(shape, true);
    }

    @Override
    public Base withoutFeatures() {
      return base(Shape.DEFAULT, false);
    }

    private Base base(Shape shape, boolean features) {
      Map<String, Object> parts = common(seed);
      parts.put("code", code);
      parts.put("shape", shape.toString());
      parts.put("features", features);
      BaseTraining.Task task =
          new BaseTraining.Task(
              shape.memoryWrites() ? "hope" : "hope-frozen",
              shape,
              features,
              ContinualLearning.this.settings(seed),
              Training.code(),
              Optional.empty());
      BaseTraining training = new BaseTraining(suite.log(), suite.split(), progress);
      Base base = cache.base(Cache.key(parts), keep -> training.run(task, keep)).base();
      seconds += base.manifest().metrics().getOrDefault("trainSeconds", 0.0);
      return base;
    }

    @Override
    public Device device() {
      return options.device();
    }

    @Override
    public TrainingSettings settings(SequenceShape shape) {
      return ContinualLearning.this.settings(seed);
    }

    @Override
    public Mix ownMix(String name, Supplier<Net> own) {
      return Mixing.own(suite.log(), own, suite.split().validation(), progress, name);
    }

    @Override
    public SequenceNet net(
        String name, SequenceShape shape, Function<Consumer<SequenceNet>, SequenceNet> training) {
      Map<String, Object> parts = common(seed);
      parts.put("code", code);
      parts.put("net", name);
      parts.put("shape", shape.toString());
      SequenceNet net = cache.net(Cache.key(parts), training);
      seconds += net.trainSeconds();
      return net;
    }
  }
}
