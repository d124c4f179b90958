package dev.ricordo.lab.bench;

import dev.ricordo.Ranking;
import dev.ricordo.Ricordo;
import dev.ricordo.Slot;
import dev.ricordo.base.Base;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.Weights.Tensor;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.djl.AcceleratedCatalogue;
import dev.ricordo.djl.CrowdCatalogue;
import dev.ricordo.djl.Device;
import dev.ricordo.djl.DeviceCopy;
import dev.ricordo.djl.crowd.CrowdAnswers;
import dev.ricordo.event.ItemId;
import dev.ricordo.lab.Code;
import dev.ricordo.lab.Machine;
import dev.ricordo.lab.Progress;
import dev.ricordo.lab.Timing;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.rank.Blend;
import dev.ricordo.rank.CatalogueScorer;
import dev.ricordo.rank.TopK;
import dev.ricordo.spi.Journal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Times answers in process, one question at a time: {@code ricordo bench recommend}. The whole call
 * stands beside the scoring of the catalogue alone, the same scores by plain loops and by a matrix
 * product of DJL, the best for many customers at once, and the time it takes to read as many bytes.
 */
public final class RecommendBenchmark {

  private static final long NOW = SimulatedCrowd.NOW.getEpochSecond();
  private static final Slot SLOT = Slot.of("home");
  private static final int COUNT = 10;
  private static final int ASKING = 256;
  private static final int COMPARED = 20;
  private static final int LEARNED_HISTORY = 50;
  private static final int LONG_HISTORY = 400;
  private static final int DJL_BATCH = 64;
  private static final int CONTEXTS = 64;
  private static final int[] CROWDS = {64, 1_024};
  private static final int MIXED = 64;

  private final RecommendOptions options;
  private final SimulatedCrowd crowd;
  private final Base base;
  private final List<RecommendReport.Result> results = new ArrayList<>();
  private double bytesPerMicro;

  private RecommendBenchmark(RecommendOptions options) {
    this.options = options;
    crowd = new SimulatedCrowd(options.items(), options.seed());
    base = SimulatedBase.of(options.items(), options.seed());
  }

  /** Measures all paths, one after the other. */
  public static RecommendReport run(RecommendOptions options, Progress progress) {
    RecommendBenchmark benchmark = new RecommendBenchmark(options);
    long cells;
    String device;
    try (Progress.Bar bar = progress.start("bench recommend", 4)) {
      benchmark.measureCopies();
      cells = benchmark.answers();
      bar.advance(2);
      device = benchmark.scores();
      bar.advance(3);
      benchmark.crowds(device);
    }
    return new RecommendReport(
        "bench recommend",
        Code.version(),
        Machine.here(device),
        options.seed(),
        cells,
        benchmark.bytesPerMicro / 1e3,
        benchmark.results);
  }

  /** A copy reads and writes every byte once. */
  private void measureCopies() {
    float[] from = new float[options.items() * base.shape().width()];
    float[] to = new float[from.length];
    Timing copy = timed(call -> System.arraycopy(from, 0, to, 0, from.length));
    bytesPerMicro = 2.0 * Float.BYTES * from.length / copy.p50Micros();
  }

  private Timing timed(java.util.function.IntConsumer call) {
    return Timing.of(options.duration(), call);
  }

  /** The whole call, for customers with short and with long histories. */
  private long answers() {
    Journal journal = Journal.inMemory();
    for (int customer = 0; customer < options.customers(); customer++) {
      int events = customer < ASKING ? LONG_HISTORY : LEARNED_HISTORY;
      journal.append(crowd.journey(customer, events));
    }
    try (Ricordo ricordo =
        Ricordo.builder()
            .base(base)
            .catalogue(SimulatedBase.catalogue(options.items()))
            .journal(journal)
            .clock(Clock.fixed(SimulatedCrowd.NOW, ZoneOffset.UTC))
            .build()) {
      int shortFrom = Math.min(ASKING, options.customers() / 2);
      answers(ricordo, LEARNED_HISTORY, shortFrom);
      answers(ricordo, LONG_HISTORY, 0);
      return ricordo.statistics().collectiveCells();
    }
  }

  private void answers(Ricordo ricordo, int history, int first) {
    int asking = Math.min(ASKING, options.customers() - first);
    Timing timing = timed(call -> ask(ricordo, first + call % asking, COUNT));
    double recall =
        IntStream.range(0, Math.min(COMPARED, asking))
            .mapToDouble(i -> recall(ricordo, first + i))
            .average()
            .orElseThrow();
    long popularity = (long) Double.BYTES * options.items();
    add("recommend", 1, history, timing, recall, (tableBytes() + popularity) / bytesPerMicro);
  }

  private static Ranking ask(Ricordo ricordo, int customer, int count) {
    return ricordo.recommend(SimulatedCrowd.customer(customer), SLOT, count);
  }

  /** Against a ranking of the whole catalogue, where no item can be passed over. */
  private double recall(Ricordo ricordo, int customer) {
    List<ItemId> exact = ask(ricordo, customer, options.items()).items().subList(0, COUNT);
    return recall(new HashSet<>(exact), new HashSet<>(ask(ricordo, customer, COUNT).items()));
  }

  private static double recall(Set<?> exact, Set<?> found) {
    return (double) exact.stream().filter(found::contains).count() / exact.size();
  }

  /** Own scores alone: ours, by plain loops, by DJL. */
  private String scores() {
    List<ItemId> items = base.items();
    float[] table = base.weights().get(Tensor.ITEM);
    float[] bias = base.weights().get(Tensor.ITEM_BIAS);
    List<float[]> contexts = contexts(CONTEXTS);
    Function<float[], double[]> exact = h -> plain(h, table, bias);

    CatalogueScorer scorer = new CatalogueScorer(ItemEmbeddings.of(base), items);
    float[] scores = new float[items.size()];
    Timing ours = timed(call -> scorer.score(contexts.get(call % CONTEXTS), scores));
    addScores("score", 1, ours, recall(contexts, exact, h -> doubles(scorer.score(h), 0)));

    double[] sink = new double[1];
    Timing loops = timed(call -> sink[0] += exact.apply(contexts.get(call % CONTEXTS))[0]);
    addScores("plain", 1, loops, 1);

    try (AcceleratedCatalogue djl =
        new AcceleratedCatalogue(table, bias, base.shape().width(), options.device())) {
      double recall = recall(contexts, exact, h -> doubles(djl.scores(h), 0));
      Timing one = timed(call -> sink[0] += djl.scores(contexts.get(call % CONTEXTS))[0]);
      addScores("djl", 1, one, recall);
      float[] many = new float[DJL_BATCH * base.shape().width()];
      for (int i = 0; i < DJL_BATCH; i++) {
        float[] h = contexts.get(i % CONTEXTS);
        System.arraycopy(h, 0, many, i * h.length, h.length);
      }
      if (options.items() * (long) DJL_BATCH < Integer.MAX_VALUE / Float.BYTES) {
        addScores("djl", DJL_BATCH, timed(call -> sink[0] += djl.scores(many)[0]), recall);
      }
      return djl.device();
    }
  }

  /** The best of the catalogue for many customers in one call, found on the device. */
  private void crowds(String device) {
    double bytes = device.equals("gpu") ? DeviceCopy.bytesPerMicro(Device.GPU) : bytesPerMicro;
    double floorMicros = tableBytes() / bytes;
    List<ItemId> items =
        IntStream.range(0, options.items()).mapToObj(SimulatedCrowd::item).toList();
    CatalogueScorer scorer = new CatalogueScorer(ItemEmbeddings.of(base), items);
    long[] tieBreaks = new Random(options.seed()).longs(items.size()).toArray();
    for (int batch : CROWDS) {
      try (CrowdCatalogue catalogue =
          new CrowdCatalogue(scorer, tieBreaks, batch, options.device())) {
        crowd(catalogue, scorer, tieBreaks, batch, floorMicros);
        if (batch == MIXED) {
          mixed(catalogue, scorer, tieBreaks, floorMicros);
        }
      }
    }
  }

  private void crowd(
      CrowdCatalogue catalogue,
      CatalogueScorer scorer,
      long[] tieBreaks,
      int batch,
      double floorMicros) {
    List<float[]> contexts = contexts(batch);
    float[] together = together(contexts);
    CrowdCatalogue.Question question =
        new CrowdCatalogue.Question(catalogue.whole(), Set.of(), COUNT);
    List<CrowdCatalogue.Question> questions = Collections.nCopies(batch, question);
    Timing timing = timed(call -> catalogue.best(together, questions));
    List<List<CrowdCatalogue.Scored>> found = catalogue.best(together, questions);
    double recall =
        IntStream.range(0, Math.min(COMPARED, batch))
            .mapToDouble(
                i -> {
                  Set<Integer> exact = bestOf(doubles(scorer.score(contexts.get(i)), 0), tieBreaks);
                  return recall(exact, itemsOf(found.get(i), CrowdCatalogue.Scored::item));
                })
            .average()
            .orElseThrow();
    add("crowd", batch, 0, timing, recall, floorMicros);
  }

  private static Set<Integer> bestOf(double[] scores, long[] tieBreaks) {
    int[] items = TopK.select(scores, tieBreaks, COUNT, item -> true);
    return Arrays.stream(items).boxed().collect(Collectors.toSet());
  }

  private static float[] together(List<float[]> contexts) {
    int width = contexts.get(0).length;
    float[] together = new float[contexts.size() * width];
    for (int i = 0; i < contexts.size(); i++) {
      System.arraycopy(contexts.get(i), 0, together, i * width, width);
    }
    return together;
  }

  /** Own scores of many customers from the device, mixed with what customers share one by one. */
  private void mixed(
      CrowdCatalogue catalogue, CatalogueScorer scorer, long[] tieBreaks, double floorMicros) {
    CollectiveSums sums = new CollectiveSums(base.collectiveRules(), Categories.none());
    List<CrowdAnswers.Question> questions = new ArrayList<>();
    for (int customer = 0; customer < options.customers(); customer++) {
      Contribution share = sums.emptyContribution();
      RecentItems recent = new RecentItems();
      for (SimulatedCrowd.Step step : crowd.steps(customer, LEARNED_HISTORY)) {
        share.observe(step.item(), step.kind(), step.second(), sums);
        recent.push(step.item(), step.second());
      }
      if (customer < MIXED) {
        questions.add(new CrowdAnswers.Question(recent, NOW, COUNT, item -> true));
      }
    }
    List<ItemId> items = IntStream.range(0, scorer.size()).mapToObj(SimulatedCrowd::item).toList();
    Blend blend = new Blend(base.mix(), base.untrained(items));
    CrowdAnswers answers = new CrowdAnswers(catalogue, blend, tieBreaks, MIXED);
    List<float[]> contexts = contexts(questions.size());
    float[] together = together(contexts);
    Timing timing = timed(call -> answers.best(together, questions, sums));
    List<List<Blend.Scored>> found = answers.best(together, questions, sums);
    double recall =
        IntStream.range(0, Math.min(COMPARED, questions.size()))
            .mapToDouble(
                i -> {
                  RecentItems recent = questions.get(i).recent();
                  Blend.Draft draft = blend.draft(scorer.score(contexts.get(i)), recent, NOW);
                  draft.read(sums);
                  List<Blend.Scored> exact = draft.best(COUNT, tieBreaks, item -> true);
                  return recall(
                      itemsOf(exact, Blend.Scored::item),
                      itemsOf(found.get(i), Blend.Scored::item));
                })
            .average()
            .orElseThrow();
    add("crowd-mixed", questions.size(), LEARNED_HISTORY, timing, recall, floorMicros);
  }

  private static <T> Set<Integer> itemsOf(List<T> best, Function<T, Integer> item) {
    return best.stream().map(item).collect(Collectors.toSet());
  }

  private List<float[]> contexts(int count) {
    Random random = new Random(options.seed());
    List<float[]> contexts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] h = new float[base.shape().width()];
      for (int j = 0; j < h.length; j++) {
        h[j] = (float) random.nextGaussian();
      }
      contexts.add(h);
    }
    return contexts;
  }

  private static double[] plain(float[] h, float[] table, float[] bias) {
    double[] scores = new double[bias.length];
    for (int i = 0; i < scores.length; i++) {
      double sum = bias[i];
      for (int j = 0; j < h.length; j++) {
        sum += (double) h[j] * table[i * h.length + j];
      }
      scores[i] = sum;
    }
    return scores;
  }

  private static double[] doubles(float[] scores, int from) {
    return IntStream.range(from, scores.length).mapToDouble(i -> scores[i]).toArray();
  }

  private static double recall(
      List<float[]> contexts,
      Function<float[], double[]> exact,
      Function<float[], double[]> measured) {
    return contexts.stream()
        .limit(COMPARED)
        .mapToDouble(h -> recall(best(exact.apply(h)), best(measured.apply(h))))
        .average()
        .orElseThrow();
  }

  private static Set<Integer> best(double[] scores) {
    int[] items = TopK.select(scores, new long[scores.length], COUNT, item -> true);
    return new HashSet<>(Arrays.stream(items).boxed().toList());
  }

  private long tableBytes() {
    return (base.shape().width() + 1L) * Float.BYTES * options.items();
  }

  private void addScores(String path, int batch, Timing timing, double recall) {
    add(path, batch, 0, timing, recall, tableBytes() / bytesPerMicro);
  }

  private void add(
      String path, int batch, int history, Timing timing, double recall, double floorMicros) {
    results.add(
        new RecommendReport.Result(
            path,
            options.items(),
            batch,
            history,
            timing.p50Micros(),
            timing.p99Micros(),
            timing.callsPerSecond() * batch,
            recall,
            floorMicros,
            timing.allocatedBytes()));
  }
}
