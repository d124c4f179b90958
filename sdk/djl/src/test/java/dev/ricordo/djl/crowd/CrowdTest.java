package dev.ricordo.djl.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.ricordo.base.Base;
import dev.ricordo.base.CollectiveRules;
import dev.ricordo.base.Gate;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.Manifest;
import dev.ricordo.base.Mix;
import dev.ricordo.base.Shape;
import dev.ricordo.base.Weights;
import dev.ricordo.collective.Categories;
import dev.ricordo.collective.CollectiveSums;
import dev.ricordo.collective.Contribution;
import dev.ricordo.djl.BaseTrainer;
import dev.ricordo.djl.CrowdCatalogue;
import dev.ricordo.djl.CrowdMemory;
import dev.ricordo.djl.Device;
import dev.ricordo.event.EventKind;
import dev.ricordo.event.ItemId;
import dev.ricordo.memory.MemoryState;
import dev.ricordo.memory.RecentItems;
import dev.ricordo.memory.SelfModifyingMemory;
import dev.ricordo.rank.Blend;
import dev.ricordo.rank.CatalogueScorer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrowdTest {

  private static final int ITEMS = 400;
  private static final int CUSTOMERS = 40;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Base BASE = base(Mix.own(0));
  private static final long[] TIE_BREAKS = new Random(4).longs(ITEMS).toArray();

  private static Base base(Mix mix) {
    Weights weights = BaseTrainer.initial(new Shape(16, 2, 24, true), ITEMS, 3);
    List<ItemId> items = IntStream.range(0, ITEMS).mapToObj(i -> ItemId.of("i" + i)).toList();
    Manifest manifest =
        new Manifest("test", weights.shape(), mix, "", 1, "test", Map.of(), Map.of());
    return new Base(manifest, weights, items);
  }

  private static CatalogueScorer scorer() {
    return new CatalogueScorer(ItemEmbeddings.of(BASE), BASE.items());
  }

  @Test
  void questionThatFails_failsAlone_andWhatItsBatchLearnedIsLearned() throws Exception {
    try (CrowdMemory memory = new CrowdMemory(ItemEmbeddings.of(BASE), CUSTOMERS, 64, Device.CPU);
        CrowdCatalogue catalogue = new CrowdCatalogue(scorer(), TIE_BREAKS, 64, Device.CPU);
        Crowd crowd = new Crowd(memory, catalogue, new BatchLimits(4, PATIENCE, 20))) {
      CrowdCatalogue.Shelf gone = catalogue.shelf(item -> true);
      gone.close();
      CrowdCatalogue.Question failing = new CrowdCatalogue.Question(gone, Set.of(), 10);
      CrowdCatalogue.Question question =
          new CrowdCatalogue.Question(catalogue.whole(), Set.of(), 10);
      CompletableFuture<Crowd.Learned> learned =
          crowd.learn(0, item(0, 0), EventKind.VIEW, 60, 0, PATIENCE).orThrow();
      List<CompletableFuture<List<CrowdCatalogue.Scored>>> asked = new ArrayList<>();
      asked.add(crowd.best(1, question, PATIENCE).orThrow());
      asked.add(crowd.best(2, failing, PATIENCE).orThrow());
      asked.add(crowd.best(3, question, PATIENCE).orThrow());

      assertThat(learned.get().steps()).isEqualTo(1);
      assertThatThrownBy(asked.get(1)::get).isInstanceOf(ExecutionException.class);
      List<List<CrowdCatalogue.Scored>> answered = List.of(asked.get(0).get(), asked.get(2).get());
      crowd.close();
      assertThat(answered)
          .isEqualTo(catalogue.best(memory.contexts(1, 3), List.of(question, question)));
    }
  }

  @Test
  void manyThreads_learnWhatOneAfterTheOtherLearns_andAnswersKnowEarlierEvents() throws Exception {
    int threads = 4;
    int perCustomer = 12;
    ExecutorService callers = Executors.newFixedThreadPool(threads);
    try (CrowdMemory memory = new CrowdMemory(ItemEmbeddings.of(BASE), CUSTOMERS, 64, Device.CPU);
        CrowdCatalogue catalogue = new CrowdCatalogue(scorer(), TIE_BREAKS, 64, Device.CPU);
        Crowd crowd =
            new Crowd(memory, catalogue, new BatchLimits(16, Duration.ofNanos(200_000), 20))) {
      CrowdCatalogue.Question question =
          new CrowdCatalogue.Question(catalogue.whole(), Set.of(), 10);
      List<Future<List<CompletableFuture<List<CrowdCatalogue.Scored>>>>> running =
          new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int first = thread * CUSTOMERS / threads;
        running.add(
            callers.submit(
                () -> {
                  List<CompletableFuture<List<CrowdCatalogue.Scored>>> answers = new ArrayList<>();
                  for (int event = 0; event < perCustomer; event++) {
                    for (int row = first; row < first + CUSTOMERS / threads; row++) {
                      assertThat(
                              crowd.learn(
                                  row, item(row, event), EventKind.VIEW, 60L * event, 0, PATIENCE))
                          .isInstanceOf(Submission.Accepted.class);
                    }
                  }
                  for (int row = first; row < first + CUSTOMERS / threads; row++) {
                    answers.add(crowd.best(row, question, PATIENCE).orThrow());
                  }
                  return answers;
                }));
      }
      SelfModifyingMemory certified = new SelfModifyingMemory(BASE);
      for (int row = 0; row < CUSTOMERS; row++) {
        MemoryState state = certified.initial();
        for (int event = 0; event < perCustomer; event++) {
          certified.step(state, item(row, event), EventKind.VIEW, 60L * event);
        }
        float[] own = scorer().score(state.context());
        List<CrowdCatalogue.Scored> best =
            running.get(row / (CUSTOMERS / threads)).get().get(row % (CUSTOMERS / threads)).get();
        assertThat(best).hasSize(10);
        assertThat(best)
            .allSatisfy(
                scored ->
                    assertThat((double) own[scored.item()])
                        .isCloseTo(scored.score(), offset(1e-4)));
      }
      assertThat(crowd.statistics().requests()).isEqualTo(CUSTOMERS * (perCustomer + 1L));
      assertThat(crowd.statistics().failedBatches()).isZero();
      assertThat(memory.steps(0)).isEqualTo(perCustomer);
    } finally {
      callers.shutdown();
    }
  }

  private static int item(int row, int event) {
    return (31 * row + 7 * event) % ITEMS;
  }

  @Test
  void whatCannotBe_isRefusedInTheCallersThread_orByTheCrowdThatWasClosed() throws Exception {
    try (CrowdMemory memory = new CrowdMemory(ItemEmbeddings.of(BASE), 3, 4, Device.CPU);
        CrowdCatalogue catalogue = new CrowdCatalogue(scorer(), TIE_BREAKS, 4, Device.CPU)) {
      CrowdCatalogue.Question question =
          new CrowdCatalogue.Question(catalogue.whole(), Set.of(), 1);
      Crowd crowd = new Crowd(memory, catalogue, new BatchLimits(4, Duration.ZERO, 4));
      assertThatThrownBy(() -> crowd.learn(3, 0, EventKind.VIEW, 0, 0, PATIENCE))
          .hasMessage("row: 3 is none of 3 rows");
      assertThatThrownBy(() -> crowd.learn(0, ITEMS, EventKind.VIEW, 0, 0, PATIENCE))
          .hasMessage("item: 400 is none of 400 rows");
      assertThatThrownBy(() -> crowd.best(-1, question, PATIENCE))
          .hasMessage("row: -1 is none of 3 rows");
      assertThat(crowd.learn(2, 5, EventKind.VIEW, 0, 0, PATIENCE).orThrow().get())
          .isEqualTo(new Crowd.Learned(1));
      crowd.close();
      assertThat(crowd.learn(2, 5, EventKind.VIEW, 0, 0, PATIENCE))
          .isEqualTo(new Submission.Refused<>(Submission.Reason.CLOSED));
      assertThatThrownBy(() -> new Crowd(memory, catalogue, new BatchLimits(5, Duration.ZERO, 5)))
          .hasMessage("maxBatch: must be at most the tile 4, is 5");
    }
  }

  @Test
  void mixedAnswers_areThoseOfTheCertifiedRanking() {
    Random random = new Random(6);
    CollectiveSums sums = new CollectiveSums(CollectiveRules.DEFAULT, Categories.none());
    Blend blend = new Blend(Mix.gated(gate(random), 0), new boolean[ITEMS]);
    SelfModifyingMemory certified = new SelfModifyingMemory(BASE);
    float[] contexts = new float[CUSTOMERS * 16];
    List<CrowdAnswers.Question> questions = new ArrayList<>();
    for (int row = 0; row < CUSTOMERS; row++) {
      MemoryState state = certified.initial();
      RecentItems recent = new RecentItems();
      Contribution share = sums.emptyContribution();
      for (int event = 0; event < 30; event++) {
        int item = random.nextInt(1 + random.nextInt(ITEMS));
        certified.step(state, item, EventKind.VIEW, 60L * event);
        recent.push(item, 60L * event);
        share.observe(item, EventKind.VIEW, 60L * event, sums);
      }
      System.arraycopy(state.context(), 0, contexts, row * 16, 16);
      int parity = row % 2;
      questions.add(new CrowdAnswers.Question(recent, 2_000, 10, item -> item % 2 == parity));
    }
    try (CrowdCatalogue catalogue = new CrowdCatalogue(scorer(), TIE_BREAKS, 64, Device.CPU)) {
      CrowdAnswers answers = new CrowdAnswers(catalogue, blend, TIE_BREAKS, 16);
      List<List<Blend.Scored>> mixed = answers.best(contexts, questions, sums);
      for (int row = 0; row < CUSTOMERS; row++) {
        CrowdAnswers.Question question = questions.get(row);
        float[] context = Arrays.copyOfRange(contexts, row * 16, (row + 1) * 16);
        Blend.Draft draft = blend.draft(scorer().score(context), question.recent(), 2_000);
        draft.read(sums);
        double[] all = draft.finish().mixed();
        List<Blend.Scored> exact = draft.best(10, TIE_BREAKS, question.filter());
        assertThat(mixed.get(row)).hasSameSizeAs(exact);
        for (int rank = 0; rank < exact.size(); rank++) {
          int item = mixed.get(row).get(rank).item();
          assertThat(question.filter().allows(item)).isTrue();
          assertThat(all[item]).isCloseTo(exact.get(rank).score(), offset(1e-4));
        }
      }
      assertThat(answers.best(new float[0], List.of(), sums)).isEmpty();
    }
  }

  private static Gate gate(Random random) {
    double[] numbers = random.doubles(Gate.size(), -0.1, 0.1).toArray();
    return Gate.of(numbers);
  }
}
