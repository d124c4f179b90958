package dev.ricordo.rank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ricordo.base.Base;
import dev.ricordo.base.ItemEmbeddings;
import dev.ricordo.base.RandomBases;
import dev.ricordo.base.Weights.Tensor;
import dev.ricordo.event.ItemId;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores are added up in the order of the width, whichever core does it. */
class CatalogueScorerTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 16_385, 65_536, 65_537, 81_920, 100_001})
  void scores_areThoseOfOneItemAfterTheOther_bitForBit(int items) {
    Base base = RandomBases.create(3, items);
    CatalogueScorer scorer = new CatalogueScorer(ItemEmbeddings.of(base), base.items());
    float[] context = context(scorer.width());

    float[] scores = scorer.score(context);

    assertThat(scores).hasSize(items);
    for (int item = 0; item < items; item++) {
      assertThat(scores[item])
          .as("item %s", item)
          .isEqualTo(score(base, base.items().get(item), context));
    }
  }

  private static float[] context(int width) {
    Random random = new Random(5);
    float[] context = new float[width];
    for (int j = 0; j < width; j++) {
      context[j] = (float) random.nextGaussian();
    }
    return context;
  }

  private static float score(Base base, ItemId item, float[] context) {
    int row = base.row(item);
    float score = base.weights().get(Tensor.ITEM_BIAS)[row];
    for (int j = 0; j < context.length; j++) {
      score += context[j] * base.weights().get(Tensor.ITEM)[row * context.length + j];
    }
    return score;
  }
}
