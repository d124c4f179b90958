package dev.ricordo.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import ai.djl.ndarray.NDManager;
import dev.ricordo.base.Base;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.Manifest;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.event.ItemId;
import dev.ricordo.rank.CatalogueScorer;
import dev.ricordo.rank.TopK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrowdCatalogueTest {

  private static final double TOLERANCE = 1e-4;
  private static final Shape SHAPE = new Shape(16, 2, 24, true);

  @ParameterizedTest
  @CsvSource({"500, 64, 3", "20000, 64, 70", "20000, 1024, 5", "150000, 64, 4"})
  void best_areThoseOfTheCertifiedScorer_filtersIncluded(int items, int tile, int customers) {
    CatalogueScorer scorer = scorer(items, 0);
    long[] tieBreaks = new Random(1).longs(items).toArray();
    Random random = new Random(2);
    float[] contexts = contexts(customers, random);
    try (CrowdCatalogue catalogue = new CrowdCatalogue(scorer, tieBreaks, tile, Device.CPU);
        CrowdCatalogue.Shelf third = catalogue.shelf(item -> item % 3 == 0);
        CrowdCatalogue.Shelf few = catalogue.shelf(item -> item % 1_000 < 1 && item < 4_000)) {
      List<CrowdCatalogue.Question> questions = new ArrayList<>();
      for (int customer = 0; customer < customers; customer++) {
        CrowdCatalogue.Shelf shelf = List.of(catalogue.whole(), third, few).get(random.nextInt(3));
        Set<Integer> excluded = best(scorer, tieBreaks, contexts, customer, 25, item -> true);
        excluded.removeIf(item -> random.nextBoolean());
        questions.add(new CrowdCatalogue.Question(shelf, excluded, 10));
      }
      List<List<CrowdCatalogue.Scored>> actual = catalogue.best(contexts, questions);
      for (int customer = 0; customer < customers; customer++) {
        CrowdCatalogue.Question question = questions.get(customer);
        TopK.Filter filter = filter(catalogue, third, question);
        requireSame(scorer, tieBreaks, contexts, customer, filter, actual.get(customer));
      }
    }
  }

  private static TopK.Filter filter(
      CrowdCatalogue catalogue, CrowdCatalogue.Shelf third, CrowdCatalogue.Question question) {
    TopK.Filter shelf =
        question.shelf() == catalogue.whole()
            ? item -> true
            : question.shelf() == third
                ? item -> item % 3 == 0
                : item -> item % 1_000 < 1 && item < 4_000;
    return item -> shelf.allows(item) && !question.excluded().contains(item);
  }

  /** The same items, but for such as score within the tolerance of one another. */
  private static void requireSame(
      CatalogueScorer scorer,
      long[] tieBreaks,
      float[] contexts,
      int customer,
      TopK.Filter filter,
      List<CrowdCatalogue.Scored> actual) {
    float[] own = scorer.score(context(contexts, customer));
    double[] scores = doubles(own);
    int[] expected = TopK.select(scores, tieBreaks, 10, filter);
    assertThat(actual).hasSameSizeAs(expected);
    for (int rank = 0; rank < expected.length; rank++) {
      int item = actual.get(rank).item();
      assertThat(filter.allows(item)).isTrue();
      assertThat((double) actual.get(rank).score()).isCloseTo(own[item], within());
      assertThat(scores[item]).isCloseTo(scores[expected[rank]], within());
    }
    assertThat(actual).extracting(CrowdCatalogue.Scored::item).doesNotHaveDuplicates();
  }

  private static Offset<Double> within() {
    return offset(TOLERANCE);
  }

  @Test
  void equalScores_areInTheOrderOfTheTieBreaks_howeverManyThereAre() {
    int untrained = 3_000;
    CatalogueScorer scorer = scorer(2_000, untrained);
    long[] tieBreaks = new Random(3).longs(5_000).toArray();
    float[] contexts = new float[16 * 2];
    contexts[16] = 1;
    try (CrowdCatalogue catalogue = new CrowdCatalogue(scorer, tieBreaks, 64, Device.CPU);
        CrowdCatalogue.Shelf cold = catalogue.shelf(item -> item >= 2_000)) {
      CrowdCatalogue.Question question = new CrowdCatalogue.Question(cold, Set.of(), 10);
      List<List<CrowdCatalogue.Scored>> best =
          catalogue.best(contexts, List.of(question, question));
      List<Integer> expected =
          IntStream.range(2_000, 5_000)
              .boxed()
              .sorted((a, b) -> Long.compare(tieBreaks[a], tieBreaks[b]))
              .limit(10)
              .toList();
      for (List<CrowdCatalogue.Scored> answers : best) {
        assertThat(answers).extracting(CrowdCatalogue.Scored::item).isEqualTo(expected);
      }
    }
  }

  @Test
  void shelf_holdsWhatItsFilterAllowedWhenItWasMade_amongEqualScoresToo() {
    CatalogueScorer scorer = scorer(2_000, 3_000);
    long[] tieBreaks = LongStream.range(0, 5_000).toArray();
    AtomicInteger first = new AtomicInteger(2_000);
    try (CrowdCatalogue catalogue = new CrowdCatalogue(scorer, tieBreaks, 64, Device.CPU);
        CrowdCatalogue.Shelf cold = catalogue.shelf(item -> item >= first.get())) {
      CrowdCatalogue.Question question = new CrowdCatalogue.Question(cold, Set.of(), 3);
      first.set(4_000);
      assertThat(catalogue.best(new float[16], List.of(question)).get(0))
          .extracting(CrowdCatalogue.Scored::item)
          .containsExactly(2_000, 2_001, 2_002);
    }
  }

  @Test
  void catalogueThatCannotBeMade_closesItsManager() {
    NDManager manager = Torch.manager(Device.CPU);
    manager.cap(); // takes no arrays
    assertThatThrownBy(() -> new CrowdCatalogue(scorer(100, 0), new long[100], 64, manager))
        .isInstanceOf(IllegalStateException.class);
    assertThat(manager.isOpen()).isFalse();
  }

  @Test
  void answers_haveTheSameBitsWhoeverElseAsks() {
    CatalogueScorer scorer = scorer(5_000, 0);
    long[] tieBreaks = new Random(1).longs(5_000).toArray();
    float[] contexts = contexts(100, new Random(5));
    try (CrowdCatalogue catalogue = new CrowdCatalogue(scorer, tieBreaks, 64, Device.CPU)) {
      CrowdCatalogue.Question question =
          new CrowdCatalogue.Question(catalogue.whole(), Set.of(), 10);
      List<CrowdCatalogue.Question> all = Stream.generate(() -> question).limit(100).toList();
      List<List<CrowdCatalogue.Scored>> together = catalogue.best(contexts, all);
      for (int customer = 0; customer < 100; customer += 7) {
        List<List<CrowdCatalogue.Scored>> alone =
            catalogue.best(context(contexts, customer), List.of(question));
        assertThat(alone.get(0)).isEqualTo(together.get(customer));
      }
    }
  }

  @Test
  void allScores_areThoseOfTheCertifiedScorer() {
    CatalogueScorer scorer = scorer(9_000, 100);
    float[] contexts = contexts(70, new Random(5));
    List<float[]> scores = Stream.generate(() -> new float[9_100]).limit(70).toList();
    try (CrowdCatalogue catalogue = new CrowdCatalogue(scorer, new long[9_100], 64, Device.CPU)) {
      catalogue.score(contexts, scores);
      assertThat(catalogue.best(new float[0], List.of())).isEmpty();
    }
    for (int customer = 0; customer < 70; customer++) {
      float[] expected = scorer.score(context(contexts, customer));
      for (int item = 0; item < expected.length; item++) {
        assertThat(Math.abs(scores.get(customer)[item] - expected[item])).isLessThan(1e-4f);
      }
    }
  }

  @Test
  void valuesThatCannotBe_areRefused_namingThem() {
    CatalogueScorer scorer = scorer(100, 0);
    assertThatThrownBy(() -> new CrowdCatalogue(scorer, new long[100], 0, Device.CPU))
        .hasMessage("tile: must be at least 1, is 0");
    assertThatThrownBy(() -> new CrowdCatalogue(scorer, new long[99], 64, Device.CPU))
        .hasMessage("tieBreaks: must be 100, are 99");
    try (CrowdCatalogue catalogue = new CrowdCatalogue(scorer, new long[100], 64, Device.CPU)) {
      CrowdCatalogue.Question question =
          new CrowdCatalogue.Question(catalogue.whole(), Set.of(), 200);
      assertThat(catalogue.best(new float[16], List.of(question)).get(0)).hasSize(100);
      assertThatThrownBy(() -> catalogue.best(new float[15], List.of(question)))
          .hasMessage("contexts: must be 1 of 16 numbers, are 15 numbers");
      assertThatThrownBy(() -> new CrowdCatalogue.Question(catalogue.whole(), Set.of(), 0))
          .hasMessage("count: must be at least 1, is 0");
    }
  }

  private static CatalogueScorer scorer(int trained, int untrained) {
    List<ItemId> known = IntStream.range(0, trained).mapToObj(i -> ItemId.of("i" + i)).toList();
    Weights weights = RandomWeights.of(SHAPE, trained, 7);
    Manifest manifest = new Manifest("test", SHAPE, Mix.own(0), "", 1, "test", Map.of(), Map.of());
    Base base = new Base(manifest, weights, known);
    List<ItemId> items = new ArrayList<>(base.items());
    IntStream.range(0, untrained).forEach(i -> items.add(ItemId.of("new" + i)));
    return new CatalogueScorer(ItemEmbeddings.of(base), items);
  }

  private static float[] contexts(int customers, Random random) {
    float[] contexts = new float[customers * 16];
    for (int i = 0; i < contexts.length; i++) {
      contexts[i] = (float) random.nextGaussian();
    }
    return contexts;
  }

  private static float[] context(float[] contexts, int customer) {
    return Arrays.copyOfRange(contexts, customer * 16, (customer + 1) * 16);
  }

  private static Set<Integer> best(
      CatalogueScorer scorer,
      long[] tieBreaks,
      float[] contexts,
      int customer,
      int count,
      TopK.Filter filter) {
    double[] scores = doubles(scorer.score(context(contexts, customer)));
    return IntStream.of(TopK.select(scores, tieBreaks, count, filter))
        .boxed()
        .collect(Collectors.toSet());
  }

  private static double[] doubles(float[] scores) {
    return IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).toArray();
  }
}
